import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';
import { findElectron } from '../../build/electron-binary.ts';

export type Desktop = {
  readonly page: Page;
  readonly process: ChildProcess;
  /** Quits as the user does, and waits for the end; answers its exit code. */
  quit(): Promise<number | null>;
};

const root = join(import.meta.dirname, '../..');
const main = join(root, 'out/main/main.js');

/** What runs main.js here: Electron itself where its program is there, else the double. */
export function commandFor(dataFolder: string): { command: string; args: string[] } {
  const electron = findElectron();
  return electron === null
    ? {
        command: process.execPath,
        args: ['--import', join(import.meta.dirname, 'register.ts'), main, '--data', dataFolder],
      }
    : { command: electron, args: [root, '--data', dataFolder] };
}

/** Starts the built desktop app and gives its window's page. */
export async function launchDesktop(dataFolder: string): Promise<Desktop> {
  const { command, args } = commandFor(dataFolder);
  if (findElectron() !== null) {
    const running = await _electron.launch({ executablePath: command, args });
    const child = running.process();
    return { page: await running.firstWindow(), process: child, quit: () => quit(child) };
  }
  const port = await freePort();
  const child = spawn(command, args, {
    env: { ...process.env, DOUBLE_DEBUG_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data'); // the window is shown
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (page === undefined) throw new Error('the desktop app shows no window');
  return { page, process: child, quit: () => quit(child) };
}

async function quit(child: ChildProcess): Promise<number | null> {
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await ended)[0];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
