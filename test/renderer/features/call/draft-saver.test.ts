import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeDraftSaver, type DraftState } from '../../../../renderer/features/call/draft-saver.ts';

const timers = {
  set: (run: () => void, ms: number) => Number(setTimeout(run, ms)),
  clear: (timer: number) => clearTimeout(timer),
};

function saver(save: (text: string) => Promise<boolean>) {
  const states: DraftState[] = [];
  return { states, ...makeDraftSaver({ save, timers, onState: (state) => states.push(state) }) };
}

describe('A draft', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is kept after 300 ms of quiet', async () => {
    const save = vi.fn(async () => true);
    const { typed, states } = saver(save);
    typed('a');
    await vi.advanceTimersByTimeAsync(299);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(save).toHaveBeenCalledExactlyOnceWith('a');
    expect(states).toEqual(['waiting', 'kept']);
  });

  it('loses less than half a second of one who never stops typing, and is saved at most every 500 ms', async () => {
    const saved: [number, string][] = [];
    const begun = Date.now();
    const { typed } = saver(async (text) => {
      saved.push([Date.now() - begun, text]);
      return true;
    });
    for (let letter = 1; letter <= 30; letter += 1) {
      typed('x'.repeat(letter));
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(saved.map(([at]) => at)).toEqual(
      [500, 1000, 1500, 2000, 2500, 3000].filter((at) => at <= (saved.at(-1)?.[0] ?? 0)),
    );
    expect(saved.length).toBeGreaterThanOrEqual(5);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saved.at(-1)?.[1]).toBe('x'.repeat(30));
  });

  it('is tried again when it could not be kept, with the newest text', async () => {
    const answers = [false, true];
    const save = vi.fn(async () => answers.shift() ?? true);
    const { typed, states } = saver(save);
    typed('first');
    await vi.advanceTimersByTimeAsync(300);
    expect(states.at(-1)).toBe('not_kept');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(save).toHaveBeenCalledTimes(2);
    expect(save).toHaveBeenLastCalledWith('first');
    expect(states.at(-1)).toBe('kept');
  });

  it('is forgotten when the note was saved meanwhile', async () => {
    const save = vi.fn(async () => true);
    const { typed, stop } = saver(save);
    typed('a');
    stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(save).not.toHaveBeenCalled();
  });
});
