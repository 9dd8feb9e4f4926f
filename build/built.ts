import { spawnSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'out', 'built');
const sources = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json'];

/**
 * Builds out/ when it is missing or older than the sources. What the build says goes to standard error: standard
 * output belongs to the program that is started next.
 */
export function ensureBuilt(): void {
  if (builtAt() >= Math.max(...sources.map((path) => newestChange(join(root, path))))) return;
  process.stderr.write('Building Ashena (some seconds, once)…\n');
  const startedAt = new Date();
  const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status } = spawnSync(process.execPath, [cli, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('the build failed');
  writeFileSync(stamp, `${startedAt.toISOString()}\n`);
}

function builtAt(): number {
  return statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Milliseconds. A deleted file shows in its folder's own time. */
function newestChange(path: string): number {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  const inside = readdirSync(path).map((name) => newestChange(join(path, name)));
  return Math.max(own.mtimeMs, ...inside);
}
