/**
 * How long to wait before the n-th try in a row (n from 1), in ms: doubling from one second to a minute, of which
 * a random half is taken off, so that a branch's PCs do not all return in the same instant after a restart.
 */
export function backOff(attempt: number, random: () => number): number {
  const full = Math.min(60_000, 1_000 * 2 ** Math.min(attempt - 1, 16));
  return Math.round(full * (1 - random() / 2));
}
