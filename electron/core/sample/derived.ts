import type { ComplaintState } from '../db/derive-complaint.ts';
import type { FollowUpState } from '../db/derive-follow-up.ts';
import {
  digestLimits,
  writeDigest,
  type DigestComplaint,
  type DigestEnquiry,
  type DigestFollowUp,
  type DigestGrant,
  type DigestInteraction,
  type DigestObservation,
  type DigestPhone,
  type DigestProfileFact,
  type DigestPurchase,
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
  if (sum >= 2_400_000_000) return 'gold';
  return sum >= 800_000_000 ? 'silver' : null;
}

/** Neither cancelled nor refunded. */
function isBought({ status }: Pick<SamplePurchase, 'status'>): boolean {
  return status === 'in_progress' || status === 'done';
}

/** Rows of the digest's lists, in the order in which they were written (oldest first, growing ids). */
export type DigestRows = {
  readonly phones: readonly DigestPhone[];
  readonly observations: readonly DigestObservation[];
  readonly relations: readonly DigestRelation[];
  readonly life: SampleCustomer['life'];
  readonly profile: readonly DigestProfileFact[];
  readonly history: readonly DigestInteraction[];
  /** Open ones; the same of follow-ups and enquiries. */
  readonly complaints: readonly DigestComplaint[];
  readonly followUps: readonly DigestFollowUp[];
  /** All purchases. */
  readonly purchases: readonly (DigestPurchase & Pick<SamplePurchase, 'status'>)[];
  readonly enquiries: readonly DigestEnquiry[];
  readonly grants: readonly DigestGrant[];
};

/** All lists but `referrals`, which is known when all customers are written. */
export function digestOf(rows: DigestRows): string {
  const { phones, purchases } = rows;
  return writeDigest({
    phones: [
      ...phones.filter(({ to }) => to === null).toSorted((a, b) => a.from - b.from || a.id - b.id),
      ...phones.filter(({ to }) => to !== null).toSorted((a, b) => (b.to ?? 0) - (a.to ?? 0)),
    ].slice(0, digestLimits.phones),
    observations: rows.observations
      .toReversed()
      .toSorted((a, b) => b[1] - a[1])
      .slice(0, digestLimits.observations),
    relations: rows.relations.toSorted((a, b) => a.id - b.id).slice(0, digestLimits.relations),
    life: rows.life
      .toReversed()
      .slice(0, digestLimits.life)
      .map(({ kind, at, note }) => ({ kind, at, note })),
    profile: rows.profile.toSorted((a, b) => b.at - a.at || b.id - a.id).slice(0, digestLimits.profile),
    history: rows.history
      .slice(-digestLimits.history)
      .toReversed()
      .toSorted((a, b) => b[1] - a[1] || b[0] - a[0]),
    complaints: rows.complaints
      .toSorted((a, b) => a.severity - b.severity || a.openedAt - b.openedAt || a.id - b.id)
      .slice(0, digestLimits.complaints),
    followUps: rows.followUps
      .toSorted((a, b) => a.dueAt - b.dueAt || a.id - b.id)
      .slice(0, digestLimits.followUps),
    live: purchases
      .filter(({ status }) => status === 'in_progress')
      .toSorted(
        (a, b) =>
          first(a.startsAt) - first(b.startsAt) ||
          first(a.endsAt) - first(b.endsAt) ||
          a.at - b.at ||
          a.id - b.id,
      )
      .slice(0, digestLimits.live)
      .map(({ status: _status, ...purchase }) => purchase),
    enquiries: newestFirst(rows.enquiries).slice(0, digestLimits.enquiries),
    grants: newestFirst(rows.grants).slice(0, digestLimits.grants),
    boughtAt: newestFirst(purchases.filter(isBought))
      .slice(0, digestLimits.boughtAt)
      .map(({ at }) => at),
    referrals: [],
  });
}

/** As SQLite sorts: what has no date comes first. */
function first(moment: number | null): number {
  return moment ?? 0;
}

function newestFirst<T extends { readonly at: number; readonly id: number }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => b.at - a.at || b.id - a.id);
}
