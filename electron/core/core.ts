import type { CoreEvent } from '#shared/contract/contract.ts';
import type { Envelope } from '#shared/contract/errors.ts';
import type { Session } from './sessions.ts';

/**
 * What a host (Electron, loopback, memory) stands on. `create-core.ts` makes it; a host never looks behind it.
 * A session is named by its id only, because its agent and role change while a window keeps its session.
 */
export type Core = {
  /** Never rejects: every failure is an envelope. */
  call(session: { readonly id: string }, name: string, input: unknown): Promise<Envelope>;
  /** The session of a window; the same window id gives the same session (a reload keeps its agent). */
  openSession(windowId: string): Session;
  /** The session of commands typed on this machine (`run.json`'s door): no agent, every right, no window's. */
  readonly terminal: Session;
  /**
   * Tells each event of the session, in order. With `fromSeq`, what came after it and is still held is told
   * first, before this returns. The answer ends the subscription.
   */
  subscribe(sessionId: string, listener: (event: CoreEvent) => void, fromSeq?: number): () => void;
  /** The number of the session's last event; 0 when there was none. */
  seqOf(sessionId: string): number;
  /** False when some event after `fromSeq` is held no more: the window must read `calls.active` again. */
  holdsSince(sessionId: string, fromSeq: number): boolean;
  readonly contractVersion: string;
  close(): Promise<void>;
};
