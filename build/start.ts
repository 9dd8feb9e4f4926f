/**
 * `npm start -- [--data DIR]`: the desktop app where Electron's program is there or can be had, else the same in
 * the browser, else (no display) the address to open.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { serve } from '../electron/serve.ts';
import { ensureBuilt } from './built.ts';
import { downloadElectron, findElectron } from './electron-binary.ts';

const root = join(import.meta.dirname, '..');
const args = process.argv.slice(2);

const insteadAndLater =
  'Ashena opens in the browser; to bring Electron later, run: npx install-electron --no';

const reasons = {
  refused: 'Electron’s download was refused',
  not_begun: 'Electron’s download did not begin within ten seconds',
} as const;

/** Milliseconds: a program that ends with an error this soon never came up (a missing library, no sandbox). */
const cameUpAfter = 5_000;

ensureBuilt();
const whyNot = await startDesktop();
if (whyNot !== null) {
  process.stderr.write(`${whyNot}\n`);
  await serve(args);
}

/** Runs the desktop app to its end and answers null, or one sentence that says why it cannot run. */
async function startDesktop(): Promise<string | null> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return 'There is no display here, so Ashena is served to a browser.';
  }
  if (findElectron() === null) {
    const { outcome } = await downloadElectron();
    if (outcome !== 'done') return `${reasons[outcome]}, so ${insteadAndLater}`;
  }
  const binary = findElectron();
  return binary === null ? `Electron did not install, so ${insteadAndLater}` : await run(binary);
}

function run(binary: string): Promise<string | null> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const child = spawn(binary, [root, ...args], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', () => resolve(`Electron could not be started, so ${insteadAndLater}`));
    child.on('exit', (code) => {
      if (code !== 0 && performance.now() - startedAt < cameUpAfter) {
        resolve(`Electron ended at once (${code ?? 'signal'}), so Ashena opens in the browser.`);
        return;
      }
      process.exitCode = code ?? 0;
      resolve(null);
    });
  });
}
