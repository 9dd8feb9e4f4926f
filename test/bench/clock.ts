/** How long something takes, in microseconds. */
export function microseconds(work: () => void): number {
  const began = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - began) / 1_000;
}

/** The same, in milliseconds. */
export function milliseconds(work: () => void): number {
  return microseconds(work) / 1_000;
}
