import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { app, BrowserWindow, dialog, Menu, session } from 'electron';
import manifest from '../package.json' with { type: 'json' };
import { createCore } from './core/create-core.ts';
import type { Core } from './core/core.ts';
import { takeOwnership } from './core/db/owner.ts';
import { catchLastBugs } from './core/last-resort.ts';
import { makeFileLog } from './core/log.ts';
import { startControlListener, type ControlListener } from './hosts/control/control-listener.ts';
import { dataFolderOf } from './hosts/data-folder.ts';
import { registerAppScheme, serveAppScheme } from './hosts/electron/app-protocol.ts';
import { guardContents, guardSession } from './hosts/electron/guard-contents.ts';
import { openMainWindow, present } from './hosts/electron/main-window.ts';
import { serveIpc } from './hosts/electron/window-ipc.ts';
import { openBrowser } from './hosts/loopback/open-browser.ts';
import { newSecret } from './hosts/loopback/secrets.ts';
import { askOwnerForWindow } from './hosts/running-owner.ts';
import { readStaticFiles } from './hosts/static-files.ts';
import { systemAppearance } from './hosts/system-appearance.ts';

/** Entry of the desktop app: the core with Electron as its host. What must come before `ready` comes first. */
const dataFolder = dataFolderOf(dataArgument(process.argv));
// Electron's lock is kept in its own folder: one for each data folder, so that two may run side by side.
app.setPath('userData', join(dataFolder, 'desktop'));
app.setAppUserModelId('ir.ashena.desktop');
app.enableSandbox();
registerAppScheme();

if (app.requestSingleInstanceLock()) start().catch(failed);
else app.quit();

async function start(): Promise<void> {
  const ownership = takeOwnership(dataFolder);
  if (ownership.state === 'in_use') {
    await showRunning();
    return;
  }
  const log = makeFileLog(dataFolder, Date.now);
  catchLastBugs(log);
  guardContents(log);
  app.on('window-all-closed', () => app.quit());

  await app.whenReady();
  Menu.setApplicationMenu(null);
  guardSession(session.defaultSession);
  const core = await createCore({
    dataFolder,
    log,
    laneEntry: new URL('lane-worker.js', import.meta.url),
    version: manifest.version,
    defaultAppearance: systemAppearance(app.getLocale()),
  });
  const secret = newSecret();
  const control = await startControlListener({
    core,
    secret,
    hostMethods: {
      'host.newWindow': () => {
        show();
        return { url: null };
      },
    },
  });
  ownership.publish({ port: control.port, secret });
  closeBeforeQuit(core, control, () => ownership.release());
  serveAppScheme(readStaticFiles(join(import.meta.dirname, '../renderer')));
  serveIpc(core, log);
  // Starts that came meanwhile are answered by this first window.
  show();
  app.on('second-instance', () => show());
  app.on('activate', () => show());
}

/** Without a window nobody would know why nothing came. */
function failed(failure: unknown): void {
  dialog.showErrorBox(
    'Ashena',
    `Ashena could not start: ${failure instanceof Error ? failure.message : '?'}`,
  );
  app.exit(1);
}

function show(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) openMainWindow();
  else present(window);
}

/** The browser host runs with this folder: its window is shown, and this process ends. */
async function showRunning(): Promise<void> {
  const running = await askOwnerForWindow(dataFolder);
  if (running.outcome === 'address') await openBrowser(running.url, dataFolder);
  app.exit(running.outcome === 'unreachable' ? 1 : 0);
}

/** Quitting waits until the store is one file again. */
function closeBeforeQuit(core: Core, control: ControlListener, release: () => void): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void closeAll();
  });

  async function closeAll(): Promise<void> {
    closed = true;
    for (const window of BrowserWindow.getAllWindows()) window.destroy();
    await control.close();
    await core.close();
    release();
    app.exit(0);
  }
}

/** `--data DIR` among Electron's and Chromium's own arguments. */
function dataArgument(argv: readonly string[]): string | undefined {
  const { values } = parseArgs({
    args: argv.slice(1),
    options: { data: { type: 'string' } },
    strict: false,
  });
  return typeof values.data === 'string' ? values.data : undefined;
}
