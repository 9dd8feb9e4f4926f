import type { LineEvent } from '#shared/domain/line-event.ts';
import type { LineStatus } from './line.ts';

/** What every line has: its status, and those who listen to it. One that throws does not deafen the others. */
export type LineVoice = {
  readonly status: LineStatus;
  readonly tell: (event: LineEvent) => void;
  readonly become: (status: LineStatus) => void;
  readonly onEvent: (listener: (event: LineEvent) => void) => () => void;
  readonly onStatus: (listener: (status: LineStatus) => void) => () => void;
};

export function createVoice(): LineVoice {
  let status: LineStatus = { kind: 'idle' };
  const events = new Set<(event: LineEvent) => void>();
  const statuses = new Set<(status: LineStatus) => void>();
  return {
    get status() {
      return status;
    },
    tell: (event) => tellAll(events, event),
    become: (next) => {
      status = next;
      tellAll(statuses, next);
    },
    onEvent: (listener) => join(events, listener),
    onStatus: (listener) => join(statuses, listener),
  };
}

function join<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => set.delete(listener);
}

function tellAll<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
  const failures: unknown[] = [];
  for (const listener of listeners) {
    try {
      listener(value);
    } catch (failure) {
      failures.push(failure);
    }
  }
  // A listener's bug is a bug: it reaches the process's boundary, after everyone has been told.
  if (failures.length > 0)
    queueMicrotask(() => {
      throw new Error('A listener of a line failed', { cause: failures[0] });
    });
}
