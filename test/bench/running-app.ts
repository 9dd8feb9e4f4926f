import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readRun } from '../../electron/core/db/owner.ts';
import { askRunning } from '../../electron/hosts/control/control-client.ts';
import type { BenchCaller } from './callers.ts';

/** The app as `npm run start:browser` serves it, in a process of its own. */
export type RunningApp = {
  readonly pid: number;
  /** For one window, good once. */
  readonly address: string;
  /** `ws://…` of Node's inspector, where it was asked for. */
  readonly inspector: string | null;
  /** Rings the first agent; it hangs up by itself. Answers the call's id. */
  ring(caller: BenchCaller, hangUpAfterMs: number): Promise<string>;
  stop(): Promise<void>;
};

/** Where the sample's first agent sits, who is also the one a new window opens with. */
const extension = '101';
const startsWithin = 30_000;

export async function startApp(
  dataFolder: string,
  options: { readonly inspect: boolean },
): Promise<RunningApp> {
  const entry = fileURLToPath(new URL('../../electron/serve.ts', import.meta.url));
  const flags = options.inspect ? ['--inspect=127.0.0.1:0'] : [];
  const child = spawn(process.execPath, [...flags, entry, '--data', dataFolder, '--port', '0', '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (text: Buffer) => (said = `${said}${text.toString('utf8')}`.slice(-2_000)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const inspector = options.inspect ? await lineOf(child, 'stderr', /(ws:\/\/\S+)/, () => said) : null;
  const address = await lineOf(child, 'stdout', /^Ashena: (\S+)/, () => said);
  const run = readRun(dataFolder);
  if (run === null || child.pid === undefined) throw new Error('the app does not say how it is reached');

  return {
    pid: child.pid,
    address,
    inspector,
    async ring({ number }, hangUpAfterMs) {
      const answer = await askRunning(run, 'calls.ring', {
        number,
        name: null,
        extension,
        direction: 'inbound',
        answerAfter: null,
        hangUpAfter: hangUpAfterMs / 1_000,
      });
      if (!answer.ok) throw new Error(`the ring was refused: ${answer.error.code}`);
      return (answer.value as { callId: string }).callId;
    },
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([ended, wait(10_000).then(() => child.kill('SIGKILL'))]);
    },
  };
}

async function lineOf(
  child: ChildProcess,
  from: 'stdout' | 'stderr',
  pattern: RegExp,
  said: () => string,
): Promise<string> {
  const stream = child[from];
  if (stream === null) throw new Error(`no ${from}`);
  return await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the app did not start in time')), startsWithin);
    const lines = createInterface({ input: stream });
    lines.on('line', (line) => {
      const found = pattern.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      lines.removeAllListeners('line');
      stream.resume();
      resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`the app ended with ${code} before it served: ${said()}`)));
  });
}
