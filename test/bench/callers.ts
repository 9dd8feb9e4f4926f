import type { Reader } from '../../electron/core/db/connection.ts';
import type { LookUp } from '../../electron/core/lanes/internal-methods.ts';
import { makeRandom, type Random } from '../../electron/core/sample/random.ts';

/** Someone who rings: `+…`, and the same as a line would send it. */
export type BenchCaller = { readonly e164: string; readonly number: string };

/**
 * Callers drawn by chance: every other one from the numbers in use (mobiles, shared homes, organisations' lines),
 * most others from those who really rang in the last month (frequent callers have long histories), and of
 * twenty one with a removed number and one whom nobody knows.
 */
export function drawCallers(reader: Reader, count: number, seed: number): BenchCaller[] {
  const random = makeRandom(seed);
  const inUse = reader.value<number>('SELECT DISTINCT e164 FROM phone_index').all();
  const rang = reader.value<number>('SELECT e164 FROM call WHERE e164 IS NOT NULL').all();
  const removed = reader
    .value<number>('SELECT CAST(e164 AS INTEGER) FROM phone WHERE to_at IS NOT NULL AND deleted_at IS NULL')
    .all();
  const known = new Set(inUse);
  return Array.from({ length: count }, () => {
    const roll = random.next();
    if (roll < 0.5) return callerOf(random.pick(inUse));
    if (roll < 0.9) return callerOf(random.pick(rang));
    if (roll < 0.95) return callerOf(random.pick(removed));
    return callerOf(strangersNumber(random, known));
  });
}

/** What the core asks the live lane when this caller rings. */
export function askedOf(caller: BenchCaller, agentId: number | null, now: number): LookUp {
  return {
    ...caller,
    callerName: null,
    direction: 'inbound',
    colleagueExtension: null,
    agentId,
    confirmed: null,
    someoneElse: false,
    startedAt: now,
    now,
  };
}

function callerOf(key: number): BenchCaller {
  return { e164: `+${key}`, number: `0${String(key).slice(2)}` };
}

function strangersNumber(random: Random, known: ReadonlySet<number>): number {
  for (;;) {
    const number = 989_000_000_000 + random.int(100_000_000, 399_999_999);
    if (!known.has(number)) return number;
  }
}
