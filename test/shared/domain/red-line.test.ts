import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenComplaint, OpenFollowUp } from '#shared/contract/card.ts';
import { redLineOf, type RedLineFacts } from '#shared/domain/red-line.ts';

const now = Date.UTC(2026, 10, 22, 8);
const hour = 3_600_000;
const quiet: RedLineFacts = { followUps: [], complaints: [], countToday: 1, unansweredBefore: 0 };

function followUp(id: number, dueAt: number, more: Partial<OpenFollowUp> = {}): OpenFollowUp {
  return { id, kind: 'promise', what: `promise ${id}`, dueAt, agent: null, moved: 0, tried: 0, ...more };
}

function complaint(id: number, more: Partial<OpenComplaint> = {}): OpenComplaint {
  return {
    id,
    what: `complaint ${id}`,
    category: 'delay',
    severity: 3,
    state: 'received',
    openedAt: now - id * hour,
    dueAt: null,
    nextContactAt: null,
    owner: 'finance',
    handovers: 0,
    ...more,
  };
}

const line = (facts: Partial<RedLineFacts>) => redLineOf({ ...quiet, ...facts }, now);

describe('the one red line', () => {
  it('is absent on a quiet card', () => {
    expect(line({})).toEqual({ line: null, more: 0 });
    expect(line({ countToday: 2, followUps: [followUp(1, now + 1)] })).toEqual({ line: null, more: 0 });
  });

  it('is the promise longest overdue', () => {
    expect(line({ followUps: [followUp(1, now - hour), followUp(2, now - 9 * hour)] })).toEqual({
      line: { kind: 'overdue_promise', what: 'promise 2', dueAt: now - 9 * hour, followUpId: 2 },
      more: 1,
    });
  });

  it('leaves out what was promised to nobody', () => {
    expect(line({ followUps: [followUp(1, now - hour, { kind: 'internal' })] }).line).toBeNull();
  });

  it('is the most severe complaint, then the oldest', () => {
    const complaints = [complaint(1), complaint(2), complaint(3, { severity: 1, openedAt: now })];
    expect(line({ complaints })).toMatchObject({
      line: { kind: 'open_complaint', complaintId: 3, owner: 'finance' },
      more: 2,
    });
    expect(line({ complaints: complaints.slice(0, 2) }).line).toMatchObject({ complaintId: 2 });
  });

  it('is the third call of a day, then calls that nobody answered', () => {
    expect(line({ countToday: 3 })).toEqual({ line: { kind: 'calls_today', count: 3 }, more: 0 });
    expect(line({ unansweredBefore: 2 })).toEqual({ line: { kind: 'unanswered', count: 2 }, more: 0 });
    expect(line({ countToday: 4, unansweredBefore: 3 })).toMatchObject({
      line: { kind: 'calls_today' },
      more: 1,
    });
  });

  it('goes by weight, and counts everything behind it', () => {
    const facts: fc.Arbitrary<RedLineFacts> = fc.record({
      followUps: fc.array(
        fc.tuple(fc.nat(50), fc.integer({ min: -5, max: 5 })).map(([id, h]) => followUp(id, now + h * hour)),
        { maxLength: 4 },
      ),
      complaints: fc.array(
        fc.nat(50).map((id) => complaint(id)),
        { maxLength: 4 },
      ),
      countToday: fc.integer({ min: 1, max: 6 }),
      unansweredBefore: fc.nat(3),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const overdue = some.followUps.filter((one) => one.dueAt < now).length;
        const counts = [
          ['overdue_promise', overdue],
          ['open_complaint', some.complaints.length],
          ['calls_today', some.countToday >= 3 ? 1 : 0],
          ['unanswered', some.unansweredBefore > 0 ? 1 : 0],
        ] as const;
        const all = counts.reduce((sum, [, count]) => sum + count, 0);
        const answer = redLineOf(some, now);
        expect(answer.line?.kind).toBe(counts.find(([, count]) => count > 0)?.[0]);
        expect(answer.more).toBe(Math.max(0, all - 1));
      }),
    );
  });
});
