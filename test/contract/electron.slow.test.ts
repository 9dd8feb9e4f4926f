import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '#shared/contract/wire.ts';
import { serveAppScheme } from '../../electron/hosts/electron/app-protocol.ts';
import { channels } from '../../electron/hosts/electron/channels.ts';
import { startPage } from '../../electron/hosts/electron/own-pages.ts';
import { serveIpc } from '../../electron/hosts/electron/window-ipc.ts';
import { makeBridgeLink } from '../../renderer/client/bridge-link.ts';
import { app, BrowserWindow, closeDouble, ipcMain } from '../electron-double/electron.ts';
import { testFiles } from '../electron/hosts/loopback-page.ts';
import { contractSuite } from './suite.ts';
import { makeTestCore, type TestCore } from './test-core.ts';

vi.mock('electron', () => import('../electron-double/electron.ts'));

/** The host's own ipc and the built preload, between this process and pages in Chromium. */
const preload = join(import.meta.dirname, '../../out/preload/preload.cjs');

beforeAll(async () => {
  if (!existsSync(preload)) throw new Error('the preload is not built: npm run build');
  await app.whenReady();
  serveAppScheme(testFiles);
});
afterAll(() => closeDouble());

function serve(core: TestCore, log: (code: string) => void = () => undefined): void {
  for (const channel of Object.values(channels)) ipcMain.removeHandler(channel);
  serveIpc(core, (_level, code) => log(code));
}

async function openWindow(): Promise<Page> {
  const window = new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } });
  await window.loadURL(startPage);
  if (window.webContents.page === null) throw new Error('no page');
  return window.webContents.page;
}

const theBridge = (page: Page) => page.evaluateHandle(() => (window as unknown as { ashena: Bridge }).ashena);

/** The bridge of a page, as if it were in this process. */
async function reachBridge(page: Page): Promise<Bridge> {
  const bridge = await theBridge(page);
  let subscriptions = 0;
  return {
    call: (name, input) =>
      bridge.evaluate((there, [name, input]) => there.call(name, input), [name, input] as const),
    subscribe(hello, listener) {
      subscriptions += 1;
      const hearing = `hear${performance.now()}${subscriptions}`;
      const subscribed = page
        .exposeFunction(hearing, listener)
        .then(() =>
          bridge.evaluateHandle(
            (there, { hello, hearing }) =>
              there.subscribe(
                hello,
                (window as unknown as Record<string, (news: unknown) => void>)[hearing] ?? (() => undefined),
              ),
            { hello, hearing },
          ),
        );
      return () => void subscribed.then((end) => end.evaluate((stop) => stop())).catch(() => undefined);
    },
  };
}

contractSuite("Electron's ipc", { reconnects: false }, (core) => {
  serve(core);
  const pages = new Map<string, Page>();
  return Promise.resolve({
    async openLink(windowId) {
      const known = pages.get(windowId);
      if (known !== undefined) await known.reload();
      const page = known ?? (await openWindow());
      pages.set(windowId, page);
      return makeBridgeLink(await reachBridge(page));
    },
    breakAll: () => pages.forEach((page) => void page.close()),
    close: async () => {
      for (const page of pages.values()) await page.close();
    },
  });
});

describe("Electron's ipc", () => {
  it.each([
    ['a page of another site', { url: 'https://evil.example/', parent: null }],
    ['a file', { url: 'file:///home/x.html', parent: null }],
    ['another host of our scheme', { url: 'app://evil/', parent: null }],
    ['a frame inside our page', { url: startPage, parent: {} }],
    ['a frame that is gone', null],
  ])('refuses %s with an error', async (_who, senderFrame) => {
    const core = makeTestCore();
    const logged: string[] = [];
    serve(core, (code) => logged.push(code));
    const event = { sender: { id: 1 }, senderFrame };
    for (const channel of [channels.call, channels.hello, channels.bye]) {
      const listener = ipcMain.invokable.get(channel);
      await expect(async () => await listener?.(event, 'sessions.current', {})).rejects.toThrow('refused');
    }
    expect(core.reached).toEqual([]);
    expect(logged).toEqual(['sender_refused', 'sender_refused', 'sender_refused']);
  });

  it('gives a page two frozen functions, and no way to more', async () => {
    serve(makeTestCore());
    const page = await openWindow();
    const seen = await page.evaluate(() => {
      const { ashena } = window as unknown as { ashena: object };
      return {
        names: Object.keys(ashena),
        frozen: Object.isFrozen(ashena),
        node: typeof process,
        require: typeof require,
      };
    });
    expect(seen).toEqual({
      names: ['call', 'subscribe'],
      frozen: true,
      node: 'undefined',
      require: 'undefined',
    });
    await page.close();
  });
});
