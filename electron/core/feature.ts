import type { EventBody, EventName, MethodName, OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import type { Role } from '#shared/contract/method.ts';
import type { Apply } from './db/apply.ts';
import type { Reader, Writer } from './db/connection.ts';
import type { LiveWaiting } from './db/live-waiting.ts';
import type { InternalMethods, InternalName } from './lanes/internal-methods.ts';

/** Who calls: the window's session as `dispatch` found it. */
export type Caller = {
  readonly sessionId: string;
  readonly agentId: number | null;
  readonly role: Role;
  readonly extension: string | null;
};

/** To whom an event goes: every window, one session, or the windows of one extension. */
export type Audience =
  | { readonly to: 'all' }
  | { readonly to: 'session'; readonly sessionId: string }
  | { readonly to: 'extension'; readonly extension: string };

export type Emit = <N extends EventName>(name: N, body: EventBody<N>, audience?: Audience) => void;

/** Writes a line to the node's log: codes and counts only, never names, numbers or notes. */
export type Log = (level: 'info' | 'warn' | 'error', code: string, facts?: Record<string, unknown>) => void;

/**
 * A feature's handlers in a lane. The factory runs once in the lane's thread and prepares its statements there;
 * `live` and `background` get a writer and `apply`, `desk` only reads.
 */
export type LaneTools = {
  readonly reader: Reader;
  readonly writer: Writer | null;
  readonly apply: Apply | null;
  /** Looked at between the background's transactions (`inShortTransactions`): the live lane goes first. */
  readonly liveWaiting: LiveWaiting;
  readonly now: () => number;
  readonly emit: Emit;
  readonly log: Log;
};

type Answer<T> = T | Promise<T>;

export type LaneHandlers = {
  readonly [N in MethodName]?: (input: ParsedInputOf<N>, caller: Caller) => Answer<OutputOf<N>>;
};

export type InternalHandlers = {
  readonly [N in InternalName]?: (
    input: InternalMethods[N]['input'],
    caller: Caller | null,
  ) => Answer<InternalMethods[N]['output']>;
};

/** What a feature gives to the lanes: the methods of its contract, and what the core asks it besides. */
export type LaneFeature = (tools: LaneTools) => {
  readonly methods?: LaneHandlers;
  readonly internal?: InternalHandlers;
};

/** Asks a lane from the core's own thread. */
export type AskLane = <N extends InternalName>(
  name: N,
  input: InternalMethods[N]['input'],
  caller?: Caller | null,
) => Promise<InternalMethods[N]['output']>;

/** What handlers in the core's own thread stand on. No SQLite here: the store is asked through its lanes. */
export type MainTools = {
  readonly ask: AskLane;
  readonly now: () => number;
  readonly emit: Emit;
  readonly log: Log;
};

export type MainHandlers = {
  readonly [N in MethodName]?: (input: ParsedInputOf<N>, caller: Caller) => Answer<OutputOf<N>>;
};
