import type { MessagePort } from 'node:worker_threads';
import { describeBug } from '../bug.ts';
import type { Caller, Emit, LaneFeature, LaneTools, Log } from '../feature.ts';
import { packFailure, type FromLane, type Outcome, type ToLane } from './messages.ts';

/** What a lane's thread brings: its tools (without those that are the port's), and how to close them. */
export type OpenedLane = {
  readonly tools: Omit<LaneTools, 'emit' | 'log'>;
  /** Checkpoints and closes the connection. */
  readonly close: () => void | Promise<void>;
};

type AnyHandler = (input: unknown, caller: Caller | null) => unknown;

/**
 * The lane's side of the conversation. Prepares the features, tells `ready`, answers what it is asked, and on
 * `close` finishes what it has begun before it closes its tools and its port, which ends the thread.
 */
export function serveLane(
  port: MessagePort,
  open: (log: Log) => OpenedLane,
  features: readonly LaneFeature[],
): void {
  const send = (message: FromLane): void => port.postMessage(message);
  const log: Log = (level, code, facts = {}) => send({ kind: 'log', level, code, facts });
  const emit: Emit = (name, body, audience = { to: 'all' }) => send({ kind: 'event', name, body, audience });

  const prepared = prepare();
  if (prepared === null) {
    port.close();
    return;
  }
  const { lane, handlers } = prepared;
  const working = new Set<Promise<void>>();

  port.on('message', (message: ToLane) => {
    switch (message.kind) {
      case 'ask': {
        const work = answer(message).finally(() => working.delete(work));
        working.add(work);
        return;
      }
      case 'close':
        void close();
        return;
    }
  });
  send({ kind: 'ready' });

  function prepare(): { lane: OpenedLane; handlers: Gathered } | null {
    try {
      const lane = open(log);
      return { lane, handlers: gather(features, { ...lane.tools, emit, log }) };
    } catch (failure) {
      send({ kind: 'failed', failure: packFailure(failure) });
      return null;
    }
  }

  async function answer({ id, list, name, input, caller }: ToLane & { kind: 'ask' }): Promise<void> {
    const outcome = await outcomeOf(handlers[list].get(name), name, input, caller);
    try {
      send({ kind: 'answer', id, outcome });
    } catch (failure) {
      // A handler answered something that cannot be cloned.
      send({ kind: 'answer', id, outcome: packFailure(failure) });
    }
  }

  async function close(): Promise<void> {
    while (working.size > 0) await Promise.all(working);
    try {
      await lane.close();
    } catch (failure) {
      log('error', 'lane_close_failed', describeBug(failure));
    }
    port.close();
  }
}

async function outcomeOf(
  handler: AnyHandler | undefined,
  name: string,
  input: unknown,
  caller: Caller | null,
): Promise<Outcome> {
  try {
    if (handler === undefined) throw new Error(`no handler for ${name} in this lane`);
    return { kind: 'value', value: await handler(input, caller) };
  } catch (failure) {
    return packFailure(failure);
  }
}

function gather(features: readonly LaneFeature[], tools: LaneTools): Gathered {
  const gathered = { methods: new Map<string, AnyHandler>(), internal: new Map<string, AnyHandler>() };
  for (const feature of features) {
    const { methods = {}, internal = {} } = feature(tools);
    addAll(gathered.methods, methods);
    addAll(gathered.internal, internal);
  }
  return gathered;
}

type Gathered = Readonly<Record<'methods' | 'internal', ReadonlyMap<string, AnyHandler>>>;

function addAll(into: Map<string, AnyHandler>, handlers: object): void {
  for (const [name, handler] of Object.entries(handlers) as [string, AnyHandler][]) {
    if (into.has(name)) throw new Error(`two handlers for ${name}`);
    into.set(name, handler);
  }
}
