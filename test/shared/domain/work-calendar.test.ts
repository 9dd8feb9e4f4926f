import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingMinutes,
  isWorkingTime,
  standardWorkCalendar,
  workingDaysLater,
  workingMinutesBetween,
  type WorkCalendar,
} from '#shared/domain/work-calendar.ts';

const calendar = standardWorkCalendar;
const at = (text: string) => Date.parse(`${text}+03:30`);
const sunday = at('2026-11-22T10:00');

describe('working time', () => {
  it('opens at eight, closes at five, at one on Thursday, and not on Friday or at Nowruz', () => {
    expect(isWorkingTime(at('2026-11-22T08:00'), calendar)).toBe(true);
    expect(isWorkingTime(at('2026-11-22T17:00'), calendar)).toBe(false);
    expect(isWorkingTime(at('2026-11-26T13:00'), calendar)).toBe(false);
    expect(isWorkingTime(at('2026-11-27T10:00'), calendar)).toBe(false);
    expect(isWorkingTime(at('2027-03-21T10:00'), calendar)).toBe(false);
  });

  it('counts a week as fifty hours', () => {
    expect(workingMinutesBetween(sunday, sunday + 7 * 864e5, calendar)).toBe(50 * 60);
    expect(workingMinutesBetween(sunday + 7 * 864e5, sunday, calendar)).toBe(-50 * 60);
  });

  it('starts after closing on the next open day', () => {
    expect(addWorkingMinutes(at('2026-11-26T15:00'), 60, calendar)).toBe(at('2026-11-28T09:00'));
  });

  it('goes on whole working days and stays within hours', () => {
    expect(workingDaysLater(sunday, 3, calendar)).toBe(at('2026-11-25T10:00'));
    expect(workingDaysLater(at('2026-11-25T16:00'), 1, calendar)).toBe(at('2026-11-26T13:00'));
    expect(workingDaysLater(at('2026-11-27T10:00'), 0, calendar)).toBe(at('2026-11-28T10:00'));
  });

  it('takes holidays and exceptions from the calendar', () => {
    const ramadan: WorkCalendar = {
      ...calendar,
      holidays: ['2026-11-23'],
      exceptions: [{ from: '2026-11-24', to: '2026-11-24', hours: { ...calendar.hours, tue: [[600, 660]] } }],
    };
    expect(addWorkingMinutes(at('2026-11-22T16:30'), 60, ramadan)).toBe(at('2026-11-24T10:30'));
  });

  it('says so when a calendar never opens', () => {
    const closed: WorkCalendar = {
      ...calendar,
      hours: { sat: [], sun: [], mon: [], tue: [], wed: [], thu: [], fri: [] },
    };
    expect(addWorkingMinutes(sunday, 1, closed)).toBeNull();
    expect(workingDaysLater(sunday, 1, closed)).toBeNull();
  });

  it('counts back exactly what it added', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 500 * 1440 }),
        fc.integer({ min: 1, max: 5_000 }),
        (start, minutes) => {
          const from = sunday + start * 60_000;
          expect(workingMinutesBetween(from, addWorkingMinutes(from, minutes, calendar) ?? 0, calendar)).toBe(
            minutes,
          );
        },
      ),
    );
  });
});
