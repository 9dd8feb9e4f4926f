import { Worker } from 'node:worker_threads';
import { Refusal } from '#shared/contract/errors.ts';
import { describeBug } from '../bug.ts';
import { makeLiveWaiting } from '../db/live-waiting.ts';
import type { CallLane, WorkerLane } from '../dispatch.ts';
import type { AskLane, Caller, Emit, Log } from '../feature.ts';
import { internalLanes } from './internal-methods.ts';
import { unpackFailure, type FromLane, type Outcome, type ToLane } from './messages.ts';

export type LaneState = 'up' | 'down';

export type Lanes = {
  /** One of `internal-methods.ts`, in the lane that its table names. */
  readonly ask: AskLane;
  /** A method of the contract, its input parsed; for `dispatch`. */
  readonly call: CallLane;
  /** Finishes what was begun, checkpoints (background last) and ends the threads. */
  close(): Promise<void>;
};

export type LanesOptions = {
  readonly entry: URL;
  /** What each lane's thread is given, besides its name and the flag: where the store is, and its key. */
  readonly workerData: Readonly<Record<string, unknown>>;
  readonly execArgv?: readonly string[];
  /** One 32-bit number: how many requests wait at the live lane. Writes in the background yield to it. */
  readonly liveWaiting: SharedArrayBuffer;
  readonly emit: Emit;
  readonly log: Log;
  /** `down`: died twice within a minute; it is tried again, ever more rarely, until it is `up`. */
  readonly onState: (lane: WorkerLane, state: LaneState) => void;
  readonly now: () => number;
  /** Milliseconds: how close two deaths mean `down`, the first wait after that, the longest. */
  readonly patience?: { readonly window: number; readonly firstWait: number; readonly longestWait: number };
};

const lanes: readonly WorkerLane[] = ['live', 'desk', 'background'];
const standardPatience = { window: 60_000, firstWait: 1_000, longestWait: 30_000 };
const closeWithin = 5_000;

/**
 * Starts the three worker threads. Rejects when one of them cannot open the store at this first start.
 * What was asked of a lane that dies fails with `lane_lost`; the lane is started again.
 */
export async function startLanes(options: LanesOptions): Promise<Lanes> {
  const started = Object.fromEntries(lanes.map((name) => [name, makeLane(name, options)])) as Record<
    WorkerLane,
    LaneThread
  >;
  try {
    await Promise.all(lanes.map((name) => started[name].start()));
  } catch (failure) {
    await closeAll();
    throw failure;
  }

  return {
    ask: (async (name, input, caller = null) =>
      await started[internalLanes[name]].ask('internal', name, input, caller)) as AskLane,
    call: async (lane, name, input, caller) => await started[lane].ask('methods', name, input, caller),
    close: closeAll,
  };

  /** The last to close writes the checkpoint, and can empty the log only when no other connection reads. */
  async function closeAll(): Promise<void> {
    await Promise.all([started.live.close(), started.desk.close()]);
    await started.background.close();
  }
}

type LaneThread = {
  start(): Promise<void>;
  ask(list: 'methods' | 'internal', name: string, input: unknown, caller: Caller | null): Promise<unknown>;
  close(): Promise<void>;
};

type Pending = { readonly resolve: (value: unknown) => void; readonly reject: (reason: Error) => void };

function makeLane(name: WorkerLane, options: LanesOptions): LaneThread {
  const patience = options.patience ?? standardPatience;
  const waiting = name === 'live' ? makeLiveWaiting(options.liveWaiting) : null;
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let worker: Worker | null = null;
  let state: LaneState = 'up';
  let hasBeenUp = false;
  let closing = false;
  let lastDeath = Number.NEGATIVE_INFINITY;
  let wait = patience.firstWait;
  let retry: NodeJS.Timeout | null = null;

  return { start, ask, close };

  /** Resolves when the lane says that it is ready, rejects when it ends before. */
  function start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(options.entry, {
        name,
        workerData: { ...options.workerData, lane: name, liveWaiting: options.liveWaiting },
        ...(options.execArgv === undefined ? {} : { execArgv: [...options.execArgv] }),
      });
      let cause: Error = new Refusal('lane_lost', `lane ${name} ended`);
      worker = thread;
      thread.on('message', (message: FromLane) => {
        if (message.kind === 'ready') {
          cameUp();
          resolve();
        } else if (message.kind === 'failed') cause = unpackFailure(message.failure);
        else hear(message);
      });
      thread.on('error', (failure: unknown) => {
        if (failure instanceof Error) cause = failure;
      });
      thread.on('exit', () => {
        worker = null;
        failPending();
        reject(cause);
        if (closing) return;
        options.log('error', 'lane_died', { lane: name, ...describeBug(cause) });
        if (hasBeenUp) startAgain();
      });
    });
  }

  function ask(
    list: 'methods' | 'internal',
    method: string,
    input: unknown,
    caller: Caller | null,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (worker === null || closing) {
        reject(new Refusal('lane_lost', `lane ${name} is not there`));
        return;
      }
      lastId += 1;
      const id = lastId;
      const message: ToLane = { kind: 'ask', id, list, name: method, input, caller };
      worker.postMessage(message, []); // throws, and so rejects, when the input cannot be cloned
      pending.set(id, { resolve, reject });
      waiting?.enter();
    });
  }

  function hear(message: Exclude<FromLane, { kind: 'ready' | 'failed' }>): void {
    switch (message.kind) {
      case 'answer':
        settle(message.id, message.outcome);
        return;
      case 'event':
        // Typed where the lane's feature emitted it; a clone keeps its shape.
        (options.emit as (name: string, body: unknown, audience: unknown) => void)(
          message.name,
          message.body,
          message.audience,
        );
        return;
      case 'log':
        options.log(message.level, message.code, { lane: name, ...message.facts });
        return;
    }
  }

  function settle(id: number, outcome: Outcome): void {
    const asked = take(id);
    if (asked === undefined) return;
    if (outcome.kind === 'value') asked.resolve(outcome.value);
    else asked.reject(unpackFailure(outcome));
  }

  function failPending(): void {
    for (const id of pending.keys()) take(id)?.reject(new Refusal('lane_lost', `lane ${name} died`));
  }

  function take(id: number): Pending | undefined {
    const asked = pending.get(id);
    if (pending.delete(id)) waiting?.leave();
    return asked;
  }

  /** At once after a first death; after a second within the window, ever more rarely, and the user is told. */
  function startAgain(): void {
    const now = options.now();
    const again = now - lastDeath < patience.window;
    lastDeath = now;
    if (!again) wait = patience.firstWait;
    if (again && state === 'up') {
      state = 'down';
      options.onState(name, 'down');
    }
    if (state === 'up') {
      restart();
      return;
    }
    retry = setTimeout(restart, wait);
    wait = Math.min(wait * 2, patience.longestWait);
  }

  /** When it fails, the thread's exit has logged it and set the next try. */
  function restart(): void {
    start().catch(() => undefined);
  }

  function cameUp(): void {
    hasBeenUp = true;
    if (state === 'up') return;
    state = 'up';
    options.onState(name, 'up');
  }

  async function close(): Promise<void> {
    closing = true;
    if (retry !== null) clearTimeout(retry);
    const thread = worker;
    if (thread === null) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => {
        options.log('warn', 'lane_close_late', { lane: name });
        void thread.terminate();
      }, closeWithin);
      thread.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
      thread.postMessage({ kind: 'close' } satisfies ToLane, []);
    });
  }
}
