import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallToMatch,
  type Candidate,
  type GuessReason,
  matchCaller,
  MAX_PEOPLE,
  type PeopleBehind,
  survivorOf,
  wantsGuesses,
} from '#shared/domain/match-caller.ts';

const call: CallToMatch = { direction: 'inbound', number: '09121234567', someoneElse: false };
const nobody: PeopleBehind<Candidate> = { confirmed: null, holders: [], around: [], guesses: [] };

function somebody(customerId: number, more: Partial<Candidate> = {}): Candidate {
  return { customerId, kind: 'person', lastInteractionAt: null, ...more };
}
const guess = (customerId: number, reason: GuessReason, lastInteractionAt: number | null = null) => ({
  candidate: somebody(customerId, { lastInteractionAt }),
  reason,
});

describe('who is on the phone', () => {
  it('is withheld where the line sent no number', () => {
    expect(matchCaller({ ...call, number: null }, nobody)).toEqual({ match: 'withheld' });
  });

  it('is nobody we know', () => {
    expect(matchCaller(call, nobody)).toEqual({ match: 'none' });
  });

  it('is a colleague on an internal call, whatever number it shows', () => {
    const people = { ...nobody, holders: [somebody(1)] };
    expect(matchCaller({ ...call, direction: 'internal' }, people)).toEqual({ match: 'colleague' });
  });

  it('is the one person who has the number', () => {
    const ali = somebody(1);
    expect(matchCaller(call, { ...nobody, holders: [ali] })).toEqual({
      match: 'one',
      identity: 'known',
      candidate: ali,
      others: [],
    });
  });

  it("leaves open who speaks from an organisation's line, and names its contacts", () => {
    const firm = somebody(1, { kind: 'organisation' });
    const sara = somebody(2);
    expect(matchCaller(call, { ...nobody, holders: [firm], around: [sara] })).toEqual({
      match: 'one',
      identity: 'unverified',
      candidate: firm,
      others: [sara],
    });
  });

  it('is several where a number is shared, the one spoken with last first', () => {
    const holders = [
      somebody(1, { lastInteractionAt: 5 }),
      somebody(2, { lastInteractionAt: 9 }),
      somebody(3),
    ];
    const answer = matchCaller(call, { ...nobody, holders });
    expect(answer).toMatchObject({ match: 'several' });
    expect(answer.match === 'several' && answer.people.map((one) => one.customerId)).toEqual([2, 1, 3]);
  });

  it('counts a person who holds the number twice once', () => {
    expect(matchCaller(call, { ...nobody, holders: [somebody(1), somebody(1)] })).toMatchObject({
      match: 'one',
      identity: 'known',
    });
  });

  it('is whom the agent confirmed, with the others at hand', () => {
    const people = {
      ...nobody,
      confirmed: somebody(2),
      holders: [somebody(1), somebody(2)],
      around: [somebody(3)],
    };
    const answer = matchCaller(call, people);
    expect(answer).toMatchObject({ match: 'one', identity: 'verified', candidate: { customerId: 2 } });
    expect(answer.match === 'one' && answer.others.map((one) => one.customerId)).toEqual([1, 3]);
  });

  it('can confirm a caller behind a withheld number', () => {
    const answer = matchCaller({ ...call, number: null }, { ...nobody, confirmed: somebody(2) });
    expect(answer).toMatchObject({ match: 'one', identity: 'verified', others: [] });
  });

  it('asks again when it is someone else, with family and contacts to choose from', () => {
    const people = { ...nobody, confirmed: somebody(1), holders: [somebody(1)], around: [somebody(2)] };
    const answer = matchCaller({ ...call, someoneElse: true }, people);
    expect(answer.match === 'several' && answer.people.map((one) => one.customerId)).toEqual([1, 2]);
    const alone = matchCaller({ ...call, someoneElse: true }, { ...nobody, holders: [somebody(1)] });
    expect(alone).toEqual({ match: 'several', people: [somebody(1)] });
    expect(matchCaller({ ...call, someoneElse: true }, nobody)).toEqual({ match: 'none' });
  });

  it('only guesses where nobody has the number: the stronger sign first, each person once', () => {
    const guesses = [
      guess(1, 'organisation_line'),
      guess(2, 'caller_name'),
      guess(3, 'same_last_digits'),
      guess(4, 'removed_number'),
      guess(3, 'organisation_line'),
    ];
    const answer = matchCaller(call, { ...nobody, guesses });
    expect(answer.match === 'maybe' && answer.guesses.map((one) => one.candidate.customerId)).toEqual([
      4, 3, 2, 1,
    ]);
    expect(matchCaller(call, { ...nobody, guesses, holders: [somebody(9)] })).toMatchObject({ match: 'one' });
  });

  it('puts a guess first that the caller name backs', () => {
    const guesses = [guess(1, 'removed_number'), guess(2, 'same_last_digits'), guess(2, 'caller_name')];
    const answer = matchCaller(call, { ...nobody, guesses });
    expect(answer.match === 'maybe' && answer.guesses[0]).toMatchObject({
      candidate: { customerId: 2 },
      reason: 'same_last_digits',
    });
  });

  it('reads guesses only where they can matter', () => {
    expect(wantsGuesses(call, 0, false)).toBe(true);
    expect(wantsGuesses(call, 1, false)).toBe(false);
    expect(wantsGuesses(call, 0, true)).toBe(false);
    expect(wantsGuesses({ ...call, number: null }, 0, false)).toBe(false);
    expect(wantsGuesses({ ...call, direction: 'internal' }, 0, false)).toBe(false);
  });

  describe('laws', () => {
    const candidate = fc.record({
      customerId: fc.integer({ min: 1, max: 30 }),
      kind: fc.constantFrom('person' as const, 'organisation' as const),
      lastInteractionAt: fc.option(fc.integer({ min: 0, max: 1000 })),
    });
    // One customer looks the same wherever it stands: keyed by id.
    const population = fc.uniqueArray(candidate, { selector: (one) => one.customerId, maxLength: 20 });
    const reasons: readonly GuessReason[] = [
      'removed_number',
      'same_last_digits',
      'caller_name',
      'organisation_line',
    ];
    const situation = fc.record({
      holders: population,
      around: population,
      guesses: fc.array(
        fc.record({
          candidate: candidate.map((one) => somebody(one.customerId)),
          reason: fc.constantFrom(...reasons),
        }),
        { maxLength: 20 },
      ),
      someoneElse: fc.boolean(),
      direction: fc.constantFrom('inbound' as const, 'outbound' as const),
    });

    it('never shows more than eight people, nor one of them twice', () => {
      fc.assert(
        fc.property(situation, ({ direction, someoneElse, ...people }) => {
          const answer = matchCaller({ ...call, direction, someoneElse }, { confirmed: null, ...people });
          const ids = idsOf(answer);
          expect(ids.length).toBeLessThanOrEqual(MAX_PEOPLE + 1);
          expect(new Set(ids).size).toBe(ids.length);
        }),
      );
    });

    it('does not depend on the order in which people were read', () => {
      fc.assert(
        fc.property(situation, ({ direction, someoneElse, ...people }) => {
          const turned = {
            confirmed: null,
            holders: [...people.holders].reverse(),
            around: people.around,
            guesses: [...people.guesses].reverse(),
          };
          const asked = { ...call, direction, someoneElse };
          expect(idsOf(matchCaller(asked, turned))).toEqual(
            idsOf(matchCaller(asked, { confirmed: null, ...people })),
          );
        }),
      );
    });

    it('never opens a card by itself for a shared number', () => {
      fc.assert(
        fc.property(situation, ({ direction, someoneElse, ...people }) => {
          const answer = matchCaller({ ...call, direction, someoneElse }, { confirmed: null, ...people });
          if (answer.match !== 'one') return;
          expect(someoneElse).toBe(false);
          expect(new Set(people.holders.map((one) => one.customerId)).size).toBe(1);
        }),
      );
    });
  });
});

function idsOf(answer: ReturnType<typeof matchCaller>): number[] {
  if (answer.match === 'one') {
    return [answer.candidate.customerId, ...answer.others.map((one) => one.customerId)];
  }
  if (answer.match === 'several') return answer.people.map((one) => one.customerId);
  if (answer.match === 'maybe') return answer.guesses.map((one) => one.candidate.customerId);
  return [];
}

describe('merged customers', () => {
  it('live on in the last of the chain', () => {
    const merges = new Map([
      [1, 2],
      [2, 5],
    ]);
    expect(survivorOf(1, (id) => merges.get(id) ?? null)).toBe(5);
    expect(survivorOf(7, (id) => merges.get(id) ?? null)).toBe(7);
  });

  it('end a ring of merges at one and the same customer, from wherever it is entered', () => {
    const ring = new Map([
      [1, 2],
      [2, 3],
      [3, 2],
    ]);
    const next = (id: number) => ring.get(id) ?? null;
    expect([1, 2, 3].map((id) => survivorOf(id, next))).toEqual([2, 2, 2]);
  });
});
