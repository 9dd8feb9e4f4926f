import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../electron/hosts/loopback/browsers.ts';

/** What Playwright's `chromium.launch` is given. */
export type TestBrowser = { readonly executablePath: string; readonly chromiumSandbox: boolean };

/**
 * The browser of the tests: the one that ASHENA_BROWSER names, an installed Chromium, Chrome or Edge, or else the
 * one that a package brings, which needs nothing of the system.
 */
export async function findTestBrowser(): Promise<TestBrowser> {
  const executablePath = process.env['ASHENA_BROWSER'] ?? findChromium() ?? (await unpackChromium());
  // Chromium's own sandbox cannot be made by root, who runs the tests in containers.
  return { executablePath, chromiumSandbox: process.getuid?.() !== 0 && process.platform !== 'linux' };
}

/** Unpacks into a folder for each version: an older one's libraries would be taken for the new one's. */
async function unpackChromium(): Promise<string> {
  const folder = join(tmpdir(), `ashena-chromium-${packagedVersion()}`);
  mkdirSync(folder, { recursive: true });
  const { env } = process;
  const before = env['TMPDIR'];
  env['TMPDIR'] = folder;
  env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x'; // so that it unpacks the libraries that it needs, too
  const { default: packaged } = await import('@sparticuz/chromium');
  const file = await packaged.executablePath();
  if (before === undefined) delete env['TMPDIR'];
  else env['TMPDIR'] = before;
  return file;
}

function packagedVersion(): string {
  const folder = join(import.meta.dirname, '..', 'node_modules', '@sparticuz', 'chromium');
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
