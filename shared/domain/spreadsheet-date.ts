import { fromJalali } from './jalali.ts';
import { foldDigits } from './persian-text.ts';
import { makeZonedTime } from './zoned-time.ts';

export type SheetDateReading =
  | { kind: 'ok'; at: number; calendar: 'jalali' | 'gregorian' }
  | { kind: 'wrong'; reason: 'empty' | 'not_a_date' | 'no_such_day' | 'ambiguous' };

type Parts = { year: number; month: number; day: number };

/**
 * A date as it stands in Iranian spreadsheets: 1405/09/01, ۱/۹/۱۴۰۵, 2026-11-22, 14050901, Excel's day count; with
 * or without a time. Local midnight of `zone` where no time stands. Years of two digits, and Gregorian days and
 * months that could be exchanged (03/04/2026), are ambiguous rather than guessed.
 */
export function readSpreadsheetDate(raw: string, zone: string): SheetDateReading {
  const text = foldDigits(raw.slice(0, 100))
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (text === '') return wrong('empty');
  const found =
    /^(\d{1,4})[/\-.](\d{1,2})[/\-.](\d{1,4})(?:(?:\s+|[Tt،,]\s*)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/.exec(
      text,
    );
  const packed = /^(1[34]\d\d|20\d\d|19\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!found && !packed) return readSerial(text, zone);
  const [, first = '', middle = '', last = '', hour = '0', minute = '0'] = found ?? packed ?? [];
  if (Number(hour) > 23 || Number(minute) > 59) return wrong('not_a_date');
  const isYearFirst = first.length === 4;
  if (isYearFirst === (last.length === 4)) return wrong(isYearFirst ? 'not_a_date' : 'ambiguous');
  if (last.length === 3 || first.length === 3) return wrong('not_a_date');
  const year = Number(isYearFirst ? first : last);
  const parts = { year, month: Number(middle), day: Number(isYearFirst ? last : first) };
  const clock = Number(hour) * 60 + Number(minute);
  if (year >= 1200 && year < 1600) return jalali(parts, clock, zone);
  if (year < 1800 || year > 2200) return wrong('not_a_date');
  return isYearFirst ? gregorian(parts, clock, zone) : dayOrMonthFirst(parts, clock, zone);
}

function jalali({ year, month, day }: Parts, clock: number, zone: string): SheetDateReading {
  const date = fromJalali(year, month, day);
  if (!date) return wrong('no_such_day');
  return {
    kind: 'ok',
    at: makeZonedTime(zone).at(date.year, date.month, date.day, clock),
    calendar: 'jalali',
  };
}

function gregorian({ year, month, day }: Parts, clock: number, zone: string): SheetDateReading {
  const check = new Date(Date.UTC(year, month - 1, day));
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return wrong('no_such_day');
  return { kind: 'ok', at: makeZonedTime(zone).at(year, month, day, clock), calendar: 'gregorian' };
}

function dayOrMonthFirst(parts: Parts, clock: number, zone: string): SheetDateReading {
  const { day, month } = parts;
  if (day <= 12 && month <= 12 && day !== month) return wrong('ambiguous');
  return gregorian(month > 12 ? { ...parts, day: month, month: day } : parts, clock, zone);
}

/** Excel counts days from 1899-12-30; 1954 to 2119 keeps small integers out. */
function readSerial(text: string, zone: string): SheetDateReading {
  const days = /^([2-7]\d{4})(\.\d+)?$/.exec(text);
  if (!days) return wrong('not_a_date');
  const clock = Math.round(Number(`0${days[2] ?? ''}`) * 1440);
  return {
    kind: 'ok',
    at: makeZonedTime(zone).at(1899, 12, 30 + Number(days[1]), clock),
    calendar: 'gregorian',
  };
}

function wrong(reason: Extract<SheetDateReading, { kind: 'wrong' }>['reason']): SheetDateReading {
  return { kind: 'wrong', reason };
}
