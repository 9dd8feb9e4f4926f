import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The Electron that ELECTRON_BIN names, or the one that was downloaded; null where there is none yet. */
export function findElectron(): string | null {
  const named = process.env['ELECTRON_BIN'];
  if (named !== undefined) return existsSync(named) ? named : null;
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const file = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(file) ? file : null;
}

export type Download = { readonly outcome: 'done' } | { readonly outcome: 'refused' | 'not_begun' };

/**
 * Electron's package brings its program from its download host at first use. Where that host cannot be reached,
 * nobody is kept waiting: the download is given up when no byte of it came within ten seconds, or at once when it
 * is refused. One that has begun takes the time it takes.
 */
export function downloadElectron(beginWithin = 10_000): Promise<Download> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'download-electron.ts')], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const patience = setTimeout(() => {
      resolve({ outcome: 'not_begun' });
      child.kill();
    }, beginWithin);
    child.on('message', () => {
      clearTimeout(patience);
      process.stderr.write('Downloading Electron (about 120 MB, once)…\n');
    });
    child.on('exit', (code) => {
      clearTimeout(patience);
      resolve({ outcome: code === 0 ? 'done' : 'refused' });
    });
  });
}
