import type { Trait } from '#shared/contract/card.ts';

/**
 * `customer.digest`: the small lists that every card shows, derived by `apply` into the customer's own row, so that
 * a card on a cold disk needs no descent for them. Bounded, newest first unless said otherwise; never shared.
 */
export type Digest = {
  /** At most 12: numbers in use first, then removed ones; deleted rows are left out. */
  readonly phones?: readonly DigestPhone[];
  /** At most 40, newest first, none hidden. */
  readonly observations?: readonly DigestObservation[];
  /** At most 12, from both ends of a relation. */
  readonly relations?: readonly DigestRelation[];
  /** At most 12, none hidden. */
  readonly life?: readonly DigestLifeEvent[];
  /** One a field: the fact told or confirmed last. */
  readonly profile?: readonly DigestProfileFact[];
  /** How many customers came on this one's word (`customer.referred_by`). */
  readonly referred?: number;
};

export type DigestPhone = {
  readonly id: number;
  readonly raw: string;
  readonly e164: string | null;
  readonly extension: string | null;
  readonly label: 'mobile' | 'home' | 'work' | 'fax' | 'other' | null;
  readonly from: number;
  readonly to: number | null;
};

/** A tuple, being the longest list: trait, at, agent, our fault (0 or 1), complaint, call. */
export type DigestObservation = readonly [
  trait: Trait,
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
  /** Name of the other one. */
  readonly name: string;
  /** The other one works for, or calls for, this customer (an organisation's contact, a manager's secretary). */
  readonly inverse: boolean;
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
