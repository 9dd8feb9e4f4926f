import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDayStart } from '../../../../electron/core/customers/local-day.ts';

const iso = (text: string) => Date.parse(text);

describe('the start of the local day', () => {
  it.each([
    ['Asia/Tehran', '2026-11-22T08:30:00.123Z', '2026-11-21T20:30:00Z'],
    ['Asia/Tehran', '2026-11-22T20:29:59.999Z', '2026-11-21T20:30:00Z'],
    ['Asia/Tehran', '2026-11-22T20:30:00Z', '2026-11-22T20:30:00Z'],
    // Iran's clocks changed at midnight until 2022: this day began at 01:00
    ['Asia/Tehran', '2022-03-22T08:00:00Z', '2022-03-21T20:30:00Z'],
    // a day of 23 hours, and one of 25
    ['Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00Z'],
    ['Europe/Berlin', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00Z'],
    ['America/New_York', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00Z'],
    ['Asia/Kathmandu', '2026-11-22T18:14:00Z', '2026-11-21T18:15:00Z'],
    ['UTC', '2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z'],
    ['no/such zone', '2026-11-22T08:30:00Z', '2026-11-22T00:00:00Z'],
  ])('%s at %s', (zone, now, expected) => {
    expect(new Date(makeDayStart()(iso(now), zone)).toISOString()).toBe(
      new Date(iso(expected)).toISOString(),
    );
  });

  it('is the same whether the day was kept or found anew', () => {
    const zones = ['Asia/Tehran', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: iso('2025-01-01'), max: iso('2027-12-31') }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.constantFrom(...zones),
        (moments, zone) => {
          const kept = makeDayStart();
          for (const now of moments) {
            const start = kept(now, zone);
            expect(start).toBe(makeDayStart()(now, zone));
            expect(now - start).toBeGreaterThanOrEqual(0);
            expect(now - start).toBeLessThan(25 * 3_600_000);
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
