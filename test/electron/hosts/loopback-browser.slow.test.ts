import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findTestBrowser } from '../../../build/browser.ts';
import { startLoopbackHost, type LoopbackHost } from '../../../electron/hosts/loopback/loopback-host.ts';
import type { StaticFiles } from '../../../electron/hosts/static-files.ts';
import { makeTestCore, testVersion, withheldRing, type TestCore } from '../../contract/test-core.ts';
import { buildPage } from './built-page.ts';

/** The loopback host and a real browser: what cookies, policies and reloads do there no stand-in can tell. */
let browser: Browser;
let files: StaticFiles;
beforeAll(async () => {
  [browser, files] = await Promise.all([
    findTestBrowser().then((found) => chromium.launch(found)),
    buildPage(testVersion),
  ]);
});
afterAll(() => browser.close());

let core: TestCore;
let host: LoopbackHost;
let page: Page;
let complaints: string[];
beforeEach(async () => {
  core = makeTestCore();
  host = await startHost(core, files);
  page = await (await browser.newContext()).newPage();
  complaints = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (failure) => complaints.push(failure.message));
});
afterEach(async () => {
  await page.context().close();
  await host.close();
});

const startHost = (core: TestCore, files: StaticFiles, port = 0) =>
  startLoopbackHost({ core, files, port, controlSecret: 'c', log: () => undefined });

const states = () => page.evaluate(() => window.states);
const connected = async () => {
  await expect.poll(states).toContain('connected');
};
const role = () =>
  page.evaluate(async () => {
    const envelope = await window.client.call('sessions.current', {});
    return envelope.ok ? envelope.value.role : envelope.error.code;
  });

describe('a page of the loopback host in a browser', () => {
  it('works from its address, keeps no token in the address bar, and breaks no policy', async () => {
    await page.goto(host.newAddress());
    await connected();
    expect(await role()).toBe('agent');
    expect(page.url()).toBe(`http://127.0.0.1:${host.port}/`);
    expect(await page.evaluate(() => document.cookie)).toBe(''); // HttpOnly
    expect(complaints).toEqual([]);
  });

  it('works again after each reload, in the same session, though the token was for once', async () => {
    await page.goto(host.newAddress());
    await connected();
    await page.evaluate(() => window.client.call('sessions.switch', { agentId: 7 }));
    for (let reload = 0; reload < 2; reload += 1) {
      await page.reload();
      await connected();
      expect(await role()).toBe('supervisor');
    }
  });

  it('works when it was opened from the redirect file, also after a reload', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ashena-redirect-'));
    const file = join(folder, 'open.html');
    writeFileSync(file, `<!doctype html><meta http-equiv="refresh" content="0;url=${host.newAddress()}">`);
    await page.goto(pathToFileURL(file).href);
    await page.waitForURL(`http://127.0.0.1:${host.port}/`);
    await connected();
    await page.reload();
    await connected();
    expect(await role()).toBe('agent');
    rmSync(folder, { recursive: true });
  });

  it('has its card back after a reload in mid-ring', async () => {
    await page.goto(host.newAddress());
    await connected();
    core.ring(withheldRing('call-1'));
    await expect
      .poll(() => page.evaluate(() => window.heard.map(({ name }) => name)))
      .toEqual(['call.ringing']);
    await page.reload();
    await connected();
    const active = await page.evaluate(() => window.client.call('calls.active', {}));
    expect(active).toMatchObject({ value: { calls: [{ call: { id: 'call-1' } }], seq: 1 } });
  });

  it('ends what it waits for when the host goes, and says that it is lost', async () => {
    await page.goto(host.newAddress());
    await connected();
    const waiting = page.evaluate(() => window.client.call('calls.try', { kind: 'one' }));
    await page.evaluate(() => window.client.call('sessions.current', {}));
    await host.close();
    expect(await waiting).toMatchObject({ error: { code: 'connection_lost' } });
    await expect.poll(async () => (await states()).at(-1)).toBe('lost');
  });

  it('is no use to a tab without its secret, though that has the cookie', async () => {
    await page.goto(host.newAddress());
    await connected();
    const other = await page.context().newPage();
    await other.goto(`http://127.0.0.1:${host.port}/`);
    await expect.poll(() => other.evaluate(() => window.states)).toContain('lost');
    expect(await other.evaluate(() => window.client.call('sessions.current', {}))).toMatchObject({
      error: { code: 'connection_lost' },
    });
  });

  it('reloads once for a core of another version, and then says so', async () => {
    const newer = { ...core, contractVersion: 'tomorrow' };
    const other = await startHost(newer, files);
    let loads = 0;
    page.on('load', () => (loads += 1));
    await page.goto(other.newAddress());
    await expect.poll(() => loads).toBe(2);
    await expect.poll(states).toContain('other_version');
    await page.waitForTimeout(300);
    expect(loads).toBe(2);
    await other.close();
  });

  it('gives a page of another site nothing: no data, no socket, no frame', async () => {
    await page.goto(host.newAddress());
    await connected();
    const foreign = await page.context().newPage();
    await foreign.route('http://evil.example/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>evil</title><body>' }),
    );
    await foreign.goto('http://evil.example/');
    const stolen = await foreign.evaluate(async (origin) => {
      const fetched = await fetch(`${origin}/`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      );
      const opened = await new Promise((resolve) => {
        const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, ['ashena.1', 'x']);
        socket.addEventListener('open', () => resolve('open'));
        socket.addEventListener('error', () => resolve('refused'));
      });
      const frame = document.createElement('iframe');
      frame.src = origin;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      return { fetched, opened };
    }, `http://127.0.0.1:${host.port}`);
    expect(stolen).toEqual({ fetched: 'refused', opened: 'refused' });
    const framed = foreign.frames().find((frame) => frame.url().includes('127.0.0.1'));
    expect(await framed?.evaluate(() => 'client' in window).catch(() => false)).not.toBe(true);
  });
});
