/**
 * Local clocks of a zone, by name through Intl. An `Intl.DateTimeFormat` costs far more than a formatted date, so
 * a `ZonedTime` keeps one, and the offset of each hour it was asked for.
 */
export type LocalTime = {
  year: number;
  /** 1–12, Gregorian. */
  month: number;
  day: number;
  /** Minutes since local midnight, whole. */
  minute: number;
  /** 0 Saturday … 6 Friday. */
  weekday: number;
};

export type ZonedTime = {
  local(at: number): LocalTime;
  /** UTC ms of a local date and minute; days and minutes may overflow. In a gap of summer time, the later reading. */
  at(year: number, month: number, day: number, minute: number): number;
};

/** Throws RangeError for a zone that Intl does not know. */
export function makeZonedTime(zone: string): ZonedTime {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });
  const offsets = new Map<number, number>();

  /** Zones move at whole quarter hours, so an offset holds for the quarter it was read in. */
  function offsetAt(at: number): number {
    const quarter = Math.floor(at / QUARTER);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = readOffset(quarter * QUARTER);
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(quarter, offset);
    return offset;
  }

  function readOffset(at: number): number {
    const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type) ?? 0);
    const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
    return (
      utc(year, part('month'), part('day')) +
      part('hour') * HOUR +
      part('minute') * MINUTE +
      part('second') * 1000 -
      at
    );
  }

  return {
    local(at) {
      const shifted = at + offsetAt(at);
      const days = Math.floor(shifted / DAY);
      const date = new Date(days * DAY);
      return {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        minute: Math.floor((shifted - days * DAY) / MINUTE),
        weekday: (((days + 5) % 7) + 7) % 7,
      };
    },
    at(year, month, day, minute) {
      const wall = utc(year, month, day) + minute * MINUTE;
      const guess = wall - offsetAt(wall);
      const settled = wall - offsetAt(guess);
      return wall - offsetAt(settled) === settled ? settled : Math.max(guess, settled);
    },
  };
}

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MOST_OFFSETS = 4_096;

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}
