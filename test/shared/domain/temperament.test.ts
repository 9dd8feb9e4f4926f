import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trait } from '#shared/contract/card.ts';
import {
  EXPIRY,
  HALF_LIFE,
  type Observation,
  temperamentVote,
  UPSET_LIFE,
} from '#shared/domain/temperament.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22, 8);
const none: ReadonlySet<number> = new Set();
let lastCall = 1;

function seen(trait: Trait, daysAgo: number, more: Partial<Observation> = {}): Observation {
  lastCall += 1;
  const standard = { agentId: 1, callId: lastCall, ourFault: false, complaintId: null };
  return { trait, at: now - daysAgo * day, ...standard, ...more };
}

const vote = (observations: readonly Observation[], open = none) => temperamentVote(observations, now, open);
const names = (observations: readonly Observation[], open = none) =>
  vote(observations, open).map((one) => one.trait);

const traits: readonly Trait[] = [
  'calm',
  'sociable',
  'curious',
  'inHurry',
  'formal',
  'humorous',
  'hesitant',
  'demanding',
  'grumbling',
  'upsetToday',
];

const anyObservation: fc.Arbitrary<Observation> = fc.record({
  trait: fc.constantFrom(...traits),
  at: fc.integer({ min: now - 2 * EXPIRY, max: now + day }),
  agentId: fc.option(fc.integer({ min: 1, max: 4 })),
  callId: fc.option(fc.integer({ min: 1, max: 12 })),
  ourFault: fc.boolean(),
  complaintId: fc.option(fc.integer({ min: 1, max: 3 })),
});

describe('the temperament vote', () => {
  it('says nothing where nobody saw anything', () => {
    expect(vote([])).toEqual([]);
  });

  it('marks a single observation as seen once', () => {
    const [only] = vote([seen('formal', 3)]);
    expect(only).toMatchObject({ trait: 'formal', count: 1, seenOnce: true, mixed: false });
    const [twice] = vote([seen('formal', 3), seen('formal', 9)]);
    expect(twice).toMatchObject({ count: 2, seenOnce: false, lastAt: now - 3 * day });
  });

  it('shows at most two, the heavier first', () => {
    const all = [
      seen('hesitant', 1),
      seen('hesitant', 2),
      seen('hesitant', 5),
      seen('calm', 3),
      seen('calm', 4),
      seen('sociable', 8),
    ];
    expect(names(all)).toEqual(['hesitant', 'calm']);
  });

  it('halves the weight every 180 days', () => {
    // Three calls a little more than a half-life ago weigh less than two of today, and more than one.
    const old = [1, 2, 3].map((n) => seen('calm', HALF_LIFE / day + n));
    expect(names([...old, seen('hesitant', 0), seen('hesitant', 0)])).toEqual(['hesitant', 'calm']);
    expect(names([...old, seen('hesitant', 0)])).toEqual(['calm', 'hesitant']);
  });

  it('forgets after 24 months', () => {
    expect(names([seen('calm', 729)])).toEqual(['calm']);
    expect(names([seen('calm', 731)])).toEqual([]);
  });

  it.each(['demanding', 'grumbling'] as const)('shows %s after two agents or three calls only', (trait) => {
    expect(names([seen(trait, 1)])).toEqual([]);
    expect(names([seen(trait, 1), seen(trait, 2)])).toEqual([]);
    expect(names([seen(trait, 1), seen(trait, 2, { agentId: 2 })])).toEqual([trait]);
    expect(names([seen(trait, 1), seen(trait, 2), seen(trait, 3)])).toEqual([trait]);
    expect(names([1, 2, 3].map((n) => seen(trait, n, { callId: 7 })))).toEqual([]);
    expect(names([seen(trait, 1), seen(trait, 2, { agentId: null })])).toEqual([]);
    expect(names([seen(trait, 1), seen(trait, 740, { agentId: 2 })])).toEqual([]);
  });

  it('shows short of time after three calls, however many agents saw it', () => {
    const two = [seen('inHurry', 1), seen('inHurry', 2, { agentId: 2 })];
    expect(names(two)).toEqual([]);
    expect(names([...two, seen('inHurry', 3)])).toEqual(['inHurry']);
  });

  it('counts the same mark of one agent in one call once', () => {
    const [shown] = vote([seen('calm', 1, { callId: 5 }), seen('calm', 1, { callId: 5 })]);
    expect(shown).toMatchObject({ count: 1, seenOnce: true });
  });

  it('takes a mark for our fault where one of two marks of the occasion says so', () => {
    const twice = [
      seen('grumbling', 2, { callId: 5, ourFault: true }),
      seen('grumbling', 1, { callId: 5 }),
      seen('grumbling', 1, { agentId: 2 }),
    ];
    expect(names(twice)).toEqual([]);
    expect(names(twice.map((one) => ({ ...one, ourFault: false })))).toEqual(['grumbling']);
  });

  it.each([
    ['formal', 'humorous'],
    ['sociable', 'inHurry'],
    ['curious', 'inHurry'],
    ['calm', 'demanding'],
  ] as const)('calls %s and %s mixed when close together', (one, other) => {
    const three = (trait: Trait, daysAgo: number) => [0, 1, 2].map((n) => seen(trait, daysAgo + n));
    expect(vote([...three(one, 1), ...three(other, 2)]).map((shown) => shown.mixed)).toEqual([true, true]);
    const apart = vote([...three(one, 1), ...three(other, 400)]);
    expect(apart.map((shown) => shown.mixed)).toEqual([false, false]);
  });

  it('lets a trait that is not shown yet make nothing mixed', () => {
    const [calm] = vote([seen('calm', 1), seen('demanding', 1)]);
    expect(calm).toMatchObject({ trait: 'calm', mixed: false });
  });

  describe('upset about a matter', () => {
    it('goes first, and lapses after 14 days', () => {
      const calm = [seen('calm', 1), seen('calm', 2), seen('calm', 3)];
      expect(names([...calm, seen('upsetToday', 13)])).toEqual(['upsetToday', 'calm']);
      expect(names([...calm, seen('upsetToday', UPSET_LIFE / day)])).toEqual(['calm']);
    });

    it('lapses when its complaint closes', () => {
      const upset = [seen('upsetToday', 2, { complaintId: 9 })];
      expect(names(upset, new Set([9]))).toEqual(['upsetToday']);
      expect(names(upset, new Set([8]))).toEqual([]);
    });

    it('tells when it was our fault', () => {
      expect(vote([seen('upsetToday', 1, { ourFault: true })])[0]).toMatchObject({ ourFault: true });
      expect(vote([seen('upsetToday', 1)])[0]).toMatchObject({ ourFault: false });
    });
  });

  it('never lets our fault feed the lasting vote', () => {
    const ours = [1, 2, 3, 4].map((n) => seen('grumbling', n, { agentId: n, ourFault: true }));
    expect(names(ours)).toEqual([]);
    expect(names([...ours, seen('calm', 1)])).toEqual(['calm']);
  });

  describe('laws', () => {
    it('the order of observations does not matter', () => {
      fc.assert(
        fc.property(
          fc
            .array(anyObservation, { maxLength: 20 })
            .chain((list) =>
              fc.tuple(
                fc.constant(list),
                fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
              ),
            ),
          ([list, shuffled]) => {
            expect(vote(shuffled, new Set([1]))).toEqual(vote(list, new Set([1])));
          },
        ),
      );
    });

    it('one old observation never outweighs two newer ones', () => {
      const mild = fc.constantFrom<Trait>('calm', 'sociable', 'curious', 'formal', 'humorous', 'hesitant');
      fc.assert(
        fc.property(
          fc.tuple(mild, mild).filter(([a, b]) => a !== b),
          fc.integer({ min: 0, max: 700 }),
          fc.integer({ min: 0, max: 700 }),
          fc.integer({ min: 0, max: 700 }),
          ([one, two], a, b, older) => {
            const oldest = Math.max(a, b, older);
            const newer = [a, b, older].filter((_, index) => index !== [a, b, older].indexOf(oldest));
            const marks = [seen(one, oldest), ...newer.map((daysAgo) => seen(two, daysAgo))];
            expect(names(marks)[0]).toBe(two);
          },
        ),
      );
    });

    it('nothing is left after expiry, and never more than two', () => {
      fc.assert(
        fc.property(fc.array(anyObservation, { maxLength: 30 }), (list) => {
          expect(temperamentVote(list, now + day + EXPIRY, new Set([1, 2, 3]))).toEqual([]);
          const shown = vote(list, new Set([1, 2]));
          expect(shown.length).toBeLessThanOrEqual(2);
          expect(new Set(shown.map((one) => one.trait)).size).toBe(shown.length);
        }),
      );
    });

    it('what was our fault leaves the lasting vote as if it had not been written', () => {
      fc.assert(
        fc.property(fc.array(anyObservation, { maxLength: 20 }), (list) => {
          const apart = list.map((one, index) => ({ ...one, callId: 100 + index }));
          const lasting = apart.filter((one) => one.trait !== 'upsetToday');
          expect(vote(lasting)).toEqual(vote(lasting.filter((one) => !one.ourFault)));
        }),
      );
    });
  });
});
