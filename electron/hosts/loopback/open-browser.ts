import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from './browsers.ts';

/** Milliseconds after which a browser that has not failed is taken to have opened. */
const settledAfter = 2_500;
/** Milliseconds for which an old PC may need to start its browser. */
const redirectKeptFor = 60_000;

/**
 * Opens the address in a window of its own where Chromium, Chrome or Edge is installed, else in the default
 * browser. Every user of a machine can read the command lines of its processes, so the address with its token is
 * in none: the browser is given a file that only this user can read, which leads there.
 *
 * @returns false where no browser could be started: the user opens the printed address
 */
export async function openBrowser(address: string, dataFolder: string): Promise<boolean> {
  if (!hasDisplay()) return false;
  const file = writeRedirect(address, dataFolder);
  const forget = (): void => rmSync(file, { force: true });
  process.once('exit', forget);
  setTimeout(forget, redirectKeptFor).unref();
  for (const [command, ...args] of waysToOpen(file)) if (await runs(command, args)) return true;
  forget();
  return false;
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/** A browser from a snap reads no hidden folder, and a data folder on Linux is under one: the home folder is not. */
function writeRedirect(address: string, dataFolder: string): string {
  const folder = process.platform === 'linux' ? homedir() : dataFolder;
  const file = join(folder, `ashena-open-${randomBytes(8).toString('hex')}.html`);
  const html = `<!doctype html><meta charset="utf-8"><title>Ashena</title><meta http-equiv="refresh" content="0;url=${address}">\n`;
  writeFileSync(file, html, { mode: 0o600, flag: 'wx' });
  return file;
}

function waysToOpen(file: string): [string, ...string[]][] {
  const chromium = findChromium();
  const byDefault: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
    win32: ['rundll32', 'url.dll,FileProtocolHandler', file],
    darwin: ['open', file],
    linux: ['xdg-open', file],
  };
  const standard = byDefault[process.platform];
  return [
    ...(chromium === null ? [] : [[chromium, `--app=${pathToFileURL(file).href}`] as [string, string]]),
    ...(standard === undefined ? [] : [standard]),
  ];
}

/** Whether the program starts and does not fail soon after. No shell is between. */
function runs(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore' });
    const timer = setTimeout(() => resolve(true), settledAfter);
    child.on('error', () => finish(false));
    child.on('exit', (code) => finish(code === 0));
    child.unref();

    function finish(ran: boolean): void {
      clearTimeout(timer);
      resolve(ran);
    }
  });
}
