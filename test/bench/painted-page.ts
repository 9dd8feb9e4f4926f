import type { Browser, CDPSession, Page } from '@playwright/test';

/** A page in a browser process of its own that tells when what it was sent is on the glass. */
export type PaintedPage = {
  readonly page: Page;
  readonly devtools: CDPSession;
  /** Wall-clock milliseconds of the paint of a call, by `performance.timeOrigin + now()`. */
  painted(callId: string): Promise<number>;
  /** How many times slower than it is its processor shall be. */
  slowDown(times: number): Promise<void>;
  close(): Promise<void>;
};

const prefix = 'card-painted:';
const paintsWithin = 10_000;

/** @param size the window of an old office PC */
export async function openPaintedPage(browser: Browser, url: string): Promise<PaintedPage> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const paints = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const page = await context.newPage();
  await page.exposeFunction('tellPaint', (name: string, at: number) => {
    const callId = name.slice(prefix.length);
    const resolve = waiting.get(callId);
    waiting.delete(callId);
    if (resolve === undefined) paints.set(callId, at);
    else resolve(at);
  });
  await page.addInitScript(`new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name.startsWith('${prefix}')) window.tellPaint(name, performance.timeOrigin + startTime);
  }).observe({ type: 'mark' });`);
  await page.goto(url);
  const devtools = await context.newCDPSession(page);

  return {
    page,
    devtools,
    painted(callId) {
      const at = paints.get(callId);
      if (paints.delete(callId) && at !== undefined) return Promise.resolve(at);
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error('nothing was painted')), paintsWithin);
        waiting.set(callId, (when) => {
          clearTimeout(late);
          resolve(when);
        });
      });
    },
    slowDown: async (times) => void (await devtools.send('Emulation.setCPUThrottlingRate', { rate: times })),
    close: () => context.close(),
  };
}

/** Once the call has ended, as an agent does: Escape, until the card is gone. */
export async function putAway(page: Page): Promise<void> {
  // locators and not selectors: Playwright would hold the element, and with it the card, for ever
  await page.locator('[data-phase="ended"]').waitFor({ state: 'attached' });
  const card = page.locator('[data-call-id]');
  while ((await card.count()) > 0) {
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached', timeout: 500 }).catch(() => undefined);
  }
}
