import { fromJalali } from './jalali.ts';

/**
 * Holidays that stand on the same Jalali day each year: Nowruz 1–4 Farvardin, 12 and 13 Farvardin, 14 and 15
 * Khordad, 22 Bahman, 29 Esfand, and 30 Esfand of a leap year. Local ISO dates, both years included.
 */
export function fixedSolarHolidays(firstYear: number, lastYear: number): string[] {
  const dates: string[] = [];
  for (let year = firstYear; year <= lastYear; year += 1)
    for (const [month, day] of DAYS) {
      const date = fromJalali(year, month, day);
      if (date)
        dates.push([date.year, date.month, date.day].map((part) => String(part).padStart(2, '0')).join('-'));
    }
  return dates;
}

const DAYS: readonly (readonly [month: number, day: number])[] = [
  ...([
    [1, 1],
    [1, 2],
    [1, 3],
    [1, 4],
    [1, 12],
    [1, 13],
  ] as const),
  ...([
    [3, 14],
    [3, 15],
    [11, 22],
    [12, 29],
    [12, 30],
  ] as const),
];
