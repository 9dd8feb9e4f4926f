import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import manifest from '../package.json' with { type: 'json' };
import { createCore } from './core/create-core.ts';
import { takeOwnership } from './core/db/owner.ts';
import { catchLastBugs } from './core/last-resort.ts';
import { makeFileLog } from './core/log.ts';
import { dataFolderOf } from './hosts/data-folder.ts';
import { startLoopbackHost, type LoopbackHost } from './hosts/loopback/loopback-host.ts';
import { openBrowser } from './hosts/loopback/open-browser.ts';
import { newSecret } from './hosts/loopback/secrets.ts';
import { askOwnerForWindow } from './hosts/running-owner.ts';
import { readStaticFiles } from './hosts/static-files.ts';
import { systemAppearance } from './hosts/system-appearance.ts';

const usage = `Usage: npm run start:browser -- [--data DIR] [--port N] [--no-open]
Serves Ashena on 127.0.0.1 and opens it in the browser. Prints one line: Ashena: http://127.0.0.1:N/?token=…
  --data DIR   the data folder; by default this user's own
  --port N     by default any that is free
  --no-open    only print the address
`;

type Arguments = { readonly dataFolder: string; readonly port: number; readonly open: boolean };

/** The browser host: the same core as the desktop app, served on loopback. Ends with the process. */
export async function serve(argv: readonly string[]): Promise<void> {
  const wanted = readArguments(argv);
  if (wanted === null) {
    process.stderr.write(usage);
    process.exitCode = 64;
    return;
  }
  const ownership = takeOwnership(wanted.dataFolder);
  if (ownership.state === 'in_use') await joinRunning(wanted);
  else await own(wanted, ownership);
}

async function own(wanted: Arguments, ownership: Owned): Promise<void> {
  const { dataFolder } = wanted;
  const log = makeFileLog(dataFolder, Date.now);
  catchLastBugs(log);
  const core = await createCore({
    dataFolder,
    log,
    laneEntry: new URL('core/lanes/lane-worker.ts', import.meta.url),
    version: manifest.version,
    defaultAppearance: systemAppearance(Intl.DateTimeFormat().resolvedOptions().locale),
  });
  let host: LoopbackHost | null = null;
  let closing: Promise<void> | null = null;
  // Ctrl+C reaches npm and us at once, and may come twice: the first closes, the others change nothing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());

  try {
    const controlSecret = newSecret();
    const { port } = wanted;
    host = await startLoopbackHost({ core, files: readStaticFiles(renderer), port, controlSecret, log });
    ownership.publish({ port: host.port, secret: controlSecret });
    await announce(host.newAddress(), wanted);
  } catch (failure) {
    process.stderr.write(`${sentenceOf(failure, wanted.port)}\n`);
    process.exitCode = 1;
    await close();
  }

  function close(): Promise<void> {
    closing ??= closeAll();
    return closing;
  }

  async function closeAll(): Promise<void> {
    await host?.close();
    await core.close();
    ownership.release();
    process.exit();
  }
}

const renderer = fileURLToPath(new URL('../out/renderer', import.meta.url));

function sentenceOf(failure: unknown, port: number): string {
  const code = (failure as { readonly code?: unknown }).code;
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program: choose another with --port.`;
  if (code === 'ENOENT') return 'The screens are not built yet: run npm run build first.';
  return `Ashena could not start: ${failure instanceof Error ? failure.message : String(failure)}`;
}

type Owned = Extract<ReturnType<typeof takeOwnership>, { state: 'owner' }>;

/** Somebody runs already with this folder: this start only shows a window of it. */
async function joinRunning(wanted: Arguments): Promise<void> {
  process.stderr.write(`Ashena runs already with ${wanted.dataFolder}; showing a window of it.\n`);
  const second = await askOwnerForWindow(wanted.dataFolder);
  switch (second.outcome) {
    case 'shown':
      return;
    case 'address':
      await announce(second.url, wanted);
      return;
    case 'unreachable':
      process.stderr.write('It does not answer. End it, and start again.\n');
      process.exitCode = 1;
      return;
  }
}

/** The one line on standard output, and a browser where one is wanted. */
async function announce(address: string, { open, dataFolder }: Arguments): Promise<void> {
  process.stdout.write(`Ashena: ${address}\n`);
  if (!open || (await openBrowser(address, dataFolder))) return;
  process.stderr.write('No browser could be opened here: open the address above.\n');
}

function readArguments(argv: readonly string[]): Arguments | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { data: { type: 'string' }, port: { type: 'string' }, 'no-open': { type: 'boolean' } },
    });
    const port = Number(values.port ?? '0');
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return null;
    return { dataFolder: dataFolderOf(values.data), port, open: values['no-open'] !== true };
  } catch {
    return null;
  }
}

if (import.meta.main) await serve(process.argv.slice(2));
