/** The rows of one invented customer, in the columns of the store's tables. Moments are UTC milliseconds. */
export type SamplePhone = {
  readonly raw: string;
  readonly e164: string;
  readonly extension: string | null;
  readonly label: 'mobile' | 'home' | 'work' | 'fax' | 'other' | null;
  readonly fromAt: number;
  readonly toAt: number | null;
};

/** A relation row of this customer, or of another one that points here (`incoming`). */
export type SampleRelation = {
  readonly otherIndex: number;
  readonly otherName: string;
  readonly kind: 'family' | 'worksFor' | 'callsFor';
};

export type SampleInteraction = {
  readonly at: number;
  readonly kind: 'call' | 'visit' | 'message' | 'sms';
  readonly direction: 'inbound' | 'outbound';
  readonly end: 'ended' | 'missed' | null;
  readonly gist: string | null;
  readonly outcome: number | null;
  /** Index into the sample's agents; null where nobody answered. */
  readonly agent: number | null;
  readonly durationMs: number | null;
};

export type SampleObservation = {
  readonly at: number;
  readonly trait: string;
  readonly ourFault: boolean;
  /** Index into the customer's complaints. */
  readonly complaint: number | null;
  readonly agent: number;
};

export type SamplePurchase = {
  readonly at: number;
  readonly what: string;
  readonly rials: number;
  readonly status: 'in_progress' | 'done' | 'cancelled' | 'refunded';
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly agent: number;
};

export type SampleEnquiry = {
  readonly at: number;
  readonly what: string;
  readonly rials: number;
  readonly validUntil: number;
  readonly closedAt: number | null;
  readonly agent: number;
};

export type SampleEvent = {
  readonly at: number;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly agent: number;
};

export type SampleComplaint = {
  readonly what: string;
  readonly category: string;
  readonly severity: 1 | 2 | 3 | 4;
  readonly remedy: string | null;
  readonly openedAt: number;
  readonly events: readonly SampleEvent[];
};

export type SampleFollowUp = {
  readonly kind: 'promise' | 'internal' | 'callback' | 'welcome' | 'expiry';
  readonly what: string;
  readonly agent: number;
  readonly madeAt: number;
  readonly firstDueAt: number;
  readonly complaint: number | null;
  readonly events: readonly SampleEvent[];
};

export type SampleCustomer = {
  readonly index: number;
  readonly kind: 'person' | 'organisation';
  readonly displayName: string;
  readonly title: string | null;
  readonly honorific: 'male' | 'female' | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly addressNote: string | null;
  readonly origin: 'called' | 'visited' | 'referred' | 'fair' | 'web' | 'oldFile' | 'unknown';
  readonly referredByIndex: number | null;
  readonly manualTier: { readonly tier: 'gold' | 'silver' | 'base'; readonly reason: string } | null;
  readonly debt: { readonly rials: number; readonly asOf: number } | null;
  readonly createdAt: number;
  readonly phones: readonly SamplePhone[];
  readonly relations: readonly SampleRelation[];
  readonly incoming: readonly SampleRelation[];
  readonly profile: readonly {
    readonly field: string;
    readonly value: string;
    readonly at: number;
    readonly agent: number;
  }[];
  readonly life: readonly {
    readonly at: number;
    readonly kind: 'deceased' | 'moved' | 'family';
    readonly note: string | null;
    readonly agent: number;
  }[];
  readonly grants: readonly {
    readonly at: number;
    readonly what: string;
    readonly rials: number | null;
    readonly agent: number;
  }[];
  readonly interactions: readonly SampleInteraction[];
  readonly observations: readonly SampleObservation[];
  readonly purchases: readonly SamplePurchase[];
  readonly enquiries: readonly SampleEnquiry[];
  readonly complaints: readonly SampleComplaint[];
  readonly followUps: readonly SampleFollowUp[];
};

/** A call from a number that belongs to nobody yet. */
export type SampleStrangerCall = {
  readonly e164: string;
  readonly at: number;
  readonly answered: boolean;
};
