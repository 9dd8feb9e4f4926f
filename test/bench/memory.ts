import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findTestBrowser } from '../../build/browser.ts';
import { ensureBuilt } from '../../build/built.ts';
import { openReader } from '../../electron/core/db/connection.ts';
import type { Bench } from './bench.ts';
import { drawCallers } from './callers.ts';
import { measured, notMeasured, type Measured } from './figures.ts';
import { inspect } from './inspector.ts';
import { openPaintedPage, putAway } from './painted-page.ts';
import { startApp } from './running-app.ts';

const calls = 1_000;
/** Heaps are compared with what they were after so many calls: by then code and caches are warm. */
const warmCalls = 100;
const heapSamples = 5;
/** MB. Within this nothing is said to have grown: two collections of the same heap differ by as much. */
const noGrowth = 2;
/** Milliseconds that a call rings before it is missed. */
const ringsFor = 30;
const mega = 1_000_000;

/** The core's memory and both heaps after a thousand calls, with one window open. */
export const benchMemory: Bench = async ({ store, say }) => {
  ensureBuilt();
  const copy = store.copy('memory');
  const reader = openReader({ file: copy.file, key: store.key, cacheMb: 4 });
  const callers = drawCallers(reader, calls, 10);
  reader.close();
  const app = await startApp(copy.folder, { inspect: true });
  const core = await inspect(app.inspector ?? '');
  const browser = await chromium.launch(await findTestBrowser());
  try {
    const window = await openPaintedPage(browser, app.address);
    await window.page.locator('main.call-room').waitFor();
    const rss: number[] = [];
    const before = { core: [] as number[], renderer: [] as number[] };
    const after = { core: [] as number[], renderer: [] as number[] };
    for (const [n, caller] of callers.entries()) {
      const callId = await app.ring(caller, ringsFor);
      await window.painted(callId);
      await putAway(window.page);
      if (n + 1 === warmCalls) await sampleHeaps(before);
      if (n >= calls - warmCalls && hasProc) rss.push(residentMb(app.pid));
      if ((n + 1) % 250 === 0) say(`  ${n + 1} calls`);
    }
    await sampleHeaps(after);
    const given = { customers: store.customers, unit: 'MB' } as const;
    const grown = { at: 'p50', bounds: 'distance', limit: noGrowth } as const;
    const heapNote = `in use after garbage collection, after ${calls} calls; floor: after ${warmCalls}; up to ${noGrowth} MB count as no growth`;
    return [
      await memoryFigure(),
      measured({
        ...given,
        name: 'memory-core-heap',
        samples: after.core,
        floor: before.core,
        rule: grown,
        note: `the core's four threads together, ${heapNote}`,
      }),
      measured({
        ...given,
        name: 'memory-renderer-heap',
        samples: after.renderer,
        floor: before.renderer,
        rule: grown,
        note: `the window, ${heapNote}`,
      }),
    ];

    async function sampleHeaps(into: { core: number[]; renderer: number[] }): Promise<void> {
      for (let n = 0; n < heapSamples; n += 1) {
        into.core.push((await core.heapUsed()) / mega);
        await window.devtools.send('HeapProfiler.collectGarbage');
        const { usedSize } = await window.devtools.send('Runtime.getHeapUsage');
        into.renderer.push(usedSize / mega);
      }
    }

    async function memoryFigure(): Promise<Measured> {
      const name = {
        ...given,
        name: 'memory-core',
        rule: { at: 'p99', bounds: 'value', limit: 300 },
      } as const;
      if (!hasProc) return notMeasured({ ...name, note: 'not measured here: this system has no /proc' });
      return measured({
        ...name,
        samples: rss,
        floor: [await residentOfEmptyNode()],
        note: `resident memory of the core's process, at each of the last ${rss.length} of ${calls} calls; floor: a Node process that does nothing`,
      });
    }
  } finally {
    core.close();
    await browser.close();
    await app.stop();
    copy.remove();
  }
};

const hasProc = existsSync('/proc/self/status');

function residentMb(pid: number): number {
  const text = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (text === undefined) throw new Error('/proc tells no resident memory');
  return (Number(text) * 1024) / mega;
}

async function residentOfEmptyNode(): Promise<number> {
  const child = spawn(process.execPath, ['-e', "console.log('up'); setInterval(() => {}, 1000)"], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  const resident = residentMb(child.pid ?? 0);
  child.kill();
  return resident;
}
