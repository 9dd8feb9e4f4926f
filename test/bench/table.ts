import type { Figure, Measured, Rule } from './figures.ts';

/** One JSON array: the figures and nothing else. */
export function toJson(results: readonly Measured[]): string {
  return JSON.stringify(
    results.map(({ figure }) => figure),
    null,
    2,
  );
}

/** A Markdown table that is also readable as it is, and under it what the samples of each row are. */
export function toTable(results: readonly Measured[]): string {
  const head = ['figure', 'unit', 'p50', 'p95', 'p99', 'floor', '÷ floor', 'limit', 'ok'];
  const rows = results.map(({ figure, rule }) => [
    figure.name,
    figure.unit,
    shown(figure.p50),
    shown(figure.p95),
    shown(figure.p99),
    shown(figure.floor),
    shown(figure.ratio),
    limitShown(rule, figure),
    okShown(figure),
  ]);
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  const notes = results.map(({ figure, note }) => `- ${figure.name}: ${note}`);
  return [line(head), rule, ...rows.map(line), '', ...notes].join('\n');
}

function shown(value: number | null): string {
  if (value === null) return '–';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function limitShown({ at, bounds, limit }: Rule, { unit }: Figure): string {
  switch (bounds) {
    case 'ratio':
      return `${at} ≤ ${limit} × floor`;
    case 'distance':
      return `${at} ≤ floor + ${limit} ${unit}`;
    case 'value':
      return `${at} ≤ ${limit} ${unit}`;
  }
}

function okShown({ ok }: Figure): string {
  if (ok === null) return 'not measured here';
  return ok ? 'yes' : 'NO';
}
