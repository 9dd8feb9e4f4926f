import type { CustomerCard } from '../contract/card.ts';

export type Stage = CustomerCard['stage'];

export type LoyaltyFacts = {
  /** Purchases neither cancelled nor refunded. */
  readonly purchases: number;
  readonly firstPurchaseAt: number | null;
  readonly lastPurchaseAt: number | null;
  /** The one before the last, where it was worth reading (see `wantsPreviousPurchase`). */
  readonly previousPurchaseAt: number | null;
  /** The newest open enquiry: who asks our price still counts us in. */
  readonly openEnquiryAt: number | null;
  /** Something bought is still running: a trip ahead, a contract. */
  readonly holdsSomething: boolean;
  /** Customers who came on their word. */
  readonly referred: number;
};

const day = 86_400_000;
/** Who bought once is taken for a yearly guest, and nobody is held against a longer rhythm. */
const LONGEST_RHYTHM = 365 * day;
/** Silent for 1.5 times their own rhythm: seldom seen lately; for three times, a year at least: lost. */
const LATE = 1.5;
const LATE_AT_LEAST = 90 * day;
const GONE = 3;
const GONE_AT_LEAST = 365 * day;
/** How long a return is worth a welcome. */
const FRESH_RETURN = 90 * day;
const REGULAR_FROM = 4;

/** The step of the ladder a customer stands on (knowledge.md, "Loyalty"). */
export function loyaltyStage(facts: LoyaltyFacts, now: number): Stage {
  if (facts.purchases === 0 || facts.lastPurchaseAt === null) return 'prospect';
  const rhythm = rhythmOf(facts.purchases, facts.firstPurchaseAt, facts.lastPurchaseAt);
  if (!facts.holdsSomething) {
    const silence = now - Math.max(facts.lastPurchaseAt, facts.openEnquiryAt ?? 0);
    if (silence > goneAfter(rhythm)) return 'lost';
    if (silence > lateAfter(rhythm)) return 'atRisk';
  }
  if (cameBack(facts, now)) return 'wonBack';
  if (facts.referred > 0) return 'advocate';
  if (facts.purchases >= REGULAR_FROM) return 'regular';
  return facts.purchases === 1 ? 'firstPurchase' : 'repeat';
}

/** Whether the purchase before the last can change the stage; otherwise it need not be read. */
export function wantsPreviousPurchase(
  facts: Pick<LoyaltyFacts, 'purchases' | 'firstPurchaseAt' | 'lastPurchaseAt'>,
  now: number,
): boolean {
  const { purchases, firstPurchaseAt: first, lastPurchaseAt: last } = facts;
  if (purchases < 2 || first === null || last === null) return false;
  return now - last <= FRESH_RETURN && last - first > GONE_AT_LEAST;
}

/** Whole years since a moment; 0 where it is unknown or lies ahead. */
export function yearsSince(at: number | null, now: number): number {
  if (at === null) return 0;
  return Math.max(0, Math.floor((now - at) / (365.2425 * day)));
}

/** The first moment we know of a customer. */
export function firstSeen(...moments: readonly (number | null)[]): number | null {
  return moments.reduce<number | null>(
    (first, at) => (at === null ? first : Math.min(first ?? at, at)),
    null,
  );
}

/** They had been lost, by the rhythm of before, and bought again of late. */
function cameBack(facts: LoyaltyFacts, now: number): boolean {
  const { previousPurchaseAt: previous, lastPurchaseAt: last } = facts;
  if (previous === null || last === null || now - last > FRESH_RETURN) return false;
  const rhythmBefore = rhythmOf(facts.purchases - 1, facts.firstPurchaseAt, previous);
  return last - previous > goneAfter(rhythmBefore);
}

function rhythmOf(purchases: number, first: number | null, last: number): number {
  if (purchases < 2 || first === null) return LONGEST_RHYTHM;
  return Math.min(LONGEST_RHYTHM, (last - first) / (purchases - 1));
}

function lateAfter(rhythm: number): number {
  return Math.max(LATE_AT_LEAST, LATE * rhythm);
}

function goneAfter(rhythm: number): number {
  return Math.max(GONE_AT_LEAST, GONE * rhythm);
}
