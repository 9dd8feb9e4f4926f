/**
 * Who is on the phone (design.md, section 4; knowledge.md, "Who is on the phone"). A number is not a person: what
 * is shared or guessed is a choice for the agent, and details stay closed until they have confirmed who speaks.
 */

/** People shown for one number, at most. */
export const MAX_PEOPLE = 8;

/** A name that the line sent and that more customers than this bear says nothing. */
export const MAX_NAMESAKES = 3;

export type GuessReason = 'removed_number' | 'same_last_digits' | 'caller_name' | 'organisation_line';

/** The strongest first. */
const guessOrder: readonly GuessReason[] = [
  'removed_number',
  'same_last_digits',
  'caller_name',
  'organisation_line',
];

export type Candidate = {
  readonly customerId: number;
  readonly kind: 'person' | 'organisation';
  readonly lastInteractionAt: number | null;
};

export type Guess<C extends Candidate> = { readonly candidate: C; readonly reason: GuessReason };

export type CallToMatch = {
  readonly direction: 'inbound' | 'outbound' | 'internal';
  /** As the line sent it; null when withheld. */
  readonly number: string | null;
  /** The agent said "it is someone else". */
  readonly someoneElse: boolean;
};

export type PeopleBehind<C extends Candidate> = {
  /** Whom the agent said they speak with, found by id: not always somebody behind the number. */
  readonly confirmed: C | null;
  /** Who has the number now. Deceased owners stay, so that nobody asks for them by name. */
  readonly holders: readonly C[];
  /** Family of a single holder, an organisation's contacts: who else may use that number. */
  readonly around: readonly C[];
  /** Wanted only where nobody has the number: see `wantsGuesses`. */
  readonly guesses: readonly Guess<C>[];
};

export type Match<C extends Candidate> =
  | { match: 'colleague' }
  | { match: 'withheld' }
  | { match: 'one'; identity: 'known' | 'unverified' | 'verified'; candidate: C; others: C[] }
  | { match: 'several'; people: C[] }
  | { match: 'maybe'; guesses: Guess<C>[] }
  | { match: 'none' };

/** Whether guesses matter for this call: reading them costs more than reading who has the number. */
export function wantsGuesses(call: CallToMatch, holders: number, confirmed: boolean): boolean {
  return call.direction !== 'internal' && call.number !== null && holders === 0 && !confirmed;
}

/** Decides the match kind. Every answer is bounded by `MAX_PEOPLE`, and depends on no order of its inputs. */
export function matchCaller<C extends Candidate>(call: CallToMatch, people: PeopleBehind<C>): Match<C> {
  if (call.direction === 'internal') return { match: 'colleague' };
  const holders = mostRecentFirst(people.holders);
  if (people.confirmed !== null && !call.someoneElse) {
    const candidate = people.confirmed;
    const others = without(everyone(holders, people.around), candidate.customerId);
    return { match: 'one', identity: 'verified', candidate, others: others.slice(0, MAX_PEOPLE) };
  }
  if (call.number === null) return { match: 'withheld' };
  const [first, second] = holders;
  if (first === undefined) return guessed(people.guesses);
  if (call.someoneElse) {
    return { match: 'several', people: everyone(holders, people.around).slice(0, MAX_PEOPLE) };
  }
  if (second !== undefined) return { match: 'several', people: holders.slice(0, MAX_PEOPLE) };
  const others = without(mostRecentFirst(people.around), first.customerId).slice(0, MAX_PEOPLE);
  return first.kind === 'organisation'
    ? { match: 'one', identity: 'unverified', candidate: first, others }
    : { match: 'one', identity: 'known', candidate: first, others };
}

/**
 * The customer a merged one lives on in. `mergedInto` answers null for a customer that stands by itself; a ring of
 * merges, which two branches can make between them, ends at its smallest id.
 */
export function survivorOf(customerId: number, mergedInto: (id: number) => number | null): number {
  const seen = [customerId];
  for (;;) {
    const next = mergedInto(seen.at(-1) ?? customerId);
    if (next === null) return seen.at(-1) ?? customerId;
    const ringFrom = seen.indexOf(next);
    if (ringFrom !== -1) return Math.min(...seen.slice(ringFrom));
    seen.push(next);
  }
}

function guessed<C extends Candidate>(guesses: readonly Guess<C>[]): Match<C> {
  const strongest = new Map<number, Guess<C>>();
  const named = new Set<number>();
  const alone = new Set<number>();
  for (const guess of guesses) {
    const { customerId } = guess.candidate;
    if (guess.reason === 'caller_name') named.add(customerId);
    else alone.add(customerId);
    const known = strongest.get(customerId);
    if (known === undefined || strength(guess) < strength(known)) strongest.set(customerId, guess);
  }
  const backed = (guess: Guess<C>): number =>
    named.has(guess.candidate.customerId) && alone.has(guess.candidate.customerId) ? 0 : 1;
  const ordered = [...strongest.values()].sort(
    (a, b) => backed(a) - backed(b) || strength(a) - strength(b) || byRecency(a.candidate, b.candidate),
  );
  return ordered.length === 0 ? { match: 'none' } : { match: 'maybe', guesses: ordered.slice(0, MAX_PEOPLE) };
}

function strength(guess: Guess<Candidate>): number {
  return guessOrder.indexOf(guess.reason);
}

function everyone<C extends Candidate>(holders: readonly C[], around: readonly C[]): C[] {
  return unique([...holders, ...mostRecentFirst(around)]);
}

function without<C extends Candidate>(people: readonly C[], customerId: number): C[] {
  return people.filter((one) => one.customerId !== customerId);
}

function mostRecentFirst<C extends Candidate>(people: readonly C[]): C[] {
  return unique(people).sort(byRecency);
}

function unique<C extends Candidate>(people: readonly C[]): C[] {
  const seen = new Set<number>();
  return people.filter((one) => !seen.has(one.customerId) && seen.add(one.customerId).has(one.customerId));
}

function byRecency(a: Candidate, b: Candidate): number {
  return (b.lastInteractionAt ?? 0) - (a.lastInteractionAt ?? 0) || a.customerId - b.customerId;
}
