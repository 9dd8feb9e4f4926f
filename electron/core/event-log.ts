import { eventRoles, type CoreEvent, type EventName } from '#shared/contract/contract.ts';
import { isAtLeast } from '#shared/contract/method.ts';
import type { Audience, Emit } from './feature.ts';
import type { Session } from './sessions.ts';

export type EventLog = {
  readonly emit: Emit;
  readonly subscribe: (
    sessionId: string,
    listener: (event: CoreEvent) => void,
    fromSeq?: number,
  ) => () => void;
  readonly seqOf: (sessionId: string) => number;
  readonly holdsSince: (sessionId: string, fromSeq: number) => boolean;
  readonly isWatched: (sessionId: string) => boolean;
  readonly forget: (sessionId: string) => void;
};

type Track = {
  lastSeq: number;
  readonly held: CoreEvent[];
  readonly listeners: Set<(event: CoreEvent) => void>;
};

/** A ring, an answer and an end are three events: enough for a window that was away for minutes. */
const heldPerSession = 256;

/**
 * Numbers the events of each session from 1 and holds the last ones, so that a window that comes back misses
 * nothing, or learns that it must read again. Who may not see an event gets no number for it either.
 *
 * @param onListenerFailed a listener that throws is a bug of its host, and must not keep the event from others
 */
export function makeEventLog(options: {
  readonly sessions: () => readonly Session[];
  readonly onListenerFailed: (failure: unknown) => void;
  readonly capacity?: number;
}): EventLog {
  const capacity = options.capacity ?? heldPerSession;
  const tracks = new Map<string, Track>();

  return {
    emit(name, body, audience = { to: 'all' }) {
      for (const session of options.sessions()) {
        if (mayHear(session, name, audience)) record(trackOf(session.id), { name, body });
      }
    },
    subscribe(sessionId, listener, fromSeq) {
      const track = trackOf(sessionId);
      if (fromSeq !== undefined) {
        for (const event of track.held) if (event.seq > fromSeq) tell(listener, event);
      }
      // One function may be given twice (a duplicated tab): each subscription ends alone.
      const own = (event: CoreEvent): void => listener(event);
      track.listeners.add(own);
      return () => track.listeners.delete(own);
    },
    seqOf: (sessionId) => tracks.get(sessionId)?.lastSeq ?? 0,
    holdsSince(sessionId, fromSeq) {
      const track = tracks.get(sessionId);
      const lastSeq = track?.lastSeq ?? 0;
      return fromSeq <= lastSeq && lastSeq - fromSeq <= (track?.held.length ?? 0);
    },
    isWatched: (sessionId) => (tracks.get(sessionId)?.listeners.size ?? 0) > 0,
    forget: (sessionId) => void tracks.delete(sessionId),
  };

  function record(track: Track, event: Unnumbered): void {
    track.lastSeq += 1;
    const numbered = { ...event, seq: track.lastSeq } as CoreEvent;
    track.held.push(numbered);
    if (track.held.length > capacity) track.held.shift();
    for (const listener of track.listeners) tell(listener, numbered);
  }

  function tell(listener: (event: CoreEvent) => void, event: CoreEvent): void {
    try {
      listener(event);
    } catch (failure) {
      options.onListenerFailed(failure);
    }
  }

  function trackOf(sessionId: string): Track {
    const known = tracks.get(sessionId);
    if (known !== undefined) return known;
    const track: Track = { lastSeq: 0, held: [], listeners: new Set() };
    tracks.set(sessionId, track);
    return track;
  }
}

type Unnumbered = Omit<CoreEvent, 'seq'>;

function mayHear(session: Session, name: EventName, audience: Audience): boolean {
  return isAtLeast(session.role, eventRoles[name]) && isAmong(session, audience);
}

function isAmong(session: Session, audience: Audience): boolean {
  switch (audience.to) {
    case 'all':
      return true;
    case 'session':
      return session.id === audience.sessionId;
    case 'extension':
      return session.extension === audience.extension;
    default:
      return audience satisfies never;
  }
}
