import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockTime, nextClock, observeClock } from '../../../../electron/core/db/clock.ts';
import { idEpoch, nextId, nodeOfId, withNode } from '../../../../electron/core/db/ids.ts';
import { makeNodeState } from '../../../../electron/core/db/node-state.ts';
import { openWriter } from '../../../../electron/core/db/connection.ts';
import { makeTempStore, someNoon } from './temp-store.ts';

const node = fc.integer({ min: 0, max: 4095 });
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2090, 0, 1) });

describe('ids', () => {
  it('grow whatever the machine’s clock does, and keep their node', () => {
    fc.assert(
      fc.property(node, fc.array(instant, { maxLength: 60 }), (number, instants) => {
        let last = 0;
        for (const now of instants) {
          const id = nextId(last, number, now);
          expect(id).toBeGreaterThan(last);
          expect(nodeOfId(id)).toBe(number);
          expect(Number.isSafeInteger(id)).toBe(true);
          last = id;
        }
      }),
    );
  });

  it('borrow from the seconds to come when more than 1,024 are made in one', () => {
    let last = 0;
    const made = new Set<number>();
    for (let n = 0; n < 5000; n += 1) made.add((last = nextId(last, 7, someNoon)));
    expect(made.size).toBe(5000);
    const borrowed = Math.floor(last / 2 ** 22) - Math.floor((someNoon - idEpoch) / 1000);
    expect(borrowed).toBe(4);
    expect(nextId(last, 7, someNoon + 1000)).toBe(last + 1);
    expect(nextId(last, 7, someNoon + 5000)).toBe(
      Math.floor((someNoon + 5000 - idEpoch) / 1000) * 2 ** 22 + 7 * 1024,
    );
  });

  it('end at 2^53 with a throw, never with a rounded number', () => {
    const lastSecond = idEpoch + (2 ** 31 - 1) * 1000;
    expect(nextId(0, 4095, lastSecond)).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
    expect(() => nextId(0, 4095, lastSecond + 1000)).toThrow(/used up/);
    expect(() => nextId(Number.MAX_SAFE_INTEGER, 4095, lastSecond)).toThrow(/used up/);
  });

  it('take another node number and nothing else', () => {
    fc.assert(
      fc.property(node, node, instant, (from, to, now) => {
        const id = nextId(0, from, now);
        expect(withNode(withNode(id, to), from)).toBe(id);
        expect(nodeOfId(withNode(id, to))).toBe(to);
      }),
    );
  });
});

describe('the clock', () => {
  it('never runs back, and is past everything it has seen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(instant, fc.maxSafeNat()), { maxLength: 40 }), (steps) => {
        let last = 0;
        for (const [now, remote] of steps) {
          const seen = observeClock(last, Math.floor(remote / 2));
          const next = nextClock(seen, now);
          expect(next).toBeGreaterThan(last);
          expect(next).toBeGreaterThan(Math.floor(remote / 2));
          last = next;
        }
      }),
    );
  });

  it('reads as the wall time it was taken at', () => {
    expect(clockTime(nextClock(0, someNoon))).toBe(someNoon);
  });

  it('refuses what is no reading', () => {
    expect(() => observeClock(0, 2 ** 60)).toThrow(/clock/);
    expect(() => observeClock(0, Number.NaN)).toThrow(/clock/);
  });
});

describe('the node row', () => {
  it('gives the same ids again after a rollback, and never one twice to two connections', () => {
    const store = makeTempStore();
    const other = openWriter({ file: store.file, key: store.key });
    const [live, background] = [makeNodeState(store.writer), makeNodeState(other)];
    let lost = 0;
    expect(() =>
      store.writer.transaction(() => {
        const turn = live.turn(someNoon);
        lost = turn.id();
        turn.keep();
        throw new Error('rolled back');
      }),
    ).toThrow('rolled back');
    const made: number[] = [];
    for (let n = 0; n < 40; n += 1) {
      const [writer, state] = n % 3 === 0 ? [other, background] : [store.writer, live];
      writer.transaction(() => {
        const turn = state.turn(someNoon - n * 1000);
        made.push(turn.id(), turn.id());
        turn.keep();
      });
    }
    expect(made[0]).toBe(lost);
    expect(new Set(made).size).toBe(80);
    expect(made).toEqual(made.toSorted((a, b) => a - b));
    expect(() => live.turn(someNoon)).toThrow(/transaction/);
    other.close();
    store.remove();
  });
});
