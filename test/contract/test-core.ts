import { randomUUID } from 'node:crypto';
import type { CallWithCard } from '#shared/contract/calls.ts';
import { contract, type EventBody, type EventName } from '#shared/contract/contract.ts';
import { Refusal } from '#shared/contract/errors.ts';
import type { Core } from '../../electron/core/core.ts';
import { makeDispatch } from '../../electron/core/dispatch.ts';
import { makeEventLog } from '../../electron/core/event-log.ts';
import type { Audience, Caller } from '../../electron/core/feature.ts';
import { makeSessions } from '../../electron/core/sessions.ts';

export type TestCore = Core & {
  emit<N extends EventName>(name: N, body: EventBody<N>, audience?: Audience): void;
  ring(call: CallWithCard): void;
  /** Names of the methods that reached a handler. */
  readonly reached: string[];
};

export const testVersion = 'test-version';

/**
 * The real contract, door, sessions and events over handlers that need no store: what a transport can get right
 * or wrong is all in front of the handlers.
 */
export function makeTestCore(options: { capacity?: number } = {}): TestCore {
  const reached: string[] = [];
  let active: CallWithCard[] = [];
  const sessions = makeSessions({
    newId: randomUUID,
    initial: () => ({ agentId: 1, role: 'agent', extension: '101' }),
    isWatched: (id) => events.isWatched(id),
    onForgotten: (id) => events.forget(id),
  });
  const events = makeEventLog({
    sessions: () => sessions.all(),
    onListenerFailed: (failure) => {
      throw failure;
    },
    ...options,
  });

  const own: Record<string, (input: never, caller: Caller) => unknown> = {
    'appearance.get': () => ({ language: 'fa', theme: 'system', calendar: 'jalali', form: 'wide' }),
    'sessions.current': (_input, caller) => ({
      agent: null,
      role: caller.role,
      extension: caller.extension,
      company: 'آژانس گل‌گشت',
    }),
    'sessions.switch': ({ agentId }: { agentId: number }, { sessionId }) => {
      const next = sessions.assume(sessionId, { agentId, role: 'supervisor', extension: `${100 + agentId}` });
      return { agent: null, role: next.role, extension: next.extension, company: '' };
    },
    'calls.active': (_input, { sessionId }) => ({ calls: active, seq: events.seqOf(sessionId) }),
    'calls.putAway': () => {
      throw new Error('planted bug: مریم');
    },
    'calls.try': () => new Promise(() => undefined), // never answers
    'operations.undo': () => {
      throw new Refusal('undo_refused', 'changed since', { fields: ['gist'] });
    },
    'app.leaveSample': () => ({}),
  };
  const handlers = Object.fromEntries(
    Object.keys(contract).map((name) => [
      name,
      (input: never, caller: Caller) => {
        reached.push(name);
        const handler = own[name];
        if (handler === undefined) throw new Refusal('store_closed');
        return handler(input, caller);
      },
    ]),
  );
  const dispatch = makeDispatch({
    contract,
    handlers,
    callLane: async (_lane, name, input, caller) => await handlers[name]?.(input as never, caller),
    checkOutput: true,
    log: () => undefined,
    newIncident: randomUUID,
  });
  const terminal = sessions.openForGood({ agentId: null, role: 'administrator', extension: null });

  return {
    reached,
    emit: events.emit,
    ring(call) {
      active = [...active, call];
      events.emit('call.ringing', call);
    },
    terminal,
    async call({ id }, name, input) {
      const session = sessions.get(id);
      if (session === null) throw new Error('a host called for a session that it did not open');
      const { agentId, role, extension } = session;
      return await dispatch({ sessionId: id, agentId, role, extension }, name, input);
    },
    openSession: (windowId) => sessions.open(windowId),
    subscribe: events.subscribe,
    seqOf: events.seqOf,
    holdsSince: events.holdsSince,
    contractVersion: testVersion,
    close: () => Promise.resolve(),
  };
}

/** A ring whose caller withheld the number: the smallest call with a card. */
export function withheldRing(id: string): CallWithCard {
  return {
    call: {
      id,
      lineId: 'l',
      lineName: 'خط فروش',
      simulated: false,
      extension: '101',
      direction: 'inbound',
      phase: 'ringing',
      end: null,
      number: null,
      e164: null,
      name: null,
      dialled: null,
      startedAt: 1,
      answeredAt: null,
      endedAt: null,
      answeredBy: null,
      customerId: null,
      countToday: 1,
      unansweredBefore: 0,
      waitedMinutes: null,
      connectedTo: null,
      ignored: false,
    },
    card: { match: 'withheld', greeting: { key: 'greet.doubtful', params: {} } },
  };
}
