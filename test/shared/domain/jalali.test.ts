import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addJalaliMonths,
  formatDate,
  formatDuration,
  formatRelative,
  fromJalali,
  toJalali,
} from '#shared/domain/jalali.ts';
import { makeZonedTime } from '#shared/domain/zoned-time.ts';

const zone = 'Asia/Tehran';
const now = Date.parse('2026-11-22T10:00+03:30');
const HOUR = 3_600_000;

describe('Jalali dates', () => {
  it('knows that 1403 is a leap year and 1404 is not', () => {
    expect(toJalali(Date.parse('2025-03-20T12:00Z'), zone)).toMatchObject({ year: 1403, month: 12, day: 30 });
    expect(fromJalali(1404, 12, 30)).toBeNull();
  });

  it('goes there and back on every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1921, 3, 1), max: Date.UTC(2120, 0, 1) }), (at) => {
        const there = toJalali(at, 'UTC');
        const back = fromJalali(there.year, there.month, there.day);
        expect(back && Date.UTC(back.year, back.month - 1, back.day)).toBe(Math.floor(at / 864e5) * 864e5);
      }),
    );
  });

  it('clamps 31 Shahrivar and a month to 30 Mehr', () => {
    expect(addJalaliMonths({ year: 1405, month: 6, day: 31 }, 1)).toEqual({ year: 1405, month: 7, day: 30 });
    expect(addJalaliMonths({ year: 1405, month: 1, day: 5 }, -1)).toEqual({ year: 1404, month: 12, day: 5 });
  });

  it('writes the parts in order, in both languages', () => {
    expect(formatDate(now, { language: 'fa', calendar: 'jalali', zone, style: 'weekday-day' })).toBe(
      'یکشنبه ۱ آذر ۱۴۰۵',
    );
    expect(formatDate(now, { language: 'fa', calendar: 'jalali', zone, style: 'numeric' })).toBe(
      '۱۴۰۵/۰۹/۰۱',
    );
    expect(formatDate(now, { language: 'en', calendar: 'gregorian', zone, style: 'date-time' })).toBe(
      '22 November 2026, 10:00',
    );
  });

  it.each([
    [-14 * 24, 'دو هفته پیش', '2 weeks ago'],
    [-18, 'دیروز ۱۶:۰۰', 'yesterday 16:00'],
    [24, 'فردا ۱۰:۰۰', 'tomorrow 10:00'],
    [0.5, '۳۰ دقیقه دیگر', 'in 30 minutes'],
    [-30 * 24, 'یک ماه پیش', '1 month ago'],
  ])('says %d hours from now as %s', (hours, fa, en) => {
    expect(formatRelative(now + hours * HOUR, now, 'fa', zone)).toBe(fa);
    expect(formatRelative(now + hours * HOUR, now, 'en', zone)).toBe(en);
  });

  it('writes durations', () => {
    expect(formatDuration(42_000, 'fa')).toBe('۰۰:۴۲');
    expect(formatDuration(3_723_000, 'en')).toBe('1:02:03');
  });
});

describe('a zone', () => {
  it('keeps Tehran at +03:30, also over the old summer time', () => {
    const tehran = makeZonedTime(zone);
    expect(tehran.at(2026, 7, 1, 0)).toBe(Date.parse('2026-07-01T00:00+03:30'));
    expect(tehran.at(2020, 7, 1, 0)).toBe(Date.parse('2020-07-01T00:00+04:30'));
  });

  it('comes back to the local time it was given, in summer time too', () => {
    const berlin = makeZonedTime('Europe/Berlin');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const { year, month, day, minute } = berlin.local(at);
        expect(berlin.local(berlin.at(year, month, day, minute))).toMatchObject({ year, month, day, minute });
      }),
    );
  });
});
