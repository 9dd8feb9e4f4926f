import { callKey, type CallState, type Leg } from './call-state.ts';

/** What screens and stores need of a call, read from the state: legs with one key, seen as one thing. */
export type Call = {
  /** Server (or line), id there, and start: the same on every PC that hears the call. */
  readonly key: string;
  readonly line: string;
  readonly server: string | null;
  /** The line's own id of the call, kept so that recordings can be found. */
  readonly id: string;
  readonly direction: 'inbound' | 'outbound' | 'internal' | 'own-dial';
  readonly number: string | null;
  readonly name: string | null;
  readonly dialled: string | null;
  /** In the order in which they began. */
  readonly legs: readonly Leg[];
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  /** Null while any leg rings or talks, or while the caller still waits. */
  readonly end: 'ended' | 'missed' | 'elsewhere' | 'busy' | 'never_rang' | null;
  readonly answeredBy: string | null;
  readonly uncertain: boolean;
};

/** Calls that ring or talk at this extension now, oldest first, with the other party as that extension sees it. */
export function activeCallsAt(state: CallState, extension: string): Call[] {
  return callsOf(state, (leg) => leg.extension === extension && isActive(leg));
}

/** All calls that ring, talk or wait, oldest first. */
export function callsInProgress(state: CallState): Call[] {
  return callsOf(state, (leg) => isActive(leg) || leg.phase === 'stopped');
}

/** One call by its key, also for some minutes after its end; null when it is not (or no longer) known. */
export function callByKey(state: CallState, key: string): Call | null {
  return callsOf(state, (leg) => callKey(leg) === key && leg.phase !== 'offered')[0] ?? null;
}

function callsOf(state: CallState, chosen: (leg: Leg) => boolean): Call[] {
  const seenFrom = new Map<string, Leg>();
  for (const leg of state.legs.values()) {
    if (!chosen(leg)) continue;
    const before = seenFrom.get(callKey(leg));
    if (!before || preferred(leg, before)) seenFrom.set(callKey(leg), leg);
  }
  const legs = Map.groupBy(state.legs.values(), callKey);
  return [...seenFrom]
    .map(([key, from]) => callFrom(key, from, legs.get(key) ?? [from]))
    .toSorted((a, b) => a.startedAt - b.startedAt);
}

/** The leg that talks tells who the other party is; else the newest. */
function preferred(leg: Leg, over: Leg): boolean {
  if ((leg.phase === 'talking') !== (over.phase === 'talking')) return leg.phase === 'talking';
  return leg.startedAt > over.startedAt;
}

function callFrom(key: string, from: Leg, all: readonly Leg[]): Call {
  const legs = all.filter((leg) => leg.phase !== 'offered').toSorted((a, b) => a.startedAt - b.startedAt);
  const answered = legs.filter((leg) => leg.answeredAt !== null);
  const answerer = answered.find((leg) => leg.direction === 'inbound') ?? answered[0];
  const end = endOf(legs);
  return {
    key,
    line: from.line,
    server: from.server,
    id: from.call,
    direction: from.internal ? 'internal' : from.direction,
    number: from.number,
    name: from.name,
    dialled: from.dialled ?? legs.find((leg) => leg.dialled !== null)?.dialled ?? null,
    legs,
    startedAt: Math.min(...legs.map((leg) => leg.startedAt)),
    answeredAt: answerer?.answeredAt ?? null,
    endedAt: end === null ? null : Math.max(...legs.map((leg) => leg.endedAt ?? leg.lastAt)),
    end,
    answeredBy: answerer?.extension ?? null,
    uncertain: legs.some((leg) => leg.uncertain),
  };
}

/** The kindest end counts: who was answered anywhere was not missed. */
function endOf(legs: readonly Leg[]): Call['end'] {
  if (legs.some((leg) => leg.phase !== 'ended')) return null;
  const ends = new Set(legs.map((leg) => leg.end));
  return (
    (['ended', 'elsewhere', 'missed', 'busy', 'never_rang'] as const).find((end) => ends.has(end)) ?? 'ended'
  );
}

function isActive(leg: Leg): boolean {
  return leg.phase === 'ringing' || leg.phase === 'talking';
}
