import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRun } from '../../electron/core/db/owner.ts';
import { askRunning } from '../../electron/hosts/control/control-client.ts';
import { enter } from './hosts/loopback-page.ts';

/** `npm run start:browser` as a process of its own. */
const serveFile = join(import.meta.dirname, '../../electron/serve.ts');

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ashena-serve-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [serveFile, ...args], { env: { ...process.env, ...env } });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  const ended = (once(child, 'exit') as Promise<[number | null]>).then(([code]) => code);
  return { child, said, ended };
}

async function startServing(args: string[] = [], env: Record<string, string> = {}) {
  const running = start(['--data', folder, ...args], env);
  await expect.poll(() => running.said.out, { timeout: 60_000 }).toContain('\n');
  return { ...running, address: running.said.out.trim().replace('Ashena: ', '') };
}

describe('the browser host as a process', () => {
  it('prints one line with the address, serves, and closes cleanly', async () => {
    const { child, said, ended, address } = await startServing(['--no-open']);
    expect(said.out).toMatch(/^Ashena: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n$/);
    await enter(address);
    expect(statSync(join(folder, 'run.json')).mode & 0o077).toBe(0); // owner-only
    const run = readRun(folder);
    expect(run === null ? null : await askRunning(run, 'app.status', {})).toMatchObject({
      value: { store: { state: 'open' }, needsSetup: true },
    });
    child.kill('SIGTERM');
    child.kill('SIGINT'); // a second signal changes nothing
    expect(await ended).toBe(0);
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
    expect(statSync(join(folder, 'ashena.db-wal'), { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    expect(said.out.split('\n')).toHaveLength(2);
  });

  it('gives a window of the one that runs already', async () => {
    const first = await startServing(['--no-open']);
    const second = await startServing(['--no-open']);
    expect(await second.ended).toBe(0);
    expect(second.said.err).toContain(`Ashena runs already with ${folder}`);
    expect(new URL(second.address).origin).toBe(new URL(first.address).origin);
    await enter(second.address);
    await enter(first.address);
  });

  it('may be started again after it was killed', async () => {
    const first = await startServing(['--no-open']);
    first.child.kill('SIGKILL');
    await first.ended;
    const again = await startServing(['--no-open']);
    expect(again.address).not.toBe(first.address);
    await enter(again.address);
  });

  it('takes the port that it is given, and says so when that is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const refused = start(['--data', folder, '--port', `${port}`, '--no-open']);
    expect(await refused.ended).toBe(1);
    expect(refused.said).toEqual({
      out: '',
      err: `Port ${port} is taken by another program: choose another with --port.\n`,
    });
    blocker.close();
    await once(blocker, 'close');
    const { address } = await startServing(['--port', `${port}`, '--no-open']);
    expect(new URL(address).port).toBe(`${port}`);
  });

  it.each([['--port', 'x'], ['--port', '70000'], ['--what'], ['more']])(
    'does not take %s %s',
    async (...args) => {
      const { said, ended } = start(args.filter((arg) => arg !== undefined));
      expect(await ended).toBe(64);
      expect(said.out).toBe('');
      expect(said.err).toContain('Usage: npm run start:browser');
    },
  );

  it.runIf(process.platform === 'linux')(
    'opens a browser through a file that only its user can read: no token in any process list',
    async () => {
      const trace = join(folder, 'trace.json');
      const browser = join(folder, 'bin', 'google-chrome-stable');
      const home = join(folder, 'home');
      mkdirSync(join(folder, 'bin'));
      mkdirSync(home);
      writeFileSync(
        browser,
        `#!${process.execPath}\nconst fs = require('node:fs');\nfs.writeFileSync(${JSON.stringify(`${trace}.part`)}, JSON.stringify(process.argv.slice(2)));\nfs.renameSync(${JSON.stringify(`${trace}.part`)}, ${JSON.stringify(trace)});\n`,
      );
      chmodSync(browser, 0o700);
      const { address, child, ended } = await startServing([], {
        PATH: join(folder, 'bin'),
        DISPLAY: ':99',
        HOME: home,
      });
      await expect.poll(() => existsSync(trace), { timeout: 20_000 }).toBe(true);
      const [argument = ''] = JSON.parse(readFileSync(trace, 'utf8')) as string[];
      expect(argument).toMatch(/^--app=file:\/\//);
      expect(argument).not.toContain('token');
      const file = new URL(argument.replace('--app=', '')).pathname;
      expect(statSync(file).mode & 0o077).toBe(0);
      expect(readFileSync(file, 'utf8')).toContain(`content="0;url=${address}"`);
      child.kill('SIGTERM');
      await ended;
      expect(readdirSync(home)).toEqual([]); // and it is taken away
    },
  );
});
