/**
 * The lists that a card shows, kept in `customer.digest` by `apply`, so that a card on a cold disk costs one row and
 * not ten descents (`npm run bench -- pages` counts them). Derived: the tables are the truth, and `derive` makes it
 * anew from them.
 */
export type DigestPhone = {
  readonly id: number;
  readonly raw: string;
  readonly e164: string | null;
  readonly extension: string | null;
  readonly label: 'mobile' | 'home' | 'work' | 'fax' | 'other' | null;
  readonly from: number;
  /** When it was removed; null while in use. */
  readonly to: number | null;
};

/** `[trait, at, agentId, ourFault (0 | 1), complaintId, callId]`: an array, because forty of them may be kept. */
export type DigestObservation = readonly [
  trait: string,
  at: number,
  agentId: number | null,
  ourFault: 0 | 1,
  complaintId: number | null,
  callId: number | null,
];

export type DigestRelation = {
  readonly id: number;
  readonly otherId: number;
  readonly kind: 'family' | 'worksFor' | 'callsFor';
  readonly name: string;
};

export type DigestLifeEvent = {
  readonly kind: 'deceased' | 'moved' | 'family';
  readonly at: number;
  readonly note: string | null;
};

export type DigestProfileFact = {
  readonly id: number;
  readonly field: string;
  readonly value: string;
  readonly at: number;
};

/** `[id, at, kind, direction, end, gist, outcome, agentId]`: an array, because every card holds eight of them. */
export type DigestInteraction = readonly [
  id: number,
  at: number,
  kind: 'call' | 'visit' | 'message' | 'sms',
  direction: 'inbound' | 'outbound',
  end: 'ended' | 'missed' | 'elsewhere' | 'busy' | null,
  gist: string | null,
  outcome: number | null,
  agentId: number | null,
];

export type DigestPurchase = {
  readonly id: number;
  readonly what: string;
  readonly at: number;
  readonly amount: number | null;
  readonly unit: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
};

export type DigestEnquiry = {
  readonly id: number;
  readonly what: string;
  readonly at: number;
  readonly amount: number | null;
  readonly unit: string;
  readonly validUntil: number | null;
  readonly agentId: number | null;
};

export type DigestComplaint = {
  readonly id: number;
  readonly what: string;
  readonly category: string;
  readonly severity: number;
  readonly state: string;
  readonly openedAt: number;
  readonly dueAt: number | null;
  readonly nextContactAt: number | null;
  readonly ownerAgentId: number | null;
  readonly ownerUnit: string | null;
  readonly handovers: number;
};

export type DigestFollowUp = {
  readonly id: number;
  readonly kind: 'promise' | 'internal' | 'callback' | 'welcome' | 'expiry';
  readonly what: string;
  readonly dueAt: number;
  readonly agentId: number | null;
  readonly moved: number;
  readonly tried: number;
};

export type DigestGrant = {
  readonly id: number;
  readonly at: number;
  readonly what: string;
  readonly amount: number | null;
  readonly unit: string | null;
  readonly agentId: number | null;
};

export type Digest = {
  /** In use first, then the removed ones, newest first; at most `digestLimits.phones`. */
  readonly phones: readonly DigestPhone[];
  /** Newest first, retracted ones left out. */
  readonly observations: readonly DigestObservation[];
  readonly relations: readonly DigestRelation[];
  readonly life: readonly DigestLifeEvent[];
  readonly profile: readonly DigestProfileFact[];
  /** Newest first, retracted ones left out. */
  readonly history: readonly DigestInteraction[];
  /** Open ones, the graver and then the older first. */
  readonly complaints: readonly DigestComplaint[];
  /** Open ones, the one due first first. */
  readonly followUps: readonly DigestFollowUp[];
  /** In progress, the one that starts first first; those without a date before them. */
  readonly live: readonly DigestPurchase[];
  /** Open ones, newest first. */
  readonly enquiries: readonly DigestEnquiry[];
  /** Newest first. */
  readonly grants: readonly DigestGrant[];
  /** When they bought last, and the time before. */
  readonly boughtAt: readonly number[];
  /** One customer who came on their word, if any did. Last: a bulk writer adds it when all are written. */
  readonly referrals: readonly number[];
};

/** How many of each are kept at most, and how many UTF-16 units of a gist: the rest is in the customer's room. */
export const digestLimits = {
  phones: 12,
  observations: 40,
  relations: 12,
  life: 12,
  profile: 24,
  history: 8,
  complaints: 16,
  followUps: 16,
  live: 24,
  enquiries: 8,
  grants: 8,
  boughtAt: 2,
  referrals: 1,
  gist: 2_000,
} as const;

const empty: Digest = {
  phones: [],
  observations: [],
  relations: [],
  life: [],
  profile: [],
  history: [],
  complaints: [],
  followUps: [],
  live: [],
  enquiries: [],
  grants: [],
  boughtAt: [],
  referrals: [],
};

const names = Object.keys(empty) as readonly (keyof Digest)[];

/** Reads the column. Its text is our own, written by `apply`; a list that is empty is not written. */
export function readDigest(text: string): Digest {
  return { ...empty, ...(JSON.parse(text) as Partial<Digest>) };
}

/** Equal lists give equal text. */
export function writeDigest(digest: Digest): string {
  const written: Record<string, unknown> = {};
  for (const name of names) if (digest[name].length > 0) written[name] = digest[name];
  return JSON.stringify(written);
}

/** A gist as a card shows it. */
export function shortGist(gist: string | null): string | null {
  if (gist === null || gist.length <= digestLimits.gist) return gist;
  const cut = gist.slice(0, digestLimits.gist);
  // half of a surrogate pair would be shown as a box
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}
