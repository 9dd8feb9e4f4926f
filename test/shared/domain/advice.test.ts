import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenComplaint, ShownTrait, Trait } from '#shared/contract/card.ts';
import { adviceFor, type AdviceFacts } from '#shared/domain/advice.ts';

const now = Date.UTC(2026, 10, 22, 8);
const hour = 3_600_000;

const usual: AdviceFacts = {
  deceased: false,
  complaints: [],
  overduePromises: 0,
  unansweredBefore: 0,
  handedOn: 0,
  wantsToLeave: false,
  stage: 'repeat',
  yearsWithUs: 1,
  firstContact: false,
  traits: [],
};

function trait(name: Trait, more: Partial<ShownTrait> = {}): ShownTrait {
  return { trait: name, count: 2, lastAt: now, seenOnce: false, mixed: false, ourFault: false, ...more };
}

function complaint(openedAt: number): OpenComplaint {
  return {
    id: 1,
    what: 'a late refund',
    category: 'refund',
    severity: 2,
    state: 'investigating',
    openedAt,
    dueAt: null,
    nextContactAt: null,
    owner: null,
    handovers: 0,
  };
}

const keys = (facts: Partial<AdviceFacts>, edited = {}) =>
  adviceFor({ ...usual, ...facts }, now, edited).map((one) => one.key);

/** Every situation, the one that goes first first. */
const situations: readonly [string, Partial<AdviceFacts>][] = [
  ['advice.situation.openComplaint', { complaints: [complaint(now - 30 * hour)] }],
  ['advice.situation.overduePromise', { overduePromises: 1 }],
  ['advice.situation.unanswered', { unansweredBefore: 2 }],
  ['advice.situation.transferred', { handedOn: 2 }],
  ['advice.situation.wantsToLeave', { wantsToLeave: true }],
  ['advice.situation.wonBack', { stage: 'wonBack' }],
  ['advice.situation.longStanding', { yearsWithUs: 7 }],
  ['advice.situation.firstCall', { firstContact: true }],
];

describe('how to talk', () => {
  it('says nothing where nothing is special', () => {
    expect(keys({})).toEqual([]);
    expect(keys({ handedOn: 1, yearsWithUs: 4 })).toEqual([]);
  });

  it.each(situations)('%s', (key, facts) => {
    expect(keys(facts)).toEqual([key]);
  });

  it('takes the situation that weighs most', () => {
    for (const [index, [key, facts]] of situations.entries()) {
      const lesser = Object.assign(
        {},
        ...situations
          .slice(index)
          .map(([, other]) => other)
          .reverse(),
      );
      expect(keys({ ...lesser, ...facts })[0]).toBe(key);
    }
  });

  it('thanks for a complaint that is being voiced, and reports on an older one', () => {
    expect(keys({ complaints: [complaint(now - hour / 2)] })).toEqual(['advice.situation.newComplaint']);
    expect(keys({ complaints: [complaint(now - hour / 2), complaint(now - 9 * hour)] })).toEqual([
      'advice.situation.openComplaint',
    ]);
  });

  it('adds the strongest trait that is not mixed', () => {
    expect(keys({ traits: [trait('calm'), trait('formal')] })).toEqual(['advice.calm']);
    expect(keys({ overduePromises: 1, traits: [trait('upsetToday'), trait('formal')] })).toEqual([
      'advice.situation.overduePromise',
      'advice.upsetToday',
    ]);
    expect(keys({ traits: [trait('formal', { mixed: true }), trait('humorous', { mixed: true })] })).toEqual(
      [],
    );
    expect(keys({ traits: [trait('formal', { mixed: true }), trait('hesitant')] })).toEqual([
      'advice.hesitant',
    ]);
  });

  it('is overridden wholly by a death', () => {
    const everything = Object.assign({}, ...situations.map(([, facts]) => facts));
    expect(keys({ ...everything, traits: [trait('humorous')], deceased: true })).toEqual([
      'advice.situation.deceased',
    ]);
  });

  it('carries the figures that its sentence names', () => {
    expect(adviceFor({ ...usual, handedOn: 3 }, now, {})[0]?.params).toEqual({ count: 3 });
    expect(adviceFor({ ...usual, yearsWithUs: 9 }, now, {})[0]?.params).toEqual({ years: 9 });
  });

  it("puts a supervisor's own sentence in place, unless it is blank", () => {
    const facts = { ...usual, overduePromises: 1, traits: [trait('calm')] };
    const edited = { 'advice.calm': ' Reasons first. ', 'advice.situation.overduePromise': '  ' };
    expect(adviceFor(facts, now, edited).map((one) => one.text)).toEqual([null, 'Reasons first.']);
    // a key that is not there must not be found on the object's prototype
    expect(adviceFor(facts, now, JSON.parse('{"__proto__": {"advice.calm": "x"}}'))[1]?.text).toBeNull();
  });

  it('has a text for each sentence it can give, with the same figures in it', () => {
    const labels = new Map(
      readFileSync(new URL('../../fixtures/labels-fa.tsv', import.meta.url), 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .map(([key = '', fa = '']) => [key, fa]),
    );
    const given = [
      ...situations.map(([, facts]) => ({ ...usual, ...facts })),
      { ...usual, deceased: true },
      { ...usual, complaints: [complaint(now)] },
      ...(['calm', 'sociable', 'curious', 'inHurry', 'formal', 'humorous', 'hesitant'] as const).map(
        (one) => ({
          ...usual,
          traits: [trait(one)],
        }),
      ),
      ...(['demanding', 'grumbling', 'upsetToday'] as const).map((one) => ({
        ...usual,
        traits: [trait(one)],
      })),
    ].flatMap((facts) => adviceFor(facts, now, {}));
    expect(given).toHaveLength(20);
    for (const one of given) {
      const holes = [...(labels.get(one.key) ?? 'missing {{text}}').matchAll(/\{\{(\w+)\}\}/g)];
      expect(holes.map((hole) => hole[1])).toEqual(Object.keys(one.params));
    }
  });

  it('never gives more than two sentences, nor anything beside a death', () => {
    const facts: fc.Arbitrary<AdviceFacts> = fc.record({
      deceased: fc.boolean(),
      complaints: fc.array(fc.integer({ min: 0, max: now }).map(complaint), { maxLength: 3 }),
      overduePromises: fc.nat(3),
      unansweredBefore: fc.nat(3),
      handedOn: fc.nat(4),
      wantsToLeave: fc.boolean(),
      stage: fc.constantFrom('prospect' as const, 'regular' as const, 'wonBack' as const),
      yearsWithUs: fc.nat(30),
      firstContact: fc.boolean(),
      traits: fc.array(fc.constantFrom(trait('calm'), trait('formal', { mixed: true })), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const advice = adviceFor(some, now, {});
        expect(advice.length).toBeLessThanOrEqual(2);
        expect(advice.some((one) => one.key === 'advice.situation.deceased')).toBe(some.deceased);
        expect(some.deceased && advice.length > 1).toBe(false);
      }),
    );
  });
});
