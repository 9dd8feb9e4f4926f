import type { AgentView } from '#shared/contract/app.ts';
import type { CallView, CallWithCard } from '#shared/contract/calls.ts';
import { Refusal } from '#shared/contract/errors.ts';
import {
  advance,
  type CallContext,
  type CallState,
  type Happening,
  noCalls,
} from '#shared/domain/call-state.ts';
import { callByKey } from '#shared/domain/call-view.ts';
import type { LineEvent } from '#shared/domain/line-event.ts';
import type { MainTools } from '../feature.ts';
import type { LookUp } from '../lanes/internal-methods.ts';
import { callRecorder } from './call-recorder.ts';
import { type LineFacts, newShownCall, type ShownCall, shownKey, withHappening } from './shown-call.ts';

/** What the switchboard must know of its surroundings, asked anew at each event. */
export type Surroundings = {
  readonly line: (lineId: string) => LineFacts;
  readonly agents: () => readonly AgentView[];
  /** The agent whose window sits at this extension. */
  readonly agentAt: (extension: string) => number | null;
  /** Numbers (E.164, or as the line sends them) that get no popup: our own, and those the branch ignores. */
  readonly isIgnored: (number: string | null, e164: string | null) => boolean;
};

export type Switchboard = ReturnType<typeof makeSwitchboard>;

/** Ended calls that nobody put away leave the screen after this many newer ones. */
const endedKept = 12;

/** A card that could not be read is tried again while its call lasts. */
const retryCardAfterMs = [500, 1_500, 4_000, 10_000] as const;

/**
 * From line events to the cards on the screens (design.md, section 4). Keeps each call as each extension sees it;
 * a ring is told together with its card, and the store is written only after that.
 */
export function makeSwitchboard(tools: MainTools, surroundings: Surroundings) {
  const { ask, emit, now, log } = tools;
  let state: CallState = noCalls;
  const shown = new Map<string, ShownCall>();
  const timers = new Set<NodeJS.Timeout>();
  const recorder = callRecorder(tools, (key) => shownOf(key));
  let closed = false;

  return {
    hear,
    active,
    confirmCaller,
    someoneElse,
    putAway,
    readAgain,
    find,
    written: recorder.flush,
    close,
  };

  /** Feeds one event of a line. */
  function hear(event: LineEvent): void {
    if (closed) return;
    const line = surroundings.line(event.line);
    const step = advance(state, event, contextFor(line));
    state = step.state;
    for (const happening of step.happenings) take(happening, line);
  }

  function take(happening: Happening, line: LineFacts): void {
    const key = shownKey(happening.extension, happening.key);
    const before = shown.get(key);
    if (before === undefined) {
      if (begins(happening)) begin(key, happening, line);
      else record(happening.key);
      return;
    }
    const after = withAnswerer(withHappening(before, happening, line));
    shown.set(key, after);
    const otherParty = after.view.number !== before.view.number;
    if (otherParty) {
      shown.set(key, { ...after, confirmed: null, someoneElse: false });
      void readCard(key, 'changed');
    } else if (after.card !== null) {
      tell(key, false);
    }
    record(happening.key);
    forgetOldest();
  }

  function begin(key: string, happening: Happening, line: LineFacts): void {
    const fresh = newShownCall(happening, line, callByKey(state, happening.key)?.dialled ?? null);
    const ignored = surroundings.isIgnored(fresh.view.number, fresh.view.e164);
    shown.set(key, { ...fresh, view: { ...fresh.view, ignored } });
    if (ignored) record(happening.key);
    else void readCard(key, 'ringing').then(() => record(happening.key));
    forgetOldest();
  }

  /**
   * Looks the card up and tells it. What happened to the call meanwhile is told with it; a lane that is down gives
   * a card that says so, and the real one follows.
   */
  async function readCard(key: string, news: 'ringing' | 'changed', attempt = 0): Promise<void> {
    const asked = shown.get(key);
    if (asked === undefined) return;
    try {
      const found = await ask('cards.lookUp', lookUpOf(asked));
      const current = shown.get(key);
      // Decided otherwise while we read: the newer reading tells itself.
      if (current === undefined || differs(current, asked)) return;
      const customerId = found.card.match === 'one' ? found.card.customer.id : null;
      const { countToday, unansweredBefore } = found;
      shown.set(key, {
        ...current,
        card: found.card,
        view: { ...current.view, customerId, countToday, unansweredBefore },
      });
    } catch (error) {
      const code = error instanceof Refusal ? error.code : 'bug';
      log('error', 'card.unreadable', { code, attempt });
      const current = shown.get(key);
      if (current === undefined || closed) return;
      shown.set(key, { ...current, card: { match: 'unavailable', code } });
      const delay = retryCardAfterMs[attempt];
      if (delay !== undefined) later(delay, () => void readCard(key, 'changed', attempt + 1));
    }
    tell(key, news === 'ringing');
  }

  function lookUpOf({ view, confirmed, someoneElse: other }: ShownCall): LookUp {
    return {
      number: view.number,
      e164: view.e164,
      callerName: view.name,
      direction: view.direction,
      colleagueExtension: view.direction === 'internal' ? view.number : null,
      agentId: surroundings.agentAt(view.extension),
      confirmed,
      someoneElse: other,
      startedAt: view.startedAt,
      now: now(),
    };
  }

  function tell(key: string, isNew: boolean): void {
    const { view, card } = present(key);
    if (card === null || view.ignored) return;
    const audience = { to: 'extension', extension: view.extension } as const;
    if (isNew) emit('call.ringing', { call: view, card }, audience);
    else emit('call.changed', { call: view, card }, audience);
  }

  /** Calls on this extension's screen, oldest first. */
  function active(extension: string): CallWithCard[] {
    return [...shown.values()]
      .filter(({ view, card }) => view.extension === extension && card !== null && !view.ignored)
      .map(({ view, card }) => ({ call: view, card: card ?? { match: 'unavailable', code: 'lane_lost' } }));
  }

  /** The agent knows who speaks: the details open, for this call only. */
  function confirmCaller(extension: string, callId: string, customerId: number): Promise<CallWithCard> {
    return decide(extension, callId, { confirmed: customerId, someoneElse: false });
  }

  function someoneElse(extension: string, callId: string): Promise<CallWithCard> {
    return decide(extension, callId, { confirmed: null, someoneElse: true });
  }

  async function decide(
    extension: string,
    callId: string,
    decision: Pick<ShownCall, 'confirmed' | 'someoneElse'>,
  ): Promise<CallWithCard> {
    const key = shownKey(extension, callId);
    shown.set(key, { ...present(key), ...decision });
    await readCard(key, 'changed');
    const { view, card } = present(key);
    record(callId);
    return { call: view, card: card ?? { match: 'unavailable', code: 'lane_lost' } };
  }

  /** Something about this customer or number changed: every screen that shows it gets its card anew. */
  function readAgain(concerns: (shownCall: ShownCall) => boolean): void {
    for (const [key, one] of shown) if (one.card !== null && concerns(one)) void readCard(key, 'changed');
  }

  function putAway(extension: string, callId: string): void {
    const key = shownKey(extension, callId);
    const one = shown.get(key);
    if (one === undefined) return;
    if (one.view.phase !== 'ended') throw new Refusal('conflict', 'the call is still going on');
    remove(key, one.view);
  }

  function find(extension: string, callId: string): ShownCall {
    return present(shownKey(extension, callId));
  }

  /** Writes what is still waiting to be written. */
  async function close(): Promise<void> {
    closed = true;
    for (const timer of timers) clearTimeout(timer);
    await recorder.flush();
  }

  function record(callId: string): void {
    const call = callByKey(state, callId);
    if (call !== null) recorder.record(call, surroundings.agentAt);
  }

  function shownOf(callId: string): ShownCall[] {
    return [...shown.values()].filter(({ view }) => view.id === callId);
  }

  function present(key: string): ShownCall {
    const one = shown.get(key);
    if (one === undefined) throw new Refusal('not_found', 'no such call on this screen');
    return one;
  }

  function withAnswerer(one: ShownCall): ShownCall {
    if (one.view.end !== 'elsewhere') return one;
    const extension = callByKey(state, one.view.id)?.answeredBy ?? null;
    if (extension === null || extension === one.view.extension) return one;
    const name = surroundings.agents().find((agent) => agent.extension === extension)?.displayName ?? null;
    return { ...one, view: { ...one.view, answeredBy: { extension, name } } };
  }

  function forgetOldest(): void {
    const ended = [...shown].filter(([, { view }]) => view.phase === 'ended');
    for (const [key, { view }] of ended.slice(0, Math.max(0, ended.length - endedKept))) remove(key, view);
  }

  function remove(key: string, view: CallView): void {
    shown.delete(key);
    emit('call.gone', { callId: view.id }, { to: 'extension', extension: view.extension });
  }

  function contextFor(line: LineFacts): CallContext {
    const extensions = surroundings
      .agents()
      .flatMap(({ extension }) => (extension === null ? [] : [extension]));
    return { extensionDigits: line.profile.extensionDigits ?? null, colleagues: new Set(extensions) };
  }

  function later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }
}

function begins(happening: Happening): boolean {
  return (
    happening.event === 'rings' ||
    happening.event === 'dials' ||
    happening.event === 'own_dial_rings' ||
    // A call that was under way when the line came back: its card is wanted all the same.
    happening.event === 'answered' ||
    happening.event === 'far_end_answered'
  );
}

function differs(current: ShownCall, asked: ShownCall): boolean {
  return (
    current.view.number !== asked.view.number ||
    current.confirmed !== asked.confirmed ||
    current.someoneElse !== asked.someoneElse
  );
}
