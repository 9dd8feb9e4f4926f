import { idEpoch } from './ids.ts';

/**
 * A hybrid logical clock: (milliseconds since 2025-01-01 UTC) × 4096 + counter. Later writes on one node, and
 * writes that saw another node's, always carry the larger value, whatever the machines' clocks say.
 * After Kulkarni, Demirbas et al., "Logical Physical Clocks" (2014).
 */
const counters = 4096;

/** The reading after `last` (0 = none yet) at `now`, UTC milliseconds. */
export function nextClock(last: number, now: number): number {
  const wall = Math.max(0, now - idEpoch) * counters;
  return wall > last ? wall : last + 1;
}

/** What `last` becomes when a clock of another node was seen. */
export function observeClock(last: number, remote: number): number {
  if (!Number.isSafeInteger(remote) || remote < 0) throw new Error('not a clock reading');
  return Math.max(last, remote);
}

/** The wall time in a reading, UTC milliseconds: for people to look at, never to compare by. */
export function clockTime(reading: number): number {
  return Math.floor(reading / counters) + idEpoch;
}
