import type { Card, CustomerCard, EarlierCall, Greeting, Person } from '#shared/contract/card.ts';
import { greetingFor } from '#shared/domain/greeting.ts';
import {
  type Candidate,
  type Guess,
  type GuessReason,
  type Match,
  matchCaller,
  wantsGuesses,
} from '#shared/domain/match-caller.ts';
import { foldDigits } from '#shared/domain/persian-text.ts';
import { shownTier } from '#shared/domain/tier.ts';
import type { Reader } from '../db/connection.ts';
import { readDigest } from '../db/digest.ts';
import type { LookedUp, LookUp } from '../lanes/internal-methods.ts';
import { makeCallerQueries } from './caller.queries.ts';
import { isDeceased, nameOf, readCustomerCard, toFollowUp } from './customer-card.ts';
import { type CustomerRow, makeCustomerQueries } from './customers.queries.ts';
import { makeDayStart } from './local-day.ts';
import { makeReference, type Reference } from './reference.ts';

const EARLIER_SHOWN = 8;

type Known = Candidate & { readonly row: CustomerRow };

export type Cards = {
  /** Who calls, and their card. */
  lookUp(call: LookUp): LookedUp;
  /** The card of one customer outside a call; of the survivor, where they were merged. Null: no such customer. */
  ofCustomer(customerId: number, agentId: number | null, now: number): CustomerCard | null;
  earlierCalls(e164: string, limit: number): { calls: EarlierCall[]; count: number };
};

export function makeCards(reader: Reader): Cards {
  const customers = makeCustomerQueries(reader);
  const callers = makeCallerQueries(reader);
  const readReference = makeReference(reader);
  const dayStart = makeDayStart();

  // One snapshot each: a card is read in one go, never half before and half after somebody's write.
  return {
    lookUp: (call) => reader.snapshot(() => lookUp(call)),
    ofCustomer: (customerId, agentId, now) => reader.snapshot(() => ofCustomer(customerId, agentId, now)),
    earlierCalls: (e164, limit) => reader.snapshot(() => earlierCalls(e164, limit)),
  };

  function lookUp(call: LookUp): LookedUp {
    const reference = readReference();
    const startedAt = call.startedAt ?? call.now;
    const today = dayStart(call.now, reference.zone);
    const before =
      call.e164 === null || call.direction === 'internal'
        ? { today: 0, unanswered: 0 }
        : callers.callsBefore(call.e164, today, startedAt);
    // A call of ours is none of theirs.
    const countToday = call.direction === 'outbound' ? Math.max(1, before.today) : before.today + 1;
    const counts = { countToday, unansweredBefore: before.unanswered };
    const match = matchCaller(call, peopleBehind(call));
    return { card: cardFor(match, call, counts, today, reference), ...counts };
  }

  /** Reads no more than the decision needs: guesses only where nobody has the number. */
  function peopleBehind(call: LookUp): Parameters<typeof matchCaller<Known>>[1] {
    if (call.direction === 'internal') return { confirmed: null, holders: [], around: [], guesses: [] };
    const confirmed = call.confirmed === null ? null : known(call.confirmed);
    const holders = call.e164 === null ? [] : knownOf(callers.holders(call.e164));
    const wanted = wantsGuesses(call, holders.length, confirmed !== null);
    return {
      confirmed,
      holders,
      around: peopleAround(holders, call),
      guesses: wanted ? guessesFor(call) : [],
    };
  }

  /**
   * Who else may speak from one holder's number: family, an organisation's contacts, whoever calls for its owner.
   * Read when "it is someone else" was said, and not at the ring: each of them is a row elsewhere on the disk.
   */
  function peopleAround(holders: readonly Known[], call: LookUp): Known[] {
    const [only] = holders;
    if (only === undefined || holders.length > 1 || !call.someoneElse) return [];
    const own = readDigest(only.row.digest).relations.filter((relation) => relation.kind === 'family');
    return knownOf([...own.map((relation) => relation.otherId), ...customers.relatedTo(only.customerId)]);
  }

  /** Who had this very number leaves no room for weaker signs, but for the name that the line sent. */
  function guessesFor(call: LookUp): Guess<Known>[] {
    const named = guessed('caller_name', call.callerName === null ? [] : callers.namesakes(call.callerName));
    const former = guessed('removed_number', call.e164 === null ? [] : callers.formerHolders(call.e164));
    if (former.length > 0) return [...former, ...named];
    const digits = (call.e164 ?? foldDigits(call.number ?? '')).replaceAll(/\D/g, '');
    const beside = call.e164 === null || isIranianMobile(call.e164) ? [] : callers.sameHundred(call.e164);
    return [
      ...guessed('same_last_digits', callers.sameLastDigits(digits)),
      ...named,
      ...guessed('organisation_line', beside).filter(({ candidate }) => candidate.kind === 'organisation'),
    ];
  }

  function guessed(reason: GuessReason, ids: readonly number[]): Guess<Known>[] {
    return knownOf(ids).map((candidate) => ({ candidate, reason }));
  }

  function known(id: number): Known | null {
    const row = customers.customer(id);
    if (row === null) return null;
    return { customerId: row.id, kind: row.kind, lastInteractionAt: row.last_interaction_at, row };
  }

  function knownOf(ids: readonly number[]): Known[] {
    return [...new Set(ids)].flatMap((id) => known(id) ?? []);
  }

  function cardFor(
    match: Match<Known>,
    call: LookUp,
    counts: Pick<LookedUp, 'countToday' | 'unansweredBefore'>,
    today: number,
    reference: Reference,
  ): Card {
    if (match.match === 'colleague') return colleagueCard(call, reference);
    if (match.match === 'one') {
      const direction = call.direction === 'outbound' ? 'outbound' : 'inbound';
      const { agentId, now } = call;
      const occasion = { direction, agentId, ...counts, dayStart: today, now } as const;
      return {
        match: 'one',
        identity: match.identity,
        customer: readCustomerCard(match.candidate.row, customers, reference, occasion),
        others: match.others.map((one) => toPerson(one.row)),
      };
    }
    const greeting = toStranger(call, reference);
    if (match.match === 'withheld') return { match: 'withheld', greeting };
    if (match.match === 'several') {
      return { match: 'several', people: match.people.map((one) => toPerson(one.row)), greeting };
    }
    const earlier = earlierOf(call, reference);
    if (match.match === 'none') return { match: 'none', greeting, ...earlier };
    const guesses = match.guesses.map(({ candidate, reason }) => ({ ...toPerson(candidate.row), reason }));
    return { match: 'maybe', guesses, greeting, ...earlier };
  }

  function colleagueCard(call: LookUp, reference: Reference): Card {
    const extension = call.colleagueExtension ?? call.number ?? '';
    const colleague =
      [...reference.agents.values()].find((one) => one.worksHere && one.extension === extension) ?? null;
    const rows =
      colleague === null || call.agentId === null || colleague.id === call.agentId
        ? []
        : callers.workBetween(call.agentId, colleague.id);
    return {
      match: 'colleague',
      agentId: colleague?.id ?? null,
      displayName: colleague?.name ?? call.callerName ?? extension,
      extension,
      work: rows.map((row) => ({
        ...toFollowUp(row, (agentId) => nameOf(agentId, reference)),
        customer: row.customer,
        customerId: row.customerId,
      })),
    };
  }

  function earlierOf(call: LookUp, reference: Reference): { earlier: EarlierCall[]; earlierCount: number } {
    if (call.e164 === null) return { earlier: [], earlierCount: 0 };
    const before = call.startedAt ?? call.now;
    const earlier = callers
      .earlierCalls(call.e164, before, EARLIER_SHOWN)
      .map((row) => toEarlier(row, reference));
    const earlierCount =
      earlier.length < EARLIER_SHOWN ? earlier.length : callers.earlierCount(call.e164, before);
    return { earlier, earlierCount };
  }

  function ofCustomer(customerId: number, agentId: number | null, now: number): CustomerCard | null {
    const row = customers.customer(customerId);
    if (row === null) return null;
    const reference = readReference();
    const dayStartsAt = dayStart(now, reference.zone);
    const quiet = { direction: 'inbound', countToday: 1, unansweredBefore: 0 } as const;
    return readCustomerCard(row, customers, reference, { ...quiet, agentId, dayStart: dayStartsAt, now });
  }

  function earlierCalls(e164: string, limit: number): { calls: EarlierCall[]; count: number } {
    const reference = readReference();
    const ever = Number.MAX_SAFE_INTEGER;
    const calls = callers.earlierCalls(e164, ever, limit).map((row) => toEarlier(row, reference));
    return { calls, count: callers.earlierCount(e164, ever) };
  }
}

function toStranger(call: LookUp, reference: Reference): Greeting {
  return greetingFor({
    direction: call.direction === 'outbound' ? 'outbound' : 'inbound',
    person: null,
    company: reference.company,
    agent: nameOf(call.agentId, reference) ?? '',
  });
}

/** A name and nothing else: details stay closed until the agent confirms who speaks. */
export function toPerson(row: CustomerRow): Person {
  return {
    customerId: row.id,
    displayName: row.display_name,
    kind: row.kind,
    tier: shownTier(row.manual_tier, row.tier),
    deceased: isDeceased(readDigest(row.digest)),
    lastInteractionAt: row.last_interaction_at,
  };
}

function toEarlier(
  row: Omit<EarlierCall, 'agent'> & { readonly agent_id: number | null },
  reference: Reference,
): EarlierCall {
  const { id, at, direction, end } = row;
  return { id, at, direction, end, agent: nameOf(row.agent_id, reference) };
}

/** Mobiles are dealt out one by one: neighbours in number have nothing to do with each other. */
function isIranianMobile(e164: string): boolean {
  return e164.startsWith('+989');
}
