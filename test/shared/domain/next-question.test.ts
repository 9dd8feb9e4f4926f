import { describe, expect, it } from 'vitest';
import {
  isStale,
  nextDelight,
  nextQuestion,
  type ServeFirst,
  type Service,
} from '#shared/domain/next-question.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22, 8);
const served: ServeFirst = { openComplaints: 0, overduePromises: 0, deceased: false, upset: false };
const unserved: readonly Partial<ServeFirst>[] = [
  { openComplaints: 1 },
  { overduePromises: 1 },
  { deceased: true },
  { upset: true },
];
const fields = ['season', 'channel', 'birthday'];
const told = (field: string, daysAgo: number) => ({ field, at: now - daysAgo * day });

describe('the one question worth asking', () => {
  it('is the first field that nobody knows', () => {
    expect(nextQuestion(fields, [], served, now)).toBe('season');
    expect(nextQuestion(fields, [told('season', 1), told('birthday', 900)], served, now)).toBe('channel');
  });

  it('is the field that aged most, once all are known', () => {
    const known = [told('season', 400), told('channel', 800), told('birthday', 2)];
    expect(nextQuestion(fields, known, served, now)).toBe('channel');
    expect(nextQuestion(fields, [...known, told('channel', 3)], served, now)).toBe('season');
    expect(
      nextQuestion(
        fields,
        fields.map((field) => told(field, 365)),
        served,
        now,
      ),
    ).toBeNull();
  });

  it('calls a fact stale after a year', () => {
    expect(isStale(told('season', 365), now)).toBe(false);
    expect(isStale(told('season', 366), now)).toBe(true);
  });

  it.each(unserved)('is not asked: serve first, then sell (%o)', (more) => {
    expect(nextQuestion(fields, [], { ...served, ...more }, now)).toBeNull();
  });
});

describe('the one delight', () => {
  const services: readonly Service[] = [
    { name: 'ticket', kano: 'basic', tiers: [] },
    { name: 'lounge', kano: 'delight', tiers: ['gold'] },
    { name: 'flowers', kano: 'delight', tiers: [] },
    { name: 'a call on the way', kano: 'delight', tiers: ['base'] },
  ];

  it('suits the tier and was not given', () => {
    expect(nextDelight(services, 'gold', [], served)).toBe('lounge');
    expect(nextDelight(services, 'gold', [' lounge '], served)).toBe('flowers');
    expect(nextDelight(services, 'silver', [], served)).toBe('flowers');
    expect(nextDelight(services, null, ['flowers'], served)).toBe('a call on the way');
    expect(nextDelight(services, 'gold', ['lounge', 'flowers'], served)).toBeNull();
    expect(nextDelight([], 'gold', [], served)).toBeNull();
  });

  it.each(unserved)('is not offered: serve first, then sell (%o)', (more) => {
    expect(nextDelight(services, 'gold', [], { ...served, ...more })).toBeNull();
  });
});
