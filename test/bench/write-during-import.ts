import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { openReader } from '../../electron/core/db/connection.ts';
import type { AskLane } from '../../electron/core/feature.ts';
import { startLanes } from '../../electron/core/lanes/lanes.ts';
import { makeRandom } from '../../electron/core/sample/random.ts';
import type { BenchStore } from './bench-store.ts';
import { measured, type Measured } from './figures.ts';
import { drawCustomers } from './wrap-up.ts';

const quietEach = 250;
const busyAtMost = 1_500;
/** Rows of the file: an import of some seconds. */
const importedRows = 25_000;
/** Milliseconds between two wrap-ups: more than any branch writes. */
const pause = 10;

/** A whole wrap-up through the live lane while the background lane imports a large file; before and after: quiet. */
export async function benchWrapUpDuringImport(
  store: BenchStore,
  say: (text: string) => void,
): Promise<Measured> {
  const copy = store.copy('import');
  const csv = join(copy.folder, 'import.csv');
  await writeCsv(csv);
  const reader = openReader({ file: copy.file, key: store.key, cacheMb: 4 });
  const customers = drawCustomers(reader, 2 * quietEach + busyAtMost + 100, makeRandom(4));
  const agentId = reader.value<number>('SELECT min(id) FROM agent').get() ?? null;
  reader.close();
  const lanes = await startLanes({
    entry: new URL('wrap-up-lane-worker.ts', import.meta.url),
    workerData: { file: copy.file, key: store.key },
    liveWaiting: new SharedArrayBuffer(4),
    emit: () => undefined,
    log: (level, code, facts) => (level === 'error' ? say(`${code} ${JSON.stringify(facts)}`) : undefined),
    onState: () => undefined,
    now: Date.now,
  });
  try {
    await wrapUps(lanes.ask, 100, () => false);
    const before = await wrapUps(lanes.ask, quietEach, () => false);
    let ended = false;
    const importing = lanes
      .ask('importing.run', { path: csv, origin: 'oldFile', country: 'IR', areaCode: '21', dryRun: false })
      .finally(() => (ended = true));
    const during = await wrapUps(lanes.ask, busyAtMost, () => ended);
    const report = await importing;
    say(`  imported ${report.people} people meanwhile`);
    const after = await wrapUps(lanes.ask, quietEach, () => false);
    return measured({
      name: 'write-during-import',
      customers: store.customers,
      unit: 'ms',
      samples: during,
      floor: [...before, ...after],
      rule: { at: 'p99', bounds: 'value', limit: 50 },
      note: `${during.length} whole wrap-ups through the live lane while the background lane imports a file; floor: ${2 * quietEach} before and after, with nobody else at work`,
    });
  } finally {
    await lanes.close();
    copy.remove();
  }

  async function wrapUps(ask: AskLane, count: number, stop: () => boolean): Promise<number[]> {
    const times: number[] = [];
    while (times.length < count && !stop()) {
      const customerId = customers.pop();
      if (customerId === undefined) break;
      const began = performance.now();
      await ask('calls.writeInteraction', {
        callKey: 'bench',
        customerId,
        at: store.now + times.length,
        direction: 'inbound',
        end: 'ended',
        gist: null,
        outcome: null,
        durationMs: null,
        agentId,
      });
      times.push(performance.now() - began);
      await wait(pause);
    }
    return times;
  }
}

async function writeCsv(path: string): Promise<void> {
  const random = makeRandom(5);
  const given = ['مریم', 'علی', 'زهرا', 'رضا', 'سارا', 'حسین', 'نرگس', 'امیر'];
  const family = ['احمدی', 'کریمی', 'رستمی', 'نوری', 'قاسمی', 'افشار', 'کیانی', 'باقری'];
  const out = createWriteStream(path);
  out.write('نام,نام خانوادگی,موبایل,توضیحات\n');
  for (let row = 0; row < importedRows; row += 1) {
    const name = `${random.pick(given)},${random.pick(family)} ${row}`;
    const line = `${name},0922${String(row).padStart(7, '0')},از دفتر قدیم\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
