import type { LineEvent } from '#shared/domain/line-event.ts';

/**
 * The one interface of everything that calls come from. A line starts silent, tells what it hears as
 * {@link LineEvent}s and how it is as {@link LineStatus}, and can be stopped for good. It never dials.
 */
export interface Line {
  /** Begins to listen; a second start does nothing. */
  start(): void;
  /** Ends listening, closes every socket and timer; resolves when all are closed. A line is not started again. */
  stop(): Promise<void>;
  readonly status: LineStatus;
  /** Returns the function that takes the listener away again. */
  onEvent(listener: (event: LineEvent) => void): () => void;
  onStatus(listener: (status: LineStatus) => void): () => void;
}

/** Codes only: sentences for people are the renderer's. Times are UTC ms. */
export type LineStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'connected'; readonly since: number }
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly reason: LineTrouble }
  /** The server refuses user or password. Nothing is tried again until the settings change: servers ban repeaters. */
  | { readonly kind: 'refused_password' }
  /** It cannot work as it is set up (the port is taken, no token), and trying again would not help. */
  | { readonly kind: 'failed'; readonly reason: LineTrouble }
  | { readonly kind: 'stopped' };

export type LineTrouble =
  | 'unknown_host'
  | 'connection_refused'
  | 'unreachable'
  | 'connect_timeout'
  | 'certificate_refused'
  | 'closed_by_server'
  | 'login_timeout'
  | 'server_silent'
  | 'port_in_use'
  | 'port_not_allowed'
  | 'broken';

/** Time and chance, handed in so that tests own them. */
export type LineClock = {
  /** UTC ms. */
  readonly now: () => number;
  /** [0, 1) */
  readonly random: () => number;
  readonly setTimer: (run: () => void, ms: number) => LineTimer;
};

export type LineTimer = { readonly cancel: () => void };

export const systemClock: LineClock = {
  now: () => Date.now(),
  random: () => Math.random(),
  setTimer: (run, ms) => {
    const timer = setTimeout(run, ms);
    return { cancel: () => clearTimeout(timer) };
  },
};
