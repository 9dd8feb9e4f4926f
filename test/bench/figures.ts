/**
 * What a bench answers, and how it is judged. Times differ from machine to machine, so nothing is judged by an
 * absolute time where a floor can be measured in the same run: the limits are those of design.md, section 10.
 */
export type Figure = {
  readonly name: string;
  readonly customers: number;
  readonly unit: Unit;
  /** Null: not measured on this machine. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** The floor's value at the percentile that is judged. */
  readonly floor: number | null;
  /** The figure ÷ its floor, at the percentile that is judged. */
  readonly ratio: number | null;
  readonly limit: number;
  /** Null: not measured on this machine, which is no failure. */
  readonly ok: boolean | null;
};

export type Unit = 'µs' | 'ms' | 'pages' | 'MB';
export type Percentile = 'p50' | 'p95' | 'p99';

/** What the limit bounds. */
export type Rule = {
  readonly at: Percentile;
  /** The figure ÷ its floor; how far the figure is above its floor, in its unit; the figure itself, in its unit. */
  readonly bounds: 'ratio' | 'distance' | 'value';
  readonly limit: number;
};

export type Measured = {
  readonly figure: Figure;
  readonly rule: Rule;
  /** What the samples are, for the reader of the table. */
  readonly note: string;
};

/** @param samples raw, in any order; none is left out */
export function measured(given: {
  readonly name: string;
  readonly customers: number;
  readonly unit: Unit;
  readonly samples: readonly number[];
  readonly floor: readonly number[];
  readonly rule: Rule;
  readonly note: string;
}): Measured {
  const { name, customers, unit, rule, note } = given;
  const own = percentiles(given.samples);
  const floor = percentiles(given.floor)[rule.at];
  const value = own[rule.at];
  const ratio = floor === 0 ? null : value / floor;
  const bounded = { ratio: ratio ?? Number.POSITIVE_INFINITY, distance: value - floor, value }[rule.bounds];
  const ok = bounded <= rule.limit;
  return { figure: { name, customers, unit, ...own, floor, ratio, limit: rule.limit, ok }, rule, note };
}

export function notMeasured(given: {
  readonly name: string;
  readonly customers: number;
  readonly unit: Unit;
  readonly rule: Rule;
  readonly note: string;
}): Measured {
  const { name, customers, unit, rule, note } = given;
  const none = { p50: null, p95: null, p99: null, floor: null, ratio: null };
  return { figure: { name, customers, unit, ...none, limit: rule.limit, ok: null }, rule, note };
}

/** By nearest rank: each is a value that was measured. */
export function percentiles(samples: readonly number[]): { p50: number; p95: number; p99: number } {
  if (samples.length === 0) throw new Error('nothing was measured');
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** 1 when any limit is missed, or a bench did not come to its end. */
export function exitCodeOf(results: readonly Measured[], broken: number): 0 | 1 {
  return broken > 0 || results.some(({ figure }) => figure.ok === false) ? 1 : 0;
}
