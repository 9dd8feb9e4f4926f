import type { ComplaintState } from '../db/derive-complaint.ts';
import type { FollowUpState } from '../db/derive-follow-up.ts';
import {
  digestLimits,
  writeDigest,
  type DigestObservation,
  type DigestPhone,
  type DigestProfileFact,
  type DigestRelation,
} from '../db/digest.ts';
import { dayMs } from './days.ts';
import type { SampleCustomer, SamplePurchase } from './rows.ts';

/**
 * What `apply` would derive from a sample customer's rows. Worked out from the values at hand, because counting
 * ten million rows again after writing them takes longer than writing them; a test holds it against the store's own
 * derivation.
 */
export type DerivedCounters = {
  readonly interactions: number;
  readonly firstInteractionAt: number | null;
  readonly lastInteractionAt: number | null;
  readonly purchases: number;
  readonly sumPurchase: number;
  readonly firstPurchaseAt: number | null;
  readonly lastPurchaseAt: number | null;
  readonly lastPurchaseWhat: string | null;
  readonly livePurchases: number;
  readonly openEnquiries: number;
  readonly openComplaints: number;
  readonly openFollowUps: number;
  readonly grants: number;
};

export function countersOf(
  customer: SampleCustomer,
  complaints: readonly ComplaintState[],
  followUps: readonly FollowUpState[],
): DerivedCounters {
  const { interactions, purchases } = customer;
  const bought = purchases.filter(isBought);
  const lastBought = bought.at(-1);
  return {
    interactions: interactions.length,
    firstInteractionAt: interactions[0]?.at ?? null,
    lastInteractionAt: interactions.at(-1)?.at ?? null,
    purchases: bought.length,
    sumPurchase: bought.reduce((sum, { rials }) => sum + rials, 0),
    firstPurchaseAt: bought[0]?.at ?? null,
    lastPurchaseAt: lastBought?.at ?? null,
    lastPurchaseWhat: lastBought?.what ?? null,
    livePurchases: purchases.filter(({ status }) => status === 'in_progress').length,
    openEnquiries: customer.enquiries.filter(({ closedAt }) => closedAt === null).length,
    openComplaints: complaints.filter(({ closedAt }) => closedAt === null).length,
    openFollowUps: followUps.filter(({ doneAt }) => doneAt === null).length,
    grants: customer.grants.length,
  };
}

/**
 * The tier by what was bought within a year, in rials of today. Fixed sums, where a shop at work ranks its customers:
 * about one in eight is gold here, and never more than one in five.
 */
export function tierOf(purchases: readonly SamplePurchase[], today: number): 'gold' | 'silver' | null {
  const yearAgo = today - 365 * dayMs;
  const sum = purchases.reduce(
    (total, one) => (one.at >= yearAgo && isBought(one) ? total + one.rials : total),
    0,
  );
  if (sum >= 1_500_000_000) return 'gold';
  return sum >= 400_000_000 ? 'silver' : null;
}

/** Neither cancelled nor refunded. */
function isBought({ status }: SamplePurchase): boolean {
  return status === 'in_progress' || status === 'done';
}

/** Rows of the digest's lists, in the order in which they were written (oldest first, growing ids). */
export type DigestRows = {
  readonly phones: readonly DigestPhone[];
  readonly observations: readonly DigestObservation[];
  readonly relations: readonly DigestRelation[];
  readonly life: SampleCustomer['life'];
  readonly profile: readonly DigestProfileFact[];
};

export function digestOf(rows: DigestRows): string {
  return writeDigest({
    phones: [
      ...rows.phones.filter(({ to }) => to === null).toSorted((a, b) => a.from - b.from || a.id - b.id),
      ...rows.phones.filter(({ to }) => to !== null).toSorted((a, b) => (b.to ?? 0) - (a.to ?? 0)),
    ].slice(0, digestLimits.phones),
    observations: rows.observations.slice(-digestLimits.observations).toReversed(),
    relations: rows.relations.toSorted((a, b) => a.id - b.id).slice(0, digestLimits.relations),
    life: rows.life
      .toReversed()
      .slice(0, digestLimits.life)
      .map(({ kind, at, note }) => ({ kind, at, note })),
    profile: rows.profile.toSorted((a, b) => b.at - a.at || b.id - a.id).slice(0, digestLimits.profile),
  });
}
