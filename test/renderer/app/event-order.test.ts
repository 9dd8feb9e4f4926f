import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CoreEvent } from '#shared/contract/contract.ts';
import { readDone, startReading, takeEvent, type EventOrder } from '../../../renderer/app/event-order.ts';

const event = (seq: number): CoreEvent => ({ seq, name: 'call.gone', body: { callId: String(seq) } });
const numbers = (events: readonly CoreEvent[]) => events.map((each) => each.seq);

describe('Events in their order', () => {
  it('follows events that come one after another', () => {
    const first = takeEvent({ mode: 'following', last: 4 }, event(5));
    expect(numbers(first.deliver)).toEqual([5]);
    expect(numbers(takeEvent(first.order, event(6)).deliver)).toEqual([6]);
  });

  it('drops what was seen already', () => {
    const taken = takeEvent({ mode: 'following', last: 5 }, event(5));
    expect(taken).toEqual({ order: { mode: 'following', last: 5 }, deliver: [], reread: false });
  });

  it('reads again when a number is missing, and keeps what came meanwhile', () => {
    const hole = takeEvent({ mode: 'following', last: 5 }, event(8));
    expect(hole.reread).toBe(true);
    expect(hole.deliver).toEqual([]);
    const more = takeEvent(hole.order, event(9));
    const done = readDone(more.order, 8);
    expect(numbers(done.deliver)).toEqual([9]);
    expect(done.order).toEqual({ mode: 'following', last: 9 });
  });

  it('takes everything it held when nothing could be read', () => {
    const held = takeEvent(takeEvent(startReading, event(3)).order, event(4));
    expect(numbers(readDone(held.order, null).deliver)).toEqual([3, 4]);
  });

  it('delivers each event once and in order, whatever arrives in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 }), (arrivals) => {
        let order: EventOrder = { mode: 'following', last: 0 };
        const delivered: number[] = [];
        for (const seq of arrivals) {
          const taken = takeEvent(order, event(seq));
          delivered.push(...numbers(taken.deliver));
          order = taken.order;
          if (taken.reread) {
            // The truth that is read covers everything up to the newest arrival so far.
            const done = readDone(order, Math.max(...arrivals));
            delivered.push(...numbers(done.deliver));
            order = done.order;
          }
        }
        expect(delivered).toEqual([...new Set(delivered)].sort((a, b) => a - b));
      }),
    );
  });
});
