import { fixedSolarHolidays } from './solar-holidays.ts';
import { makeZonedTime, type ZonedTime } from './zoned-time.ts';

export type Weekday = 'sat' | 'sun' | 'mon' | 'tue' | 'wed' | 'thu' | 'fri';

/** A branch's working time: minutes from local midnight; holidays as local ISO dates (2027-03-20). */
export type WorkCalendar = {
  zone: 'Asia/Tehran' | (string & {});
  hours: Record<Weekday, [from: number, to: number][]>;
  holidays: string[];
  /** Ramadan, half days: other hours from one local ISO date to another, both included. */
  exceptions?: { from: string; to: string; hours: WorkCalendar['hours'] }[];
};

/** In the order of the Persian week. */
export const WEEKDAYS: readonly Weekday[] = ['sat', 'sun', 'mon', 'tue', 'wed', 'thu', 'fri'];

const FULL_DAY: [number, number][] = [[8 * 60, 17 * 60]];

/**
 * Saturday to Wednesday 08–17, Thursday 08–13, Friday closed, and the fixed solar holidays of 1403 to 1415. The
 * official lunar ones move with the moon: a supervisor enters them.
 */
export const standardWorkCalendar: WorkCalendar = {
  zone: 'Asia/Tehran',
  hours: {
    sat: FULL_DAY,
    sun: FULL_DAY,
    mon: FULL_DAY,
    tue: FULL_DAY,
    wed: FULL_DAY,
    thu: [[480, 780]],
    fri: [],
  },
  holidays: fixedSolarHolidays(1403, 1415),
};

export function isWorkingTime(at: number, calendar: WorkCalendar): boolean {
  const { year, month, day, minute, weekday } = zoneOf(calendar).local(at);
  return shiftsOn({ year, month, day, weekday }, calendar).some(
    ([from, to]) => minute >= from && minute < to,
  );
}

/** Whole and part minutes of working time between two instants; negative when `to` is before `from`. */
export function workingMinutesBetween(from: number, to: number, calendar: WorkCalendar): number {
  if (to < from) return -workingMinutesBetween(to, from, calendar);
  let minutes = 0;
  for (const [begin, end] of shiftsFrom(from, calendar, to)) {
    if (begin >= to) break;
    minutes += Math.max(0, Math.min(end, to) - Math.max(begin, from)) / MINUTE;
  }
  return minutes;
}

/** The instant at which so many working minutes have passed; null when the calendar never has them. */
export function addWorkingMinutes(at: number, minutes: number, calendar: WorkCalendar): number | null {
  let left = Math.max(0, minutes) * MINUTE;
  for (const [begin, end] of shiftsFrom(at, calendar)) {
    if (end <= at) continue;
    const start = Math.max(begin, at);
    if (start + left <= end) return start + left;
    left -= end - start;
  }
  return null;
}

/**
 * The same local time, so many working days on; outside that day's hours, its nearest working minute (its closing
 * time counts as one). Zero days from a closed day is the next open one. Null when the calendar never opens.
 */
export function workingDaysLater(at: number, days: number, calendar: WorkCalendar): number | null {
  const zone = zoneOf(calendar);
  const start = zone.local(at);
  let left = days;
  for (let ahead = 0; ahead <= MOST_DAYS; ahead += 1) {
    const noon = zone.local(zone.at(start.year, start.month, start.day + ahead, 12 * 60));
    const shifts = shiftsOn(noon, calendar);
    if (shifts.length === 0) continue;
    if (ahead > 0) left -= 1;
    if (left > 0 || (days > 0 && ahead === 0)) continue;
    return zone.at(noon.year, noon.month, noon.day, nearestMinute(start.minute, shifts));
  }
  return null;
}

/** The shifts of one local day, sorted; empty when closed. `weekday` is 0 Saturday … 6 Friday. */
export function shiftsOn(
  day: { year: number; month: number; day: number; weekday: number },
  calendar: WorkCalendar,
): [from: number, to: number][] {
  const date = isoDate(day);
  if (calendar.holidays.length > 0 && holidaysOf(calendar).has(date)) return [];
  const exception = calendar.exceptions?.find(({ from, to }) => from <= date && date <= to);
  const weekday = WEEKDAYS[day.weekday];
  if (weekday === undefined) throw new RangeError('A weekday is 0 to 6');
  return (exception?.hours ?? calendar.hours)[weekday].toSorted((a, b) => a[0] - b[0]);
}

export function isoDate({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The local clock of a calendar's zone, made once for each calendar. */
export function zoneOf(calendar: WorkCalendar): ZonedTime {
  const known = zones.get(calendar);
  if (known) return known;
  const zone = makeZonedTime(calendar.zone);
  zones.set(calendar, zone);
  return zone;
}

const MINUTE = 60_000;
/** Ten years without an open day: the calendar never opens. */
const MOST_DAYS = 3_660;

/** Derived from a calendar, which is a value and never changed in place; they go when it goes. */
const zones = new WeakMap<WorkCalendar, ZonedTime>();
const holidaySets = new WeakMap<string[], ReadonlySet<string>>();

function holidaysOf(calendar: WorkCalendar): ReadonlySet<string> {
  const known = holidaySets.get(calendar.holidays);
  if (known && known.size <= calendar.holidays.length) return known;
  const set = new Set(calendar.holidays);
  holidaySets.set(calendar.holidays, set);
  return set;
}

/** Working intervals in UTC ms from the local day of `from` on, until `until` or ten years. */
function* shiftsFrom(from: number, calendar: WorkCalendar, until = Infinity): Generator<[number, number]> {
  const zone = zoneOf(calendar);
  const start = zone.local(from);
  const mostDays = until === Infinity ? MOST_DAYS : Infinity;
  for (let ahead = 0; ahead <= mostDays; ahead += 1) {
    const midnight = zone.at(start.year, start.month, start.day + ahead, 0);
    if (midnight > until) return;
    const day = zone.local(zone.at(start.year, start.month, start.day + ahead, 12 * 60));
    for (const [begin, end] of shiftsOn(day, calendar))
      yield [zone.at(day.year, day.month, day.day, begin), zone.at(day.year, day.month, day.day, end)];
  }
}

function nearestMinute(minute: number, shifts: readonly [number, number][]): number {
  let nearest = minute;
  let distance = Infinity;
  for (const [from, to] of shifts) {
    const inside = Math.min(Math.max(minute, from), to);
    if (Math.abs(inside - minute) < distance) [nearest, distance] = [inside, Math.abs(inside - minute)];
  }
  return nearest;
}
