import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, expect, type Page, test as base } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { findTestBrowser } from '../../build/browser.ts';

const root = join(import.meta.dirname, '..', '..');

/** The real app in a process of its own, on a folder of its own, behind a real browser. */
export type RunningApp = {
  readonly folder: string;
  readonly page: Page;
  /** Another window of the same app. */
  newWindow(): Promise<Page>;
  /** Runs a command as a terminal would; answers its standard output. */
  command(...argv: string[]): Promise<{ code: number; out: string; err: string }>;
  /** Ends the process as a power cut would, and starts it again on the same folder. */
  killAndRestart(): Promise<Page>;
  /** Addresses that the core or the browser reached for, other than 127.0.0.1. */
  outsideConnections(): string[];
};

export const test = base.extend<{ app: RunningApp }, { browserOfTests: Browser }>({
  browserOfTests: [
    async ({ playwright }, use) => {
      const browser = await playwright.chromium.launch(await findTestBrowser());
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  app: async ({ browserOfTests }, use) => {
    const app = await startApp(browserOfTests);
    await use(app);
    await app.stop();
  },
});

export { expect };

async function startApp(browser: Browser): Promise<RunningApp & { stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'ashena-e2e-'));
  const connections = join(folder, '..', `${folder.split(/[\\/]/).at(-1)}.connections`);
  const outside: string[] = [];
  let server = await serve(folder, connections);
  let context = await openContext(browser, outside);
  const first = await openPage(context, server.address);

  const app = {
    folder,
    page: first,
    newWindow: async () => {
      const { out } = await run(folder, ['electron/serve.ts', '--data', folder, '--no-open']);
      return await openPage(context, addressIn(out));
    },
    command: async (...argv: string[]) => await run(folder, ['electron/cli.ts', ...argv, '--data', folder]),
    killAndRestart: async () => {
      server.child.kill('SIGKILL');
      await ended(server.child);
      await context.close();
      server = await serve(folder, connections);
      context = await openContext(browser, outside);
      return await openPage(context, server.address);
    },
    outsideConnections: () => {
      const noted = existsSync(connections) ? readFileSync(connections, 'utf8').split('\n') : [];
      return [
        ...outside,
        ...noted.filter(
          (line) => line !== '' && !/^(127\.0\.0\.1|::1) \d+$|^lookup (127\.0\.0\.1|localhost)$/.test(line),
        ),
      ];
    },
    stop: async () => {
      await context.close();
      server.child.kill('SIGTERM');
      await ended(server.child);
      rmSync(folder, { recursive: true, force: true });
      rmSync(connections, { force: true });
    },
  };
  return app;
}

type Server = { readonly child: ChildProcess; readonly address: string };

async function serve(folder: string, connections: string): Promise<Server> {
  const watch = join(import.meta.dirname, 'watch-connections.ts');
  const child = spawn(
    process.execPath,
    ['--import', `file://${watch}`, 'electron/serve.ts', '--data', folder, '--no-open'],
    {
      cwd: root,
      env: { ...process.env, ASHENA_CONNECTIONS: connections },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let out = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      out += bytes.toString('utf8');
      if (out.includes('\n')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the app ended with ${code} before it was ready`)));
  });
  return { child, address: addressIn(out) };
}

function addressIn(out: string): string {
  const address = /^Ashena: (http:\/\/127\.0\.0\.1:\d+\/\?token=\S+)$/m.exec(out)?.[1];
  if (address === undefined) throw new Error(`no address in: ${out}`);
  return address;
}

async function openContext(browser: Browser, outside: string[]): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'fa-IR' });
  const note = (url: string): void => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'data:' && hostname !== '127.0.0.1') outside.push(url);
  };
  context.on('request', (request) => note(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => note(socket.url())));
  return context;
}

/** A page on which any error, and any word of the content policy, fails the test. */
async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw new Error(`the page failed: ${error.message}`);
  });
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) throw new Error(message.text());
  });
  await page.goto(address);
  return page;
}

async function run(folder: string, argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, argv, { cwd: root, env: { ...process.env, ASHENA_DATA: folder } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString('utf8')));
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString('utf8')));
  return { code: await ended(child), out, err };
}

async function ended(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return child.exitCode;
  return await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
}

const axe = join(root, 'node_modules', 'axe-core', 'axe.min.js');

/** Runs axe on the page as it is; answers what it found, a line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Through the debugger, because the page's own policy lets no script in.
  await page.evaluate(await readFile(axe, 'utf8'));
  return await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> };
    };
    const { violations } = await tool.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`,
    );
  });
}

/** The first run in Persian, by keyboard: language is chosen, then who this is. */
export async function setUpInPersian(page: Page, extension = '101'): Promise<void> {
  await page.getByText('فارسی').click();
  await page.getByLabel('نام شما').fill('سارا محمدی');
  await page.getByLabel('شرکت').fill('آژانس آفتاب');
  await page.getByLabel('داخلی شما').fill(extension);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'تنظیمات' })).toBeVisible();
}
