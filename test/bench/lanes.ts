import { Worker } from 'node:worker_threads';
import { openReader } from '../../electron/core/db/connection.ts';
import { startLanes } from '../../electron/core/lanes/lanes.ts';
import type { Bench } from './bench.ts';
import { askedOf, drawCallers } from './callers.ts';
import { measured } from './figures.ts';

const blocks = 10;
const cardsInBlock = 300;
const warming = 600;

/** A card through the live lane's thread while a heavy report runs in another thread ÷ the same in quiet, in turns. */
export const benchLanes: Bench = async ({ store, say }) => {
  const connection = { file: store.file, key: store.key };
  const reader = openReader({ ...connection, cacheMb: 4 });
  const agentId = reader.value<number>('SELECT min(id) FROM agent').get() ?? null;
  const callers = drawCallers(reader, 600, 7).map((caller) => askedOf(caller, agentId, store.now));
  reader.close();
  const report = startReport(connection);
  const lanes = await startLanes({
    entry: new URL('../../electron/core/lanes/lane-worker.ts', import.meta.url),
    workerData: connection,
    liveWaiting: new SharedArrayBuffer(4),
    emit: () => undefined,
    log: (level, code, facts) => (level === 'error' ? say(`${code} ${JSON.stringify(facts)}`) : undefined),
    onState: () => undefined,
    now: Date.now,
  });
  try {
    const quiet: number[] = [];
    const busy: number[] = [];
    await cards(warming);
    await report.run();
    await report.rest();
    for (let block = 0; block < blocks; block += 1) {
      quiet.push(...(await cards(cardsInBlock)));
      await report.run();
      busy.push(...(await cards(cardsInBlock)));
      await report.rest();
    }
    return [
      measured({
        name: 'lanes-card-during-report',
        customers: store.customers,
        unit: 'ms',
        samples: busy,
        floor: quiet,
        rule: { at: 'p99', bounds: 'ratio', limit: 1.5 },
        note: `${busy.length} cards asked of the live lane while who-brings-what is reckoned over all purchases again and again in another thread (${report.count()} times); floor: the same in quiet, in ${blocks} blocks in turns`,
      }),
    ];
  } finally {
    await lanes.close();
    await report.end();
  }

  async function cards(count: number): Promise<number[]> {
    const times: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const asked = callers[n % callers.length];
      if (asked === undefined) throw new Error('no callers');
      const began = performance.now();
      await lanes.ask('cards.lookUp', asked);
      times.push(performance.now() - began);
    }
    return times;
  }
};

/** `run` and `rest` resolve when the thread has begun, or has come to rest. */
function startReport(connection: { readonly file: string; readonly key: Uint8Array }) {
  const wanted = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(new URL('report-worker.ts', import.meta.url), {
    workerData: { ...connection, wanted: wanted.buffer },
  });
  let times = 0;
  const told = (): Promise<void> =>
    new Promise((resolve, reject) => {
      thread.once('error', reject);
      thread.once('message', (done: number) => {
        thread.off('error', reject);
        times = done;
        resolve();
      });
    });
  return {
    async run(): Promise<void> {
      const begun = told();
      Atomics.store(wanted, 0, 1);
      thread.postMessage('run');
      await begun;
    },
    async rest(): Promise<void> {
      const rested = told();
      Atomics.store(wanted, 0, 0);
      await rested;
    },
    count: () => times,
    end: () => thread.terminate(),
  };
}
