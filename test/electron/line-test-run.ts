import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AmiServerOptions } from './core/telephony/ami-server.ts';
import { recording } from './core/telephony/recordings.ts';

type Printed = { event: 'rings'; extension: string; number: string | null; cause: number | null };

/** Runs the line-test command as a process of its own, as IT staff do. */
export async function runLineTest(args: readonly string[], secret = 'secret') {
  const child = spawn(process.execPath, ['electron/line-test.ts', ...args], {
    env: { ...process.env, AMI_SECRET: secret },
  });
  let [out, complaints] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString('utf8')));
  child.stderr.on('data', (bytes: Buffer) => (complaints += bytes.toString('utf8')));
  await once(child, 'close');
  const lines = out === '' ? [] : out.trimEnd().split('\n');
  return { code: child.exitCode, lines, printed: lines.map((line): Printed => JSON.parse(line)), complaints };
}

export function whereToListen(port: number, extensions: readonly string[] = ['101', '102']): string[] {
  const where = ['--ami', `127.0.0.1:${port}`, '--user', 'ashena', '--secret-env', 'AMI_SECRET'];
  return [...where, ...extensions.flatMap((extension) => ['--extension', extension])];
}

/** A server that plays the recording to everybody who logs in. */
export function play(file: string): AmiServerOptions {
  return { afterLogin: (client) => client.send(recording(file)) };
}
