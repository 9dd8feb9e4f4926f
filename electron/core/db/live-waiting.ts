/**
 * A flag in shared memory: how many requests wait for the live lane. SQLite's busy handler is no queue, and a
 * background writer that takes the next transaction at once can keep an agent waiting; so it looks here first.
 */
export type LiveWaiting = {
  /** The live lane got a request, or has answered one. */
  enter(): void;
  leave(): void;
  any(): boolean;
  /** Sleeps the calling worker thread until nobody waits, at most `maxMs`. */
  letThrough(maxMs: number): void;
  readonly memory: SharedArrayBuffer;
};

export function makeLiveWaiting(memory: SharedArrayBuffer = new SharedArrayBuffer(4)): LiveWaiting {
  const waiting = new Int32Array(memory);
  return {
    memory,
    enter: () => void Atomics.add(waiting, 0, 1),
    leave() {
      if (Atomics.sub(waiting, 0, 1) <= 1) Atomics.notify(waiting, 0);
    },
    any: () => Atomics.load(waiting, 0) > 0,
    letThrough(maxMs) {
      const until = performance.now() + maxMs;
      for (;;) {
        const count = Atomics.load(waiting, 0);
        const left = until - performance.now();
        if (count <= 0 || left <= 0) return;
        Atomics.wait(waiting, 0, count, left);
      }
    },
  };
}
