import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge, News } from '#shared/contract/wire.ts';
import { readRun } from '../../electron/core/db/owner.ts';
import { askRunning } from '../../electron/hosts/control/control-client.ts';
import { commandFor, launchDesktop, type Desktop } from './launch.ts';

declare global {
  interface Window {
    news: News[];
  }
}

/** The built main.js, preload.cjs and renderer as they are shipped; the journey goes on from test to test. */
let folder: string;
let desktop: Desktop;
const startsWithin = 120_000; // ms, on a busy machine
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ashena-desktop-'));
  desktop = await launchDesktop(folder);
}, startsWithin);
afterAll(() => {
  desktop.process.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const call = (name: string, input: unknown) =>
  desktop.page.evaluate(
    ([name, input]) => (window as unknown as { ashena: Bridge }).ashena.call(name, input),
    [name, input] as const,
  );

describe('the desktop app', () => {
  it('shows its window with the welcome screen, under its own scheme', async () => {
    await desktop.page.waitForSelector('h1');
    expect(await desktop.page.title()).not.toBe('');
    expect(desktop.page.url()).toMatch(/^(app:\/\/ashena\/|https:\/\/ashena\.app\.double\/)/);
  });

  it('has a page that carries calls and events', async () => {
    await desktop.page.evaluate(() => {
      window.news = [];
      const hello = { contractVersion: '', fromSeq: null };
      (window as unknown as { ashena: Bridge }).ashena.subscribe(hello, (news) => window.news.push(news));
    });
    const first = { language: 'fa', company: 'آژانس گل‌گشت', displayName: 'سارا', extension: '101' };
    expect(await call('app.setUp', first)).toMatchObject({ ok: true, value: { role: 'administrator' } });
    const heard = () =>
      desktop.page.evaluate(() =>
        window.news.map((news) => (news.kind === 'event' ? news.event.name : news.kind)),
      );
    await expect.poll(heard).toContain('session.changed');
    expect((await heard())[0]).toBe('welcome');
  });

  it('keeps its agent over a reload', async () => {
    await desktop.page.reload();
    await desktop.page.waitForSelector('#root > *');
    expect(await call('sessions.current', {})).toMatchObject({
      value: { role: 'administrator', agent: { displayName: 'سارا' } },
    });
  });

  it('stays where it is: no navigation, no second window, nothing inline', async () => {
    const { page } = desktop;
    const before = page.url();
    await page.evaluate(() => {
      window.location.href = 'https://example.com/';
    });
    await page.evaluate(() => window.open('https://example.com/'));
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
    });
    await page.waitForTimeout(300);
    expect(page.url()).toBe(before);
    await expect.poll(() => page.context().pages().length).toBe(1);
    expect(await page.evaluate(() => 'inlineRan' in window)).toBe(false);
  });

  it('is reached by commands through its control door', async () => {
    const run = readRun(folder);
    if (run === null) throw new Error('no run.json');
    expect(await askRunning(run, 'app.status', {})).toMatchObject({ value: { store: { state: 'open' } } });
    expect(await askRunning(run, 'host.newWindow', {})).toEqual({ ok: true, value: { url: null } });
    expect(await askRunning({ ...run, secret: 'x' }, 'app.status', {})).toMatchObject({ ok: false });
  });

  it('is one: a second start with its folder ends, and the first shows itself', async () => {
    const { command, args } = commandFor(folder);
    const second = spawn(command, args, { stdio: 'ignore' });
    const [code] = (await once(second, 'exit')) as [number];
    expect(code).toBe(0);
    expect(await call('app.status', {})).toMatchObject({ ok: true });
  });

  it('closes with its store in one file, and says no more how to reach it', async () => {
    expect(await desktop.quit()).toBe(0);
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
    expect(statSync(join(folder, 'ashena.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
  });
});
