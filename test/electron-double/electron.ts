/**
 * A stand-in for Electron, so that the real main.js, preload.cjs and renderer run end to end where Electron's
 * program cannot be had. It is Playwright's Chromium under the names that we use of Electron.
 *
 * What it does NOT prove: the sandbox and isolated worlds (the preload runs in the page's own world), fuses, asar,
 * the real `app:` scheme (pages are at https://ashena.app.double/), permissions, dialogs, menus, how a window is
 * raised. With a real Electron present the same journeys run in that.
 */
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { findTestBrowser } from '../../build/browser.ts';
import { lockFolder } from './single-instance.ts';

type Listener = (...args: unknown[]) => unknown;
type SchemeHandler = (request: Request) => Response | Promise<Response>;

const doubleHost = (scheme: string, host: string): string => `https://${host}.${scheme}.double`;
const toPageUrl = (url: string): string =>
  url.replace(/^([a-z]+):\/\/([^/]+)/, (all, scheme: string, host: string) =>
    handlers.has(scheme) ? doubleHost(scheme, host) : all,
  );
const toAppUrl = (url: string): string => url.replace(/^https:\/\/([^/.]+)\.([a-z]+)\.double/, '$2://$1');

const handlers = new Map<string, SchemeHandler>();
const windows = new Set<BrowserWindow>();
let context: BrowserContext | null = null;

// ---- app -----------------------------------------------------------------------------------------------------

class App extends EventEmitter {
  private readonly paths = new Map<string, string>();
  private ready = false;

  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  setAppUserModelId(): void {}

  enableSandbox(): void {
    if (this.ready) throw new Error('enableSandbox must be called before ready');
  }

  requestSingleInstanceLock(): boolean {
    const folder = this.paths.get('userData');
    if (folder === undefined) throw new Error('the double needs userData for its lock');
    return lockFolder(folder, process.argv, (argv) => this.emit('second-instance', {}, argv));
  }

  isReady(): boolean {
    return this.ready;
  }

  async whenReady(): Promise<void> {
    if (this.ready) return;
    const port = process.env['DOUBLE_DEBUG_PORT'];
    const browser = await chromium.launch({
      ...(await findTestBrowser()),
      ...(port === undefined ? {} : { args: [`--remote-debugging-port=${port}`] }),
    });
    context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    await context.route('**/*', (route) => route.abort('blockedbyclient')); // nothing leaves this machine
    this.ready = true;
    process.once('SIGTERM', () => this.quit());
    this.emit('ready');
  }

  getLocale(): string {
    return process.env['DOUBLE_LOCALE'] ?? 'fa';
  }

  quit(): void {
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exit(0);
  }

  exit(code = 0): void {
    void (context?.browser()?.close() ?? Promise.resolve()).finally(() => process.exit(code));
  }
}

export const app = new App();

/** For tests that run a host in their own process: its browser is closed, and they go on. */
export async function closeDouble(): Promise<void> {
  await context?.browser()?.close();
}

// ---- ipc -----------------------------------------------------------------------------------------------------

class IpcMain extends EventEmitter {
  readonly invokable = new Map<string, Listener>();

  handle(channel: string, listener: Listener): void {
    if (this.invokable.has(channel)) throw new Error(`a second handler for ${channel}`);
    this.invokable.set(channel, listener);
  }

  removeHandler(channel: string): void {
    this.invokable.delete(channel);
  }
}

export const ipcMain = new IpcMain();

/** What a page may ask of this process, as the preload's ipcRenderer asks it. */
async function hearPage(
  contents: WebContents,
  frameUrl: string,
  kind: string,
  channel: string,
  args: unknown[],
) {
  const senderFrame = { url: toAppUrl(frameUrl), parent: null };
  const event = { sender: contents, senderFrame };
  if (kind === 'send') {
    ipcMain.emit(channel, event, ...structuredClone(args));
    return undefined;
  }
  const listener = ipcMain.invokable.get(channel);
  if (listener === undefined) throw new Error(`No handler registered for '${channel}'`);
  return structuredClone(await listener(event, ...structuredClone(args)));
}

/** Runs in the page before anything else: `electron` as a sandboxed preload knows it, and nothing more. */
function preloadWorld(): (name: string) => unknown {
  const ask = (window as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)['doubleAsk'];
  const listeners = new Map<string, Set<Listener>>();
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) freeze(part);
    return Object.freeze(value);
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown) {
        Object.defineProperty(window, name, { value: freeze(api), enumerable: true });
      },
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: unknown[]) => ask?.('invoke', channel, args),
      send: (channel: string, ...args: unknown[]) => void ask?.('send', channel, args),
      on: (channel: string, listener: Listener) =>
        void listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
      off: (channel: string, listener: Listener) => void listeners.get(channel)?.delete(listener),
    },
  };
  Object.defineProperty(window, 'doubleHear', {
    value: (channel: string, args: unknown[]) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    },
  });
  return (name) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  };
}

/** The preload wrapped as CommonJS, with a `require` that knows `electron` alone. */
function preloadScript(file: string): string {
  const source = readFileSync(file, 'utf8');
  return `((require, module, exports) => {${source}\n})((${preloadWorld.toString()})(), { exports: {} }, {});`;
}

// ---- windows -------------------------------------------------------------------------------------------------

let lastContentsId = 0;

export class WebContents extends EventEmitter {
  readonly id = (lastContentsId += 1);
  page: Page | null = null;
  private openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  private told: Promise<unknown> = Promise.resolve();

  isDestroyed(): boolean {
    return this.page?.isClosed() ?? false;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }

  /** In order, as Electron's messages are. */
  send(channel: string, ...args: unknown[]): void {
    const { page } = this;
    if (page === null) return;
    const copy = structuredClone(args);
    this.told = this.told
      .then(() =>
        page.evaluate(
          ([name, values]) =>
            (window as unknown as { doubleHear: (channel: string, args: unknown[]) => void }).doubleHear(
              name as string,
              values as unknown[],
            ),
          [channel, copy],
        ),
      )
      .catch(() => undefined); // the page is gone
  }

  async attach(page: Page, preload: string): Promise<void> {
    this.page = page;
    page.on('close', () => this.emit('destroyed'));
    page.on('popup', (popup) => {
      if (this.openHandler({ url: popup.url() }).action === 'deny') void popup.close();
    });
    await page.exposeBinding('doubleAsk', ({ frame }, kind: string, channel: string, args: unknown[]) =>
      hearPage(this, frame.url(), kind, channel, args),
    );
    await page.addInitScript({ content: preloadScript(preload) });
    await page.route('**/*', async (route) => {
      const request = route.request();
      const url = toAppUrl(request.url());
      if (request.isNavigationRequest() && page.url() !== 'about:blank') {
        let prevented = false;
        this.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
        if (prevented) return await route.abort('aborted');
      }
      const handler = handlers.get(new URL(url).protocol.slice(0, -1));
      if (handler === undefined) return await route.abort('blockedbyclient');
      const response = await handler(new Request(url, { method: request.method() }));
      return await route.fulfill({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()),
      });
    });
  }
}

type WindowOptions = { webPreferences: { preload: string; sandbox?: boolean; contextIsolation?: boolean } };

export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  private readonly options: WindowOptions;

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  constructor(options: WindowOptions) {
    super();
    const { sandbox, contextIsolation } = options.webPreferences;
    if (sandbox !== true || contextIsolation !== true) throw new Error('a window without its sandbox');
    this.options = options;
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    if (context === null) throw new Error('a window before the app is ready');
    const page = await context.newPage();
    await this.webContents.attach(page, this.options.webPreferences.preload);
    page.on('close', () => this.gone());
    await page.goto(toPageUrl(url));
    this.emit('ready-to-show');
  }

  private gone(): void {
    if (!windows.delete(this)) return;
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }

  show(): void {
    process.stdout.write('double: window shown\n');
  }

  focus(): void {}
  restore(): void {}

  isMinimized(): boolean {
    return false;
  }

  destroy(): void {
    windows.delete(this);
    void this.webContents.page?.close();
  }
}

// ---- the rest ------------------------------------------------------------------------------------------------

export const protocol = {
  registerSchemesAsPrivileged(): void {
    if (app.isReady()) throw new Error('schemes must be registered before ready');
  },
  handle(scheme: string, handler: SchemeHandler): void {
    handlers.set(scheme, handler);
  },
};

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
  }),
};

export const Menu = { setApplicationMenu: (): void => undefined };

export const dialog = {
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}: ${content}\n`);
  },
};
