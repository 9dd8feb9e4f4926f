import { isValidJalaaliDate, jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js';
import { toPersianDigits } from './persian-text.ts';
import { makeZonedTime, type LocalTime, type ZonedTime } from './zoned-time.ts';

export type JalaliDate = { year: number; month: number; day: number };
export type DateStyle = 'day' | 'weekday-day' | 'date-time' | 'time' | 'numeric';
export type DateWay = { language: 'fa' | 'en'; calendar: 'jalali' | 'gregorian'; zone: string };

export const JALALI_MONTHS: Readonly<Record<'fa' | 'en', readonly string[]>> = {
  fa: 'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' '),
  en: 'Farvardin Ordibehesht Khordad Tir Mordad Shahrivar Mehr Aban Azar Dey Bahman Esfand'.split(' '),
};
const GREGORIAN_MONTHS: Readonly<Record<'fa' | 'en', readonly string[]>> = {
  fa: 'ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};
/** From Saturday, as the Persian week begins. */
export const WEEKDAY_NAMES: Readonly<Record<'fa' | 'en', readonly string[]>> = {
  fa: ['شنبه', 'یکشنبه', 'دوشنبه', 'سه‌شنبه', 'چهارشنبه', 'پنجشنبه', 'جمعه'],
  en: ['Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
};

/** The Jalali date and local minute of an instant; `weekday` is 0 Saturday … 6 Friday. */
export function toJalali(
  at: number,
  zone: string | ZonedTime,
): JalaliDate & { minute: number; weekday: number } {
  const local = (typeof zone === 'string' ? makeZonedTime(zone) : zone).local(at);
  return { ...jalaliOf(local), minute: local.minute, weekday: local.weekday };
}

/** The Gregorian date of a Jalali one; null when there is no such day. */
export function fromJalali(year: number, month: number, day: number): JalaliDate | null {
  if (![year, month, day].every(Number.isInteger) || year < 1 || year > 3000) return null;
  if (!isValidJalaaliDate(year, month, day)) return null;
  const { gy, gm, gd } = toGregorian(year, month, day);
  return { year: gy, month: gm, day: gd };
}

/** Months on or back; a day that the month lacks becomes its last: 31 Shahrivar + 1 is 30 Mehr. */
export function addJalaliMonths(date: JalaliDate, months: number): JalaliDate {
  const index = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return { year, month, day: Math.min(date.day, jalaaliMonthLength(year, month)) };
}

export function jalaliMonthLength(year: number, month: number): number {
  return jalaaliMonthLength(year, month);
}

export type DateFormatter = {
  format(at: number, style: DateStyle): string;
  /** «دو هفته پیش», «دیروز ۱۶:۰۰», "tomorrow 10:00". */
  relative(at: number, now: number): string;
  /** 00:42, with hours 1:02:03. */
  duration(ms: number): string;
};

/** One for each language, calendar and zone on the screen: it keeps the zone's clock. */
export function makeDateFormatter({ language, calendar, zone }: DateWay): DateFormatter {
  const zoned = makeZonedTime(zone);
  const written = (text: string) => (language === 'fa' ? toPersianDigits(text) : text);

  function time({ minute }: LocalTime): string {
    return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  }

  function day(local: LocalTime): string {
    const date = calendar === 'jalali' ? jalaliOf(local) : local;
    const months = (calendar === 'jalali' ? JALALI_MONTHS : GREGORIAN_MONTHS)[language];
    return `${date.day} ${months[date.month - 1] ?? ''} ${date.year}`;
  }

  function inStyle(local: LocalTime, style: DateStyle): string {
    switch (style) {
      case 'day':
        return day(local);
      case 'weekday-day':
        return `${WEEKDAY_NAMES[language][local.weekday] ?? ''} ${day(local)}`;
      case 'date-time':
        return `${day(local)}${language === 'fa' ? '، ' : ', '}${time(local)}`;
      case 'time':
        return time(local);
      case 'numeric':
        break;
    }
    const date = calendar === 'jalali' ? jalaliOf(local) : local;
    const sign = calendar === 'jalali' ? '/' : '-';
    return [String(date.year).padStart(4, '0'), two(date.month), two(date.day)].join(sign);
  }

  return {
    format: (at, style) => written(inStyle(zoned.local(at), style)),
    relative: (at, now) => {
      const [then, today] = [zoned.local(at), zoned.local(now)];
      const days = dayNumber(then) - dayNumber(today);
      const minutes = Math.trunc((at - now) / 60_000);
      if (minutes === 0) return NOW[language];
      if (Math.abs(minutes) < 60) return written(ago(minutes, 'minute', language));
      if (days === 0 && Math.abs(minutes) < 6 * 60)
        return written(ago(Math.trunc(minutes / 60), 'hour', language));
      const near = NEAR_DAYS[language].get(days);
      if (near !== undefined) return written(`${near} ${time(then)}`);
      return ago(...countOf(days), language);
    },
    duration: (ms) => written(clock(ms)),
  };
}

export function formatDate(at: number, way: DateWay & { style: DateStyle }): string {
  return makeDateFormatter(way).format(at, way.style);
}

export function formatRelative(at: number, now: number, language: 'fa' | 'en', zone: string): string {
  return makeDateFormatter({ language, calendar: 'jalali', zone }).relative(at, now);
}

export function formatDuration(ms: number, language: 'fa' | 'en'): string {
  return language === 'fa' ? toPersianDigits(clock(ms)) : clock(ms);
}

type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const NOW = { fa: 'همین حالا', en: 'just now' };
const NEAR_DAYS = {
  fa: new Map([
    [-2, 'پریروز'],
    [-1, 'دیروز'],
    [0, 'امروز'],
    [1, 'فردا'],
    [2, 'پس‌فردا'],
  ]),
  en: new Map([
    [-1, 'yesterday'],
    [0, 'today'],
    [1, 'tomorrow'],
  ]),
};
const UNITS: Readonly<Record<Unit, { fa: string; en: string }>> = {
  minute: { fa: 'دقیقه', en: 'minute' },
  hour: { fa: 'ساعت', en: 'hour' },
  day: { fa: 'روز', en: 'day' },
  week: { fa: 'هفته', en: 'week' },
  month: { fa: 'ماه', en: 'month' },
  year: { fa: 'سال', en: 'year' },
};
/** Small counts read better in words. */
const COUNTS_IN_WORDS: readonly string[] = [
  '',
  'یک',
  'دو',
  'سه',
  'چهار',
  'پنج',
  'شش',
  'هفت',
  'هشت',
  'نه',
  'ده',
];

function countOf(days: number): [number, Unit] {
  const size = Math.abs(days);
  if (size < 7) return [days, 'day'];
  if (size < 30) return [Math.trunc(days / 7), 'week'];
  if (size < 365) return [Math.trunc(days / 30.44) || Math.sign(days), 'month'];
  return [Math.trunc(days / 365.25) || Math.sign(days), 'year'];
}

function ago(count: number, unit: Unit, language: 'fa' | 'en'): string {
  const size = Math.abs(count);
  const name = UNITS[unit][language];
  if (language === 'en') {
    const what = `${size} ${name}${size === 1 ? '' : 's'}`;
    return count < 0 ? `${what} ago` : `in ${what}`;
  }
  return `${COUNTS_IN_WORDS[size] ?? toPersianDigits(size)} ${name} ${count < 0 ? 'پیش' : 'دیگر'}`;
}

function clock(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`;
}

function jalaliOf({ year, month, day }: JalaliDate): JalaliDate {
  const { jy, jm, jd } = toJalaali(year, month, day);
  return { year: jy, month: jm, day: jd };
}

function dayNumber({ year, month, day }: LocalTime): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
