/**
 * "Today" of the branch. `Intl` is too slow for every ring, so a day once found is kept until it is over.
 * @returns the UTC ms at which the local day of `now` began
 */
export function makeDayStart(): (now: number, zone: string) => number {
  let kept = { zone: '', clock: clockOf('UTC'), from: 0, until: 0 };
  return (now, zone) => {
    if (kept.zone !== zone) kept = { zone, clock: clockOf(zone), from: 0, until: 0 };
    if (now < kept.from || now >= kept.until) {
      const from = dayStart(now, kept.clock);
      // 26 hours on it is tomorrow, however the clocks change in between.
      kept = { ...kept, from, until: dayStart(from + 26 * 3_600_000, kept.clock) };
    }
    return kept.from;
  };
}

/** A zone that this machine does not know is read as UTC: a day a few hours off is better than no card. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const options = {
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
    throw error;
  }
}

/** The first moment of the local day in which `now` lies; on a day of 23 or 25 hours too. */
function dayStart(now: number, clock: Intl.DateTimeFormat): number {
  const today = read(now, clock);
  const guess = now - today.sinceMidnight;
  const found = read(guess, clock);
  // Where the clocks changed since midnight, the guess is off by that change.
  return found.day === today.day ? guess - found.sinceMidnight : guess + (86_400_000 - found.sinceMidnight);
}

function read(at: number, clock: Intl.DateTimeFormat): { day: number; sinceMidnight: number } {
  const parts = new Map(clock.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const [hour = 0, minute = 0, second = 0] = [parts.get('hour'), parts.get('minute'), parts.get('second')];
  const ms = ((at % 1000) + 1000) % 1000;
  return { day: parts.get('day') ?? 0, sinceMidnight: ((hour * 60 + minute) * 60 + second) * 1000 + ms };
}
