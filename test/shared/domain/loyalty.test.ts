import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstSeen,
  type LoyaltyFacts,
  loyaltyStage,
  wantsPreviousPurchase,
  yearsSince,
} from '#shared/domain/loyalty.ts';
import { shownTier } from '#shared/domain/tier.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22, 8);
const ago = (days: number) => now - days * day;

const nothing: LoyaltyFacts = {
  purchases: 0,
  firstPurchaseAt: null,
  lastPurchaseAt: null,
  previousPurchaseAt: null,
  openEnquiryAt: null,
  holdsSomething: false,
  referred: 0,
};
const bought = (purchases: number, first: number, last: number): LoyaltyFacts => ({
  ...nothing,
  purchases,
  firstPurchaseAt: ago(first),
  lastPurchaseAt: ago(last),
});

describe('the ladder', () => {
  it.each<[LoyaltyFacts['purchases'], string, LoyaltyFacts]>([
    [0, 'prospect', nothing],
    [0, 'prospect', { ...nothing, openEnquiryAt: ago(1), referred: 2 }],
    [1, 'firstPurchase', bought(1, 20, 20)],
    [2, 'repeat', bought(2, 200, 20)],
    [5, 'regular', bought(5, 500, 20)],
    [5, 'advocate', { ...bought(5, 500, 20), referred: 1 }],
    // monthly for a year, then silent for four months
    [12, 'atRisk', bought(12, 480, 125)],
    [12, 'lost', bought(12, 1500, 1170)],
    // who bought monthly is not late after two months
    [12, 'regular', bought(12, 390, 60)],
    // a yearly guest is not late after 13 months, and is after two summers missed
    [4, 'regular', bought(4, 1490, 395)],
    [4, 'atRisk', bought(4, 1695, 600)],
    [1, 'lost', bought(1, 1200, 1200)],
  ])('%i purchases: %s', (_purchases, stage, facts) => {
    expect(loyaltyStage(facts, now)).toBe(stage);
  });

  it('takes an open enquiry, or something still running, for a sign of life', () => {
    const silent = bought(12, 480, 125);
    expect(loyaltyStage({ ...silent, openEnquiryAt: ago(3) }, now)).toBe('regular');
    expect(loyaltyStage({ ...silent, holdsSomething: true }, now)).toBe('regular');
  });

  it('welcomes back who had been lost and bought again of late', () => {
    const returned = { ...bought(5, 1000, 10), previousPurchaseAt: ago(800) };
    expect(wantsPreviousPurchase(returned, now)).toBe(true);
    expect(loyaltyStage(returned, now)).toBe('wonBack');
    expect(loyaltyStage({ ...returned, previousPurchaseAt: ago(100) }, now)).toBe('regular');
    expect(loyaltyStage({ ...returned, lastPurchaseAt: ago(95) }, now)).not.toBe('wonBack');
    expect(wantsPreviousPurchase({ ...returned, lastPurchaseAt: ago(95) }, now)).toBe(false);
  });

  it('holds a return against the rhythm of before it', () => {
    // two purchases in 400 days, then nothing for 800: a yearly guest who missed two summers, and was not lost
    const facts = { ...bought(3, 1210, 10), previousPurchaseAt: ago(810) };
    expect(loyaltyStage(facts, now)).toBe('repeat');
    expect(loyaltyStage({ ...facts, purchases: 6 }, now)).toBe('wonBack');
  });

  it('reads the purchase before the last only where it can matter', () => {
    const facts = fc.record({
      purchases: fc.integer({ min: 2, max: 8 }),
      span: fc.integer({ min: 1, max: 3000 }),
      last: fc.integer({ min: 0, max: 1000 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(facts, ({ purchases, span, last, part }) => {
        const some = bought(purchases, last + span, last);
        const previousPurchaseAt = ago(last + Math.round(span * part));
        if (wantsPreviousPurchase(some, now)) return;
        expect(loyaltyStage({ ...some, previousPurchaseAt }, now)).toBe(loyaltyStage(some, now));
      }),
    );
  });
});

describe('years with us', () => {
  it('are whole years since the first thing we know', () => {
    expect(yearsSince(null, now)).toBe(0);
    expect(yearsSince(now + day, now)).toBe(0);
    expect(yearsSince(ago(364), now)).toBe(0);
    expect(yearsSince(ago(366), now)).toBe(1);
    expect(yearsSince(ago(7 * 365.25), now)).toBe(7);
    expect(firstSeen(null, 5, 3)).toBe(3);
    expect(firstSeen(null, null)).toBeNull();
    expect(firstSeen(0, 4)).toBe(0);
  });
});

describe('the tier', () => {
  it("is the supervisor's where they chose one, and base shows nothing", () => {
    expect(shownTier(null, 'gold')).toBe('gold');
    expect(shownTier('silver', 'gold')).toBe('silver');
    expect(shownTier('base', 'gold')).toBeNull();
    expect(shownTier(null, null)).toBeNull();
  });
});
