import { describe, expect, it } from 'vitest';
import { benchNames, readArguments } from './bench/arguments.ts';
import { exitCodeOf, measured, notMeasured, percentiles, type Rule } from './bench/figures.ts';
import { toJson, toTable } from './bench/table.ts';

const oneToHundred = Array.from({ length: 100 }, (_, n) => n + 1);

function figureOf(samples: readonly number[], floor: readonly number[], rule: Rule) {
  return measured({ name: 'card', customers: 1000, unit: 'ms', samples, floor, rule, note: 'samples' });
}

describe('percentiles', () => {
  it('are values that were measured, by nearest rank, in whatever order they came', () => {
    const shuffled = oneToHundred.toSorted((a, b) => ((a * 37) % 101) - ((b * 37) % 101));
    expect(percentiles(shuffled)).toEqual({ p50: 50, p95: 95, p99: 99 });
    expect(percentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
    expect(percentiles([1, 9])).toEqual({ p50: 1, p95: 9, p99: 9 });
  });

  it('leave no outlier out', () => {
    expect(percentiles([...Array.from({ length: 98 }, () => 1), 500, 900])).toEqual({
      p50: 1,
      p95: 1,
      p99: 500,
    });
  });

  it('are not made of nothing', () => {
    expect(() => percentiles([])).toThrow('nothing was measured');
  });
});

describe('a limit', () => {
  it('on the ratio compares the same percentile of both', () => {
    const half = oneToHundred.map((value) => value / 2);
    const { figure } = figureOf(oneToHundred, half, { at: 'p99', bounds: 'ratio', limit: 2 });
    expect(figure).toMatchObject({ p50: 50, p95: 95, p99: 99, floor: 49.5, ratio: 2, limit: 2, ok: true });
    expect(figureOf(oneToHundred, half, { at: 'p99', bounds: 'ratio', limit: 1.99 }).figure.ok).toBe(false);
  });

  it('on the distance lets a figure stand so far above its floor', () => {
    const rule = { at: 'p99', bounds: 'distance', limit: 16.7 } as const;
    expect(figureOf([40], [25], rule).figure.ok).toBe(true);
    expect(figureOf([42], [25], rule).figure.ok).toBe(false);
  });

  it('on the value is not moved by the floor', () => {
    const rule = { at: 'p99', bounds: 'value', limit: 16 } as const;
    expect(figureOf([16], [1], rule).figure.ok).toBe(true);
    expect(figureOf([17], [100], rule).figure.ok).toBe(false);
  });

  it('is missed where the floor is nothing, and does not divide by it', () => {
    const { figure } = figureOf([3], [0], { at: 'p50', bounds: 'ratio', limit: 3 });
    expect(figure).toMatchObject({ floor: 0, ratio: null, ok: false });
  });
});

describe('the answer', () => {
  const rule = { at: 'p50', bounds: 'ratio', limit: 3 } as const;
  const met = figureOf([2], [1], rule);
  const missed = figureOf([4], [1], rule);
  const absent = notMeasured({ name: 'pages', customers: 1000, unit: 'pages', rule, note: 'no /proc' });

  it('ends with 1 when a limit is missed or a bench broke off, and only then', () => {
    expect(exitCodeOf([met, absent], 0)).toBe(0);
    expect(exitCodeOf([met, missed], 0)).toBe(1);
    expect(exitCodeOf([met], 1)).toBe(1);
  });

  it('is one JSON array of figures with exactly these keys', () => {
    const figures: unknown = JSON.parse(toJson([met, missed, absent]));
    expect(figures).toEqual([met.figure, missed.figure, absent.figure]);
    for (const figure of figures as object[]) {
      expect(Object.keys(figure)).toEqual([
        'name',
        'customers',
        'unit',
        'p50',
        'p95',
        'p99',
        'floor',
        'ratio',
        'limit',
        'ok',
      ]);
    }
  });

  it('is a table that tells limit and outcome of each', () => {
    const [, , ...rows] = toTable([met, missed, absent]).split('\n');
    expect(rows[0]).toMatch(/^\| card .*\| 2\.00 .*\| p50 ≤ 3 × floor \| yes /);
    expect(rows[1]).toMatch(/\| 4\.00 .*\| NO /);
    expect(rows[2]).toMatch(/\| – .*\| not measured here \|$/);
    expect(rows.at(-1)).toBe('- pages: no /proc');
  });
});

describe('the command line', () => {
  it('names benches, in any order, each once; all where none is named', () => {
    expect(readArguments(['write', 'card', 'write'])).toEqual({
      benches: ['card', 'write'],
      customers: 100_000,
      json: false,
    });
    expect(readArguments(['--json', '--customers', '1000000'])).toEqual({
      benches: benchNames,
      customers: 1_000_000,
      json: true,
    });
  });

  it.each([[['cards']], [['--customers', '12']], [['--customers', 'many']], [['--csv']]])(
    'refuses %j',
    (given) => {
      expect(readArguments(given)).toBeNull();
    },
  );
});
