import { chromium } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import { findTestBrowser } from '../../build/browser.ts';
import { ensureBuilt } from '../../build/built.ts';
import { openReader } from '../../electron/core/db/connection.ts';
import type { Bench } from './bench.ts';
import { drawCallers, type BenchCaller } from './callers.ts';
import { serveEmptyPage, type EmptyPage } from './empty-page.ts';
import { measured, percentiles } from './figures.ts';
import { openPaintedPage, putAway, type PaintedPage } from './painted-page.ts';
import { startApp, type RunningApp } from './running-app.ts';

const rings = 200;
const warming = 10;
/** Milliseconds that a call rings before it is missed; long after its card is painted. */
const ringsFor = 250;
const frame = 16.7;

/** From a ring to the caller's card on the glass, over an empty page fed in the same way, in turns. */
export const benchPaint: Bench = async ({ store, say }) => {
  ensureBuilt();
  const copy = store.copy('paint');
  const reader = openReader({ file: copy.file, key: store.key, cacheMb: 4 });
  const callers = drawCallers(reader, 2 * (rings + warming), 6);
  reader.close();
  const app = await startApp(copy.folder, { inspect: false });
  const empty = await serveEmptyPage();
  const browser = await chromium.launch(await findTestBrowser());
  try {
    const floorPage = await openPaintedPage(browser, empty.url);
    const cardPage = await openPaintedPage(browser, app.address);
    await cardPage.page.locator('main.call-room').waitFor();
    const full = await ringInTurns(1);
    say('  the same with the processor slowed four times');
    const slowed = await ringInTurns(4);
    const given = { customers: store.customers, unit: 'ms' } as const;
    const how = `${rings} rings of the simulated line, from the request in another process to the frame after the card; floor: an empty page and its own loopback socket, in turns`;
    return [
      measured({
        ...given,
        ...full,
        name: 'paint',
        rule: { at: 'p99', bounds: 'distance', limit: frame },
        note: how,
      }),
      measured({
        ...given,
        ...slowed,
        name: 'paint-slowed-4x',
        rule: { at: 'p99', bounds: 'distance', limit: 4 * frame },
        note: `the same with the processor of both pages slowed four times`,
      }),
    ];

    async function ringInTurns(times: number): Promise<{ samples: number[]; floor: number[] }> {
      await floorPage.slowDown(times);
      await cardPage.slowDown(times);
      const samples: number[] = [];
      const floor: number[] = [];
      for (let turn = 0; turn < rings + warming; turn += 1) {
        const caller = callers.pop();
        if (caller === undefined) throw new Error('too few callers');
        const bare = await timeOfEmptyPaint(empty, floorPage, `${times}-${turn}`);
        const card = await timeOfCard(app, cardPage, caller);
        if (turn < warming) continue;
        floor.push(bare);
        samples.push(card);
      }
      const [card, bare] = [percentiles(samples), percentiles(floor)];
      say(
        `  p50 ${card.p50.toFixed(1)} over ${bare.p50.toFixed(1)} ms, p99 ${card.p99.toFixed(1)} over ${bare.p99.toFixed(1)}`,
      );
      return { samples, floor };
    }
  } finally {
    await browser.close();
    await empty.close();
    await app.stop();
    copy.remove();
  }
};

async function timeOfEmptyPaint(empty: EmptyPage, shown: PaintedPage, id: string): Promise<number> {
  const began = now();
  empty.send(id);
  const time = (await shown.painted(id)) - began;
  await apart();
  return time;
}

async function timeOfCard(app: RunningApp, shown: PaintedPage, caller: BenchCaller): Promise<number> {
  const began = now();
  const callId = await app.ring(caller, ringsFor);
  const time = (await shown.painted(callId)) - began;
  await putAway(shown.page);
  await apart();
  return time;
}

/** On the page's own clock: the same origin, the same unit. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Not in step with the screen's frames, which would be the best or the worst case for ever. */
async function apart(): Promise<void> {
  await wait(20 + Math.random() * 17);
}
