/** Days and office hours of Tehran, whose clock has stood at +03:30 all year since 2023. */
export const dayMs = 86_400_000;
const hourMs = 3_600_000;
const tehranOffsetMs = 3.5 * hourMs;

/** The midnight in Tehran at or before `now`. */
export function tehranMidnight(now: number): number {
  return Math.floor((now + tehranOffsetMs) / dayMs) * dayMs - tehranOffsetMs;
}

/**
 * A moment in office hours `daysAgo` days before the midnight `today` (negative: days to come), never on a Friday.
 * `part` in [0, 1) chooses the minute between 08:30 and 18:30. A past day moves further back, a coming one onward.
 */
export function officeMoment(today: number, daysAgo: number, part: number): number {
  const day = today - Math.round(daysAgo) * dayMs;
  const open = isFriday(day) ? day + (daysAgo > 0 ? -dayMs : dayMs) : day;
  return open + 8.5 * hourMs + Math.floor(part * 600) * 60_000;
}

/** The moment `hour` o'clock, `days` days after the midnight `today`. */
export function clockMoment(today: number, days: number, hour: number): number {
  return today + days * dayMs + hour * hourMs;
}

function isFriday(midnight: number): boolean {
  const daysSince1970 = Math.round((midnight + tehranOffsetMs) / dayMs);
  return (((daysSince1970 + 4) % 7) + 7) % 7 === 5; // 1 January 1970 was a Thursday
}
