import {
  type CallContext,
  callKey,
  forgetOld,
  isInternal,
  type Leg,
  type LegEnd,
  legKey,
  newLeg,
} from './call-leg.ts';
import { sameNumber } from './same-number.ts';
import type { CallEvent, LegEvent, LineEvent, ResyncedEvent, SnapshotLeg } from './line-event.ts';

/**
 * The state machine of calls: line events in, what happened at each extension out. Pure: values in, values out,
 * no clock (time comes with the events). Events may come twice and in any order; an end may be told twice.
 *
 * A leg is one channel at one extension; legs with the same `call` are one call. Views for screens are in
 * `call-view.ts`.
 */

export { callKey, type CallContext, type Leg, type LegEnd } from './call-leg.ts';

export type CallState = { readonly legs: ReadonlyMap<string, Leg> };

export type HappeningKind =
  | 'rings'
  | 'answered'
  | 'ended'
  | 'missed'
  | 'elsewhere'
  | 'busy'
  | 'never_rang'
  | 'dials'
  | 'far_end_answered'
  | 'connected_to'
  | 'own_dial_rings'
  /** The phone fell silent, the caller still waits: the verdict follows. The line-test command leaves it out. */
  | 'stopped';

export type Happening = {
  readonly at: number;
  readonly event: HappeningKind;
  readonly line: string;
  /** The call's key, the same for all its legs: see {@link callKey}. */
  readonly key: string;
  readonly extension: string;
  readonly call: string;
  readonly leg: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly cause: number | null;
  /** The other party is a colleague. */
  readonly internal: boolean;
  /** Concluded after a reconnect, not heard. */
  readonly uncertain: boolean;
};

export type Step = { readonly state: CallState; readonly happenings: readonly Happening[] };

export const noCalls: CallState = { legs: new Map() };

/** Feeds one line event; returns the new state and what happened, in order. Never throws on any order of events. */
export function advance(state: CallState, event: LineEvent, context: CallContext): Step {
  const draft: Draft = { legs: new Map(state.legs), happenings: [], context };
  switch (event.kind) {
    case 'resynced':
      takeSnapshot(draft, event);
      break;
    case 'taken':
      markTaken(draft, event, event.at, null);
      break;
    case 'caller-left':
      settleStopped(draft, event, event.at, 'missed');
      break;
    case 'offered':
    case 'ringing':
    case 'answered':
    case 'connected-to':
    case 'ended':
      hearLeg(draft, event);
      break;
  }
  forgetOld(draft.legs, event.at);
  return { state: { legs: draft.legs }, happenings: draft.happenings };
}

/** Gives the verdict on every leg whose caller was still waiting: for the moment when listening stops. */
export function stopWaiting(state: CallState, at: number, context: CallContext): Step {
  const draft: Draft = { legs: new Map(state.legs), happenings: [], context };
  for (const leg of state.legs.values())
    if (leg.phase === 'stopped') endLeg(draft, leg, missedOnce(draft, leg), at, true);
  return { state: { legs: draft.legs }, happenings: draft.happenings };
}

type Draft = {
  readonly legs: Map<string, Leg>;
  readonly happenings: Happening[];
  readonly context: CallContext;
};

function hearLeg(draft: Draft, event: LegEvent): void {
  const known = draft.legs.get(legKey(event));
  // A channel that was gone cannot come back: whatever follows is an echo.
  if (known?.phase === 'ended' || known?.phase === 'stopped') return;
  switch (event.kind) {
    case 'offered':
      if (!known) put(draft, newLeg(event, draft.context, { ...unknown, phase: 'offered' }));
      return;
    case 'ringing':
      if (!known || known.phase === 'offered') ring(draft, event);
      else if (known.phase === 'ringing') connect(draft, known, event);
      return;
    case 'answered':
      if (known?.phase !== 'talking') answer(draft, event, known);
      return;
    case 'connected-to':
      if (known) connect(draft, known, event);
      return;
    case 'ended':
      if (known) hangUp(draft, event, known);
      return;
  }
}

function ring(draft: Draft, event: LegEvent & { kind: 'ringing' }): void {
  for (const other of legsOfCall(draft, event))
    if (other.phase === 'stopped' && other.extension === event.extension)
      put(draft, { ...other, phase: 'ended', end: 'superseded' });
  const offered = draft.legs.get(legKey(event));
  const leg = newLeg(event, draft.context, {
    phase: 'ringing',
    direction: event.direction,
    number: event.number ?? offered?.number ?? null,
    name: event.name ?? offered?.name ?? null,
    dialled: event.dialled,
  });
  put(draft, leg);
  tell(draft, leg, ringEvents[event.direction], event.at, null);
}

/** What is said of a leg before its phone rings. */
const unknown = { direction: 'inbound', number: null, name: null, dialled: null } as const;

const ringEvents = { inbound: 'rings', outbound: 'dials', 'own-dial': 'own_dial_rings' } as const;

function answer(draft: Draft, event: LegEvent & { kind: 'answered' }, known: Leg | undefined): void {
  // A phone that answers by itself, or a call older than our connection, is talking without having rung.
  const before = known ?? newLeg(event, draft.context, { ...unknown, phase: 'talking' });
  const number = before.number ?? event.number;
  const leg: Leg = {
    ...before,
    phase: 'talking',
    number,
    name: before.name ?? event.name,
    internal: isInternal(number, draft.context),
    answeredAt: event.at,
    lastAt: event.at,
  };
  put(draft, leg);
  tell(draft, leg, leg.direction === 'outbound' ? 'far_end_answered' : 'answered', event.at, null);
  if (leg.direction === 'inbound') markTaken(draft, event, event.at, leg.leg);
}

function connect(draft: Draft, known: Leg, event: LegEvent & { kind: 'connected-to' | 'ringing' }): void {
  // A line that says nothing about the other party takes nothing away from what we know.
  const changed = event.number !== null && !sameNumber(event.number, known.number);
  const number = changed ? event.number : known.number;
  const leg: Leg = {
    ...known,
    number,
    name: changed ? event.name : (event.name ?? known.name),
    internal: isInternal(number, draft.context),
    lastAt: event.at,
  };
  put(draft, leg);
  // Before the phone rings, it is only the ring's own number arriving.
  if (changed && known.phase !== 'offered') tell(draft, leg, 'connected_to', event.at, null);
}

function hangUp(draft: Draft, event: LegEvent & { kind: 'ended' }, known: Leg): void {
  const leg: Leg = {
    ...known,
    number: known.number ?? event.number,
    name: known.name ?? event.name,
    internal: isInternal(known.number ?? event.number, draft.context),
    cause: event.cause,
  };
  const verdict = verdictOn(draft, leg);
  if (event.mayRingAgain && (verdict === 'missed' || verdict === 'superseded')) {
    put(draft, { ...leg, phase: 'stopped', lastAt: event.at });
    tell(draft, leg, 'stopped', event.at, event.cause);
  } else endLeg(draft, leg, verdict, event.at, false);
}

/** Causes 26 and 17 are the only ones that mean the same in all versions; 16, 0 and 127 all say "missed". */
function verdictOn(draft: Draft, leg: Leg): LegEnd {
  if (leg.phase === 'offered') return 'never_rang';
  if (leg.phase === 'talking' || leg.direction !== 'inbound') return 'ended';
  if (leg.cause === 26 || leg.taken) return 'elsewhere';
  if (leg.cause === 17) return 'busy';
  return missedOnce(draft, leg);
}

/** A call is missed at most once at an extension, however often it was rung there. */
function missedOnce(draft: Draft, leg: Leg): LegEnd {
  const before = legsOfCall(draft, leg).some((o) => o.extension === leg.extension && o.end === 'missed');
  return before ? 'superseded' : 'missed';
}

function markTaken(draft: Draft, event: CallEvent | LegEvent, at: number, by: string | null): void {
  for (const leg of legsOfCall(draft, event))
    if (leg.leg !== by && leg.phase === 'ringing' && leg.direction === 'inbound')
      put(draft, { ...leg, taken: true });
  settleStopped(draft, event, at, 'elsewhere');
}

function settleStopped(
  draft: Draft,
  event: CallEvent | LegEvent,
  at: number,
  end: 'missed' | 'elsewhere',
): void {
  for (const leg of legsOfCall(draft, event))
    if (leg.phase === 'stopped')
      endLeg(draft, leg, end === 'missed' ? missedOnce(draft, leg) : end, at, false);
}

function endLeg(draft: Draft, leg: Leg, end: LegEnd, at: number, uncertain: boolean): void {
  const ended: Leg = {
    ...leg,
    phase: 'ended',
    end,
    endedAt: at,
    lastAt: at,
    uncertain: leg.uncertain || uncertain,
  };
  // Taken out and put back, so that the map keeps ended legs in the order of their ends.
  draft.legs.delete(legKey(leg));
  put(draft, ended);
  // A second miss of the same call is no second miss, but whoever shows the ring must hear that it is over.
  if (end !== 'superseded') tell(draft, ended, end, at, leg.cause);
  else tell(draft, ended, 'stopped', at, leg.cause);
}

/** The server's list against what we knew: what is gone has ended unheard, what is new appears. */
function takeSnapshot(draft: Draft, event: ResyncedEvent): void {
  const listed = new Set(event.legs.map((leg) => leg.leg));
  for (const leg of draft.legs.values()) {
    if (leg.line !== event.line || leg.server !== event.server) continue;
    if (leg.phase === 'ended' || leg.lastAt >= event.since) continue;
    // The channel of a stopped leg is gone anyway; its caller may be gone as well, and nobody will tell us.
    if (leg.phase === 'stopped' || !listed.has(leg.leg)) endUnheard(draft, leg, event.at);
  }
  for (const leg of event.legs) meetListed(draft, leg, event);
}

function endUnheard(draft: Draft, leg: Leg, at: number): void {
  if (leg.phase === 'offered') draft.legs.delete(legKey(leg));
  else endLeg(draft, leg, verdictOn(draft, leg), at, true);
}

function meetListed(draft: Draft, listed: SnapshotLeg, event: ResyncedEvent): void {
  const base = { ...listed, line: event.line, server: event.server, at: event.at };
  const known = draft.legs.get(legKey(base));
  if (listed.phase === 'offered') return hearLeg(draft, { ...base, kind: 'offered' });
  if (!known || known.phase === 'offered') {
    hearLeg(draft, { ...base, kind: 'ringing' });
    if (listed.phase === 'talking') dropLastRing(draft, base);
  }
  if (listed.phase === 'talking') hearLeg(draft, { ...base, kind: 'answered' });
  hearLeg(draft, { ...base, kind: 'connected-to' });
}

/** A call that we first see in mid-talk did not ring now: only its being answered is told. */
function dropLastRing(draft: Draft, leg: { line: string; server: string | null; leg: string }): void {
  draft.happenings.pop();
  const appeared = draft.legs.get(legKey(leg));
  if (appeared) put(draft, { ...appeared, uncertain: true });
}

function tell(draft: Draft, leg: Leg, event: HappeningKind, at: number, cause: number | null): void {
  draft.happenings.push({
    at,
    event,
    line: leg.line,
    key: callKey(leg),
    extension: leg.extension,
    call: leg.call,
    leg: leg.leg,
    number: leg.number,
    name: leg.name,
    cause,
    internal: leg.internal,
    uncertain: leg.uncertain,
  });
}

function put(draft: Draft, leg: Leg): void {
  draft.legs.set(legKey(leg), leg);
}

function legsOfCall(draft: Draft, of: { line: string; server: string | null; call: string }): Leg[] {
  const found: Leg[] = [];
  for (const leg of draft.legs.values())
    if (leg.call === of.call && leg.line === of.line && leg.server === of.server) found.push(leg);
  return found;
}
