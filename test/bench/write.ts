import type { Bench } from './bench.ts';
import type { BenchStore } from './bench-store.ts';
import { milliseconds } from './clock.ts';
import { measured, type Measured } from './figures.ts';
import { openLiveLaneHere } from './live-lane.ts';
import { makeRandom } from '../../electron/core/sample/random.ts';
import { benchWrapUpDuringImport } from './write-during-import.ts';
import { drawCustomers, writeHangUp, writeWrapUp } from './wrap-up.ts';
import { openWriteFloor } from './write-floor.ts';

const rounds = 1_200;
const warming = 200;

/** What is saved after a call ÷ making one page safe; and how long it takes while an import writes as well. */
export const benchWrite: Bench = async ({ store, say }) => [
  ...benchQuietWrites(store),
  await benchWrapUpDuringImport(store, say),
];

function benchQuietWrites(store: BenchStore): Measured[] {
  const copy = store.copy('write');
  const lane = openLiveLaneHere(copy.file, store.key, () => store.now);
  const disk = openWriteFloor(copy.folder);
  try {
    const agentId = lane.writer.value<number>('SELECT min(id) FROM agent').get() ?? null;
    const customers = drawCustomers(lane.writer, 2 * rounds, makeRandom(3));
    const read = lane.writer.query('SELECT * FROM customer WHERE id = ?');
    const hangUps: number[] = [];
    const wrapUps: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [first, second] = [customers[2 * round], customers[2 * round + 1]];
      if (first === undefined || second === undefined) break;
      // their card was on the screen
      for (const id of [first, second]) read.get(id);
      const ended = { agentId, at: store.now + round };
      const page = milliseconds(() => disk.appendPage());
      const hangUp = milliseconds(() => writeHangUp(lane.apply, { ...ended, customerId: first }));
      const wrapUp = milliseconds(() => writeWrapUp(lane.apply, { ...ended, customerId: second }));
      if (round < warming) continue;
      floor.push(page);
      hangUps.push(hangUp);
      wrapUps.push(wrapUp);
    }
    const given = { customers: store.customers, unit: 'ms', floor } as const;
    const floorNote = 'floor: one page appended and fdatasync, before each';
    return [
      measured({
        ...given,
        name: 'write-hang-up',
        samples: hangUps,
        rule: { at: 'p50', bounds: 'ratio', limit: 3 },
        note: `${hangUps.length} hang-ups (entry and all that follows from it, one operation, safe on the disk); ${floorNote}`,
      }),
      measured({
        ...given,
        name: 'write-wrap-up',
        samples: wrapUps,
        rule: { at: 'p50', bounds: 'ratio', limit: 4 },
        note: `${wrapUps.length} whole wrap-ups (note, manner, promise, complaint and its event, one operation); ${floorNote}`,
      }),
    ];
  } finally {
    disk.close();
    lane.close();
    copy.remove();
  }
}
