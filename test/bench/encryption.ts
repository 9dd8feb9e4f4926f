import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { notEncrypted } from '../../electron/core/db/connection.ts';
import { makeRandom } from '../../electron/core/sample/random.ts';
import type { Bench } from './bench.ts';
import { copyFile, type BenchStore } from './bench-store.ts';
import { askedOf, drawCallers } from './callers.ts';
import { microseconds, milliseconds } from './clock.ts';
import { measured, type Measured } from './figures.ts';
import { openLiveLaneHere, type LiveLaneHere } from './live-lane.ts';
import { drawCustomers, writeHangUp } from './wrap-up.ts';

const callers = 600;
const rounds = 8;
const hangUps = 1_200;
const warming = 200;

/** What encryption costs: the same rows page for page, encrypted and not, in pairs. */
export const benchEncryption: Bench = async ({ store }) => {
  const plain = store.plainFile();
  return [benchCards(store, plain), benchWrites(store, plain)];
};

function benchCards(store: BenchStore, plain: string): Measured {
  const encryptedLane = openLiveLaneHere(store.file, store.key, () => store.now);
  const plainLane = openLiveLaneHere(plain, notEncrypted, () => store.now);
  try {
    const drawn = drawCallers(plainLane.writer, callers, 8).map((caller) => askedOf(caller, null, store.now));
    const samples: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const [place, asked] of drawn.entries()) {
        // who goes first changes: the second of a pair finds code and caches of the processor warmer
        const order = (place + round) % 2 === 0 ? 'encrypted first' : 'plain first';
        const [encrypted, bare] = inPairs(order, encryptedLane, plainLane, (lane) =>
          microseconds(() => lane.lookUp(asked)),
        );
        if (round < 2) continue;
        samples.push(encrypted);
        floor.push(bare);
      }
    }
    return measured({
      name: 'encryption-card',
      customers: store.customers,
      unit: 'µs',
      samples,
      floor,
      rule: { at: 'p50', bounds: 'ratio', limit: 1.3 },
      note: `${samples.length} cards of ${callers} callers with 64 MiB of cache; floor: the same from the file that is not encrypted, in pairs`,
    });
  } finally {
    encryptedLane.close();
    plainLane.close();
  }
}

function benchWrites(store: BenchStore, plain: string): Measured {
  const copy = store.copy('encryption');
  const plainCopy = join(copy.folder, 'plain.db');
  copyFile(plain, plainCopy);
  const encryptedLane = openLiveLaneHere(copy.file, store.key, () => store.now);
  const plainLane = openLiveLaneHere(plainCopy, notEncrypted, () => store.now);
  try {
    const samples: number[] = [];
    const floor: number[] = [];
    for (const [round, customerId] of drawCustomers(plainLane.writer, hangUps, makeRandom(9)).entries()) {
      for (const lane of [encryptedLane, plainLane]) {
        lane.writer.query('SELECT * FROM customer WHERE id = ?').get(customerId);
      }
      const order = round % 2 === 0 ? 'encrypted first' : 'plain first';
      const ended = { customerId, agentId: null, at: store.now + round };
      const [encrypted, bare] = inPairs(order, encryptedLane, plainLane, (lane) =>
        milliseconds(() => writeHangUp(lane.apply, ended)),
      );
      if (round < warming) continue;
      samples.push(encrypted);
      floor.push(bare);
    }
    return measured({
      name: 'encryption-write',
      customers: store.customers,
      unit: 'ms',
      samples,
      floor,
      rule: { at: 'p50', bounds: 'ratio', limit: 2.2 },
      note: `${samples.length} hang-ups; floor: the same into the file that is not encrypted, in pairs`,
    });
  } finally {
    encryptedLane.close();
    plainLane.close();
    rmSync(plainCopy, { force: true });
    copy.remove();
  }
}

function inPairs(
  order: 'encrypted first' | 'plain first',
  encrypted: LiveLaneHere,
  plain: LiveLaneHere,
  measure: (lane: LiveLaneHere) => number,
): [encrypted: number, plain: number] {
  if (order === 'encrypted first') {
    const first = measure(encrypted);
    return [first, measure(plain)];
  }
  const first = measure(plain);
  return [measure(encrypted), first];
}
