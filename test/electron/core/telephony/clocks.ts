import type { LineClock } from '../../../../electron/core/telephony/line.ts';

/** Time that runs `factor` times as fast, on real timers; chance always gives the shortest pauses. */
export function fastClock(factor: number): LineClock {
  const began = performance.now();
  return {
    now: () => 1_795_000_000_000 + Math.round((performance.now() - began) * factor),
    random: () => 0.999,
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms / factor);
      return { cancel: () => clearTimeout(timer) };
    },
  };
}

/** Real time, but the first pause before a reconnect is over at once: nothing else hurries on a busy machine. */
export function promptClock(): LineClock {
  return {
    now: () => Date.now(),
    random: () => 0.999,
    setTimer: (run, ms) => {
      const timer = setTimeout(run, ms <= 1_000 ? 10 : ms);
      return { cancel: () => clearTimeout(timer) };
    },
  };
}

/** Time that passes only when told to. */
export function handClock(): LineClock & { pass(ms: number): void } {
  let now = 1_795_000_000_000;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    random: () => 0.5,
    setTimer: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return { cancel: () => void (timers = timers.filter((one) => one !== timer)) };
    },
    pass(ms) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((one) => one !== next);
        now = next.at;
        next.run();
      }
      now = until;
    },
  };
}

/** Resolves once it holds, looking every few ms; fails with `what` after fifteen seconds. */
export async function until(holds: () => boolean, what = 'what was waited for'): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what} did not come`);
    await new Promise((next) => setTimeout(next, 2));
  }
}
