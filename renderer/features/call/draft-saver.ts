/** What a draft's text has come to; shown beside the note in a word. */
export type DraftState = 'none' | 'found' | 'waiting' | 'kept' | 'not_kept';

type Timers = {
  readonly set: (run: () => void, ms: number) => number;
  readonly clear: (timer: number) => void;
};

type Saving = {
  /** Keeps one text; false when it could not be kept and must be tried again. */
  readonly save: (text: string) => Promise<boolean>;
  readonly onState: (state: DraftState) => void;
  readonly timers: Timers;
};

const QUIET_MS = 300;
const AT_MOST_EVERY_MS = 500;
const TRY_AGAIN_MS = 2_000;

export type DraftSaver = {
  readonly typed: (text: string) => void;
  /** Keeps at once what is waiting. */
  readonly flush: () => void;
  /** Forgets what is waiting: the note was saved or the call put away. */
  readonly stop: () => void;
};

/** Keeps a note as it is typed: after 300 ms of quiet, and while typing goes on, every 500 ms. */
export function makeDraftSaver({ save, onState, timers }: Saving): DraftSaver {
  let waiting: string | null = null;
  let quiet: number | null = null;
  let latest: number | null = null;
  let stopped = false;

  function typed(text: string): void {
    waiting = text;
    onState('waiting');
    if (quiet !== null) timers.clear(quiet);
    quiet = timers.set(flush, QUIET_MS);
    latest ??= timers.set(flush, AT_MOST_EVERY_MS);
  }

  function flush(): void {
    clearTimers();
    const text = waiting;
    waiting = null;
    if (text !== null) void keep(text);
  }

  async function keep(text: string): Promise<void> {
    const kept = await save(text);
    if (stopped) return;
    if (kept) {
      if (waiting === null) onState('kept');
      return;
    }
    onState('not_kept');
    waiting ??= text;
    quiet ??= timers.set(flush, TRY_AGAIN_MS);
  }

  function stop(): void {
    stopped = true;
    waiting = null;
    clearTimers();
  }

  function clearTimers(): void {
    if (quiet !== null) timers.clear(quiet);
    if (latest !== null) timers.clear(latest);
    quiet = null;
    latest = null;
  }

  return { typed, flush, stop };
}
