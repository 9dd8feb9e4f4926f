/**
 * The small lists that every card shows, kept in `customer.digest` by `apply`, so that a card on a cold disk costs
 * one row and not five descents. Derived: the tables are the truth, and `derive` makes it anew from them.
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

export type Digest = {
  /** In use first, then the removed ones, newest first; at most `digestLimits.phones`. */
  readonly phones: readonly DigestPhone[];
  /** Newest first, retracted ones left out. */
  readonly observations: readonly DigestObservation[];
  readonly relations: readonly DigestRelation[];
  readonly life: readonly DigestLifeEvent[];
  readonly profile: readonly DigestProfileFact[];
};

export const digestLimits = { phones: 12, observations: 40, relations: 12, life: 12, profile: 24 } as const;

const empty: Digest = { phones: [], observations: [], relations: [], life: [], profile: [] };

/** Reads the column. Its text is our own, written by `apply`; a list that is empty is not written. */
export function readDigest(text: string): Digest {
  return { ...empty, ...(JSON.parse(text) as Partial<Digest>) };
}

export function writeDigest(digest: Digest): string {
  const written: Record<string, unknown> = {};
  for (const [name, list] of Object.entries(digest)) if (list.length > 0) written[name] = list;
  return JSON.stringify(written);
}
