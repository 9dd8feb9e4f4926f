import type { LegEvent } from './line-event.ts';

/** How a leg ended. `superseded`: the queue rang the same extension again, and the newer leg tells the end. */
export type LegEnd = 'ended' | 'missed' | 'elsewhere' | 'busy' | 'never_rang' | 'superseded';

export type Leg = {
  readonly line: string;
  readonly server: string | null;
  readonly call: string;
  readonly callStartedAt: number;
  readonly leg: string;
  readonly extension: string;
  /** `stopped`: not ringing any more, but the caller still waits and the verdict is open. */
  readonly phase: 'offered' | 'ringing' | 'talking' | 'stopped' | 'ended';
  readonly direction: 'inbound' | 'outbound' | 'own-dial';
  readonly number: string | null;
  readonly name: string | null;
  readonly dialled: string | null;
  /** Another of the call's legs was answered while this one rang. */
  readonly taken: boolean;
  readonly internal: boolean;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly end: LegEnd | null;
  readonly cause: number | null;
  /** The end (or the beginning) was not heard but concluded after a reconnect. */
  readonly uncertain: boolean;
  readonly lastAt: number;
};

export type CallContext = {
  /** How many digits the line's extensions have, [least, most]; null when unknown. */
  readonly extensionDigits: readonly [number, number] | null;
  /** Extensions of known colleagues. */
  readonly colleagues: ReadonlySet<string>;
};

/** Ended legs are remembered so that a second telling of their end is known as such, but not for ever. */
const remembered = { endedLegs: 400, endedForMs: 10 * 60_000, allLegs: 2_000 } as const;

/** One call's name for every listener: its server (or line), its id there, and its start. */
export function callKey(leg: Pick<Leg, 'line' | 'server' | 'call' | 'callStartedAt'>): string {
  return `${leg.server ?? leg.line}|${leg.call}|${leg.callStartedAt}`;
}

/** A leg as its first event tells it. */
export function newLeg(
  event: LegEvent,
  context: CallContext,
  is: Pick<Leg, 'phase' | 'direction' | 'number' | 'name' | 'dialled'>,
): Leg {
  return {
    line: event.line,
    server: event.server,
    call: event.call,
    callStartedAt: event.callStartedAt,
    leg: event.leg,
    extension: event.extension,
    ...is,
    taken: false,
    internal: isInternal(is.number, context),
    startedAt: event.at,
    answeredAt: null,
    endedAt: null,
    end: null,
    cause: null,
    uncertain: false,
    lastAt: event.at,
  };
}

/** Whether the other party is a colleague: an extension by its length, or known to be one. */
export function isInternal(number: string | null, context: CallContext): boolean {
  if (number === null) return false;
  if (context.colleagues.has(number)) return true;
  if (context.extensionDigits === null || !/^\d+$/u.test(number)) return false;
  const [least, most] = context.extensionDigits;
  return number.length >= least && number.length <= most;
}

/** Names a leg among all lines. */
export function legKey(of: { line: string; server: string | null; leg: string }): string {
  return JSON.stringify([of.line, of.server, of.leg]);
}

/** Keeps memory flat over thousands of calls: ended legs go by age and count, and no flood grows the state. */
export function forgetOld(legs: Map<string, Leg>, now: number): void {
  let ended = 0;
  for (const leg of legs.values()) if (leg.phase === 'ended') ended += 1;
  for (const [key, leg] of legs) {
    if (leg.phase !== 'ended') continue;
    const old = leg.endedAt !== null && now - leg.endedAt > remembered.endedForMs;
    if (!old && ended <= remembered.endedLegs) continue;
    legs.delete(key);
    ended -= 1;
  }
  for (const key of legs.keys()) {
    if (legs.size <= remembered.allLegs) break;
    legs.delete(key);
  }
}
