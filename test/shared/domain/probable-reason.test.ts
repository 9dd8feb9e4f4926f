import { describe, expect, it } from 'vitest';
import type { OpenFollowUp } from '#shared/contract/card.ts';
import { probableReasons, type ReasonFacts } from '#shared/domain/probable-reason.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22, 8);
const nothing: ReasonFacts = { live: [], enquiries: [], followUps: [], saidToday: null };

function purchase(what: string, starts: number | null, ends: number | null): ReasonFacts['live'][number] {
  return {
    what,
    startsAt: starts === null ? null : now + starts * day,
    endsAt: ends === null ? null : now + ends * day,
    at: now - 40 * day,
  };
}

function followUp(what: string, due: number, kind: OpenFollowUp['kind'] = 'promise'): OpenFollowUp {
  return { id: 1, kind, what, dueAt: now + due * day, agent: null, moved: 0, tried: 0 };
}

const kinds = (facts: Partial<ReasonFacts>) =>
  probableReasons({ ...nothing, ...facts }, now).map((one) => one.kind);

describe('what they probably call about', () => {
  it.each<[string, number | null, number | null, string[]]>([
    ['a trip in four days', 4, 9, ['starts_soon']],
    ['a trip in 14 days', 14, 20, ['starts_soon']],
    ['a trip in 15 days', 15, 20, ['in_progress']],
    ['a trip begun yesterday', -1, 6, ['ends_soon']],
    ['a contract that ends in 14 days', -300, 14, ['ends_soon']],
    ['a contract that ends in 15 days', -300, 15, ['in_progress']],
    ['a contract that ended 3 days ago', -300, -3, ['ends_soon']],
    ['a contract that ended 4 days ago', -300, -4, []],
    ['an order without dates', null, null, ['in_progress']],
    ['a package with only an end', null, 2, ['ends_soon']],
    ['something begun, without an end', -3, null, ['in_progress']],
  ])('%s', (_what, starts, ends, expected) => {
    expect(kinds({ live: [purchase('x', starts, ends)] })).toEqual(expected);
  });

  it('is a promise due or late, and no work that the customer does not know of', () => {
    expect(kinds({ followUps: [followUp('x', 0.5)] })).toEqual(['due_follow_up']);
    expect(kinds({ followUps: [followUp('x', -5)] })).toEqual(['due_follow_up']);
    expect(kinds({ followUps: [followUp('x', 1.5)] })).toEqual([]);
    expect(kinds({ followUps: [followUp('x', 0, 'internal')] })).toEqual([]);
  });

  it('is our quote while it holds, and a week longer', () => {
    const enquiry = (validUntil: number | null) => [{ what: 'x', at: now - day, validUntil }];
    expect(kinds({ enquiries: enquiry(null) })).toEqual(['open_enquiry']);
    expect(kinds({ enquiries: enquiry(now - 6 * day) })).toEqual(['open_enquiry']);
    expect(kinds({ enquiries: enquiry(now - 8 * day) })).toEqual([]);
  });

  it('lists the likeliest three, nearer things first', () => {
    const facts: ReasonFacts = {
      live: [purchase('later trip', 9, 12), purchase('next trip', 2, 6), purchase('an order', null, null)],
      enquiries: [{ what: 'a quote', at: now - day, validUntil: null }],
      followUps: [followUp('a promise', 0)],
      saidToday: { at: now - day / 10, gist: 'the refund' },
    };
    expect(probableReasons(facts, now).map((one) => one.what)).toEqual([
      'the refund',
      'next trip',
      'later trip',
    ]);
    expect(probableReasons({ ...facts, live: [], saidToday: null }, now).map((one) => one.what)).toEqual([
      'a promise',
      'a quote',
    ]);
  });

  it('gives the moment it is about', () => {
    expect(probableReasons({ ...nothing, live: [purchase('x', 2, 6)] }, now)).toEqual([
      { kind: 'starts_soon', what: 'x', at: now + 2 * day },
    ]);
  });
});
