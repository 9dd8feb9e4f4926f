import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { main } from '../../electron/cli.ts';
import { openStore } from '../../electron/core/db/open.ts';
import { takeOwnership } from '../../electron/core/db/owner.ts';

const fixtures = join(import.meta.dirname, '../fixtures/csv');

type Ran = { code: number; out: string[]; said: string };

async function run(...argv: string[]): Promise<Ran> {
  const out: string[] = [];
  const said: string[] = [];
  const code = await main(argv, {
    env: {},
    out: (line) => out.push(line),
    complain: (sentence) => said.push(sentence),
    onInterrupt: () => undefined,
  });
  return { code, out, said: said.join('\n') };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ashena-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A running Ashena as commands see it: the owner's lock, run.json, and a control door that notes what it is asked. */
async function pretendToRun(
  folder: string,
  answers: Readonly<Record<string, unknown>>,
): Promise<{ asked: { method: string; input: unknown; authorization: string | undefined }[] }> {
  const ownership = takeOwnership(folder);
  if (ownership.state !== 'owner') throw new Error(ownership.state);
  const asked: { method: string; input: unknown; authorization: string | undefined }[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      const { method, input } = JSON.parse(text) as { method: string; input: unknown };
      asked.push({ method, input, authorization: request.headers.authorization });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(answers[method] ?? { ok: false, error: { code: 'bug', message: 'no answer' } }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ownership.publish({ port: (server.address() as AddressInfo).port, secret: 'a-secret' });
  onTestFinished(() => {
    server.close();
    ownership.release();
  });
  return { asked };
}

describe('the command line', () => {
  it('says how it is used and ends with 64 when typed wrongly', async () => {
    expect(await run()).toMatchObject({ code: 64, said: expect.stringContaining('Usage') });
    expect(await run('dance')).toMatchObject({ code: 64 });
    expect(await run('ring')).toMatchObject({ code: 64, said: expect.stringContaining('npm run ring') });
    expect(await run('ring', '0912', '--loudly')).toMatchObject({ code: 64 });
    expect(await run('ring', '0912', '--answer', 'soon')).toMatchObject({ code: 64 });
    expect(await run('import', '--data', 'x')).toMatchObject({ code: 64 });
    expect(await run('demo-data', '--customers', '12.5', '--data', 'x')).toMatchObject({ code: 64 });
    expect(await run('demo-data', '--customers', '100')).toMatchObject({ code: 64 });
    expect(await run('line-test')).toMatchObject({ code: 64 });
  });

  it('explains each command on request', async () => {
    for (const command of ['ring', 'import', 'demo-data']) {
      const { code, out } = await run(command, '--help');
      expect([code, out.join('\n').includes(`npm run ${command}`)]).toEqual([0, true]);
    }
  });
});

describe('ring', () => {
  it('asks the running app, with Persian digits folded and seconds read', async () => {
    const folder = temporaryFolder();
    const { asked } = await pretendToRun(folder, { 'calls.ring': { ok: true, value: { callId: 'c1' } } });
    const ran = await run(
      'ring',
      '۰۹۱۲۱۲۳۴۵۶۷',
      '--name',
      'رضا',
      '--answer',
      '۲',
      '--hangup',
      '5.5',
      '--data',
      folder,
    );
    expect(ran).toEqual({ code: 0, out: ['{"callId":"c1"}'], said: '' });
    expect(asked).toEqual([
      {
        method: 'calls.ring',
        authorization: 'Bearer a-secret',
        input: {
          number: '09121234567',
          name: 'رضا',
          extension: null,
          direction: 'inbound',
          answerAfter: 2,
          hangUpAfter: 5.5,
        },
      },
    ]);
  });

  it('rings without a number too', async () => {
    const folder = temporaryFolder();
    const { asked } = await pretendToRun(folder, { 'calls.ring': { ok: true, value: { callId: 'c1' } } });
    await run('ring', 'withheld', '--data', folder);
    expect(asked[0]?.input).toMatchObject({ number: null });
  });

  it('ends with 2 where nobody runs, and with 1 where the app refuses', async () => {
    const folder = temporaryFolder();
    expect(await run('ring', '09121234567', '--data', folder)).toMatchObject({ code: 2 });
    await pretendToRun(folder, {});
    expect(await run('ring', '09121234567', '--data', folder)).toMatchObject({ code: 1 });
  });
});

describe('import', () => {
  it('opens the store itself where nobody runs, and gives it back', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'people.csv');
    copyFileSync(join(fixtures, 'damaged-numbers.csv'), file);
    const data = join(folder, 'data');
    const ran = await run('import', file, '--data', data);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.out[0] ?? '')).toMatchObject({
      people: 3,
      refusedRows: 5,
      refusedFile: `${file}.refused.csv`,
    });
    expect(ran.said).toContain('row 3: Excel turned the number into a rounded one');
    const store = openStore(data, { from: 'file' }, { now: Date.now });
    if (store.state !== 'open') throw new Error(store.state);
    onTestFinished(() => store.writer.close());
    expect(store.writer.value('SELECT count(*) FROM customer').get()).toBe(3);
    expect(store.writer.value('SELECT count(*) FROM slot').get()).toBe(3);
    expect(takeOwnership(data)).toMatchObject({ state: 'owner' });
  });

  it('leaves no trace of a dry run', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'people.csv');
    copyFileSync(join(fixtures, 'damaged-numbers.csv'), file);
    const ran = await run('import', file, '--data', join(folder, 'data'), '--dry-run');
    expect(ran).toMatchObject({ code: 0, said: expect.stringContaining('3 can be imported, 5 cannot') });
    expect(existsSync(join(folder, 'data'))).toBe(false);
    expect(existsSync(`${file}.refused.csv`)).toBe(false);
  });

  it('asks the running app where one runs, unless it shows sample data', async () => {
    const folder = temporaryFolder();
    const report = {
      rows: 1,
      people: 1,
      merged: 0,
      unchanged: 0,
      phones: 1,
      refusedRows: 0,
      damagedRows: 0,
      refused: [],
      refusedFile: null,
      unknownColumns: [],
      stopped: null,
    };
    const answers: Record<string, unknown> = {
      'app.status': { ok: true, value: { sample: false } },
      'importing.importFile': { ok: true, value: report },
    };
    const { asked } = await pretendToRun(folder, answers);
    const ran = await run(
      'import',
      '/tmp/people.csv',
      '--data',
      folder,
      '--area-code',
      '۰۵۱',
      '--origin',
      'fair',
    );
    expect(ran).toMatchObject({ code: 0, out: [JSON.stringify(report)] });
    expect(asked.at(-1)).toMatchObject({
      method: 'importing.importFile',
      input: { path: '/tmp/people.csv', origin: 'fair', country: 'IR', areaCode: '51', dryRun: false },
    });
    answers['app.status'] = { ok: true, value: { sample: true } };
    expect(await run('import', '/tmp/people.csv', '--data', folder)).toMatchObject({ code: 1 });
  });

  it('says in a sentence what is wrong with a file', async () => {
    const folder = temporaryFolder();
    const ran = await run('import', join(fixtures, 'windows-1256.csv'), '--data', folder);
    expect(ran).toMatchObject({ code: 1, out: [], said: expect.stringContaining('CSV UTF-8') });
    expect(await run('import', join(folder, 'none.csv'), '--data', folder)).toMatchObject({ code: 1 });
  });
});

describe('demo-data', () => {
  it('makes a store from a terminal and prints one JSON line', async () => {
    const folder = join(temporaryFolder(), 'sample');
    const argv = ['electron/cli.ts', 'demo-data', '--customers', '30', '--data', folder, '--language', 'en'];
    const { error, stdout } = await new Promise<{ error: unknown; stdout: string }>((resolve) => {
      execFile(process.execPath, argv, { cwd: join(import.meta.dirname, '../..') }, (failure, out) => {
        resolve({ error: failure, stdout: out });
      });
    });
    expect(error).toBeNull();
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      folder,
      customers: 30,
      language: 'en',
      rows: { customer: 30, agent: 8 },
    });
  });

  it('never touches a folder with a real store, nor one that is in use', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'people.csv');
    writeFileSync(file, 'name,phone\nReza Karimi,09121234567\n');
    await run('import', file, '--data', join(folder, 'real'));
    expect(await run('demo-data', '--customers', '30', '--data', join(folder, 'real'))).toMatchObject({
      code: 1,
    });
    const busy = takeOwnership(join(folder, 'busy'));
    expect(await run('demo-data', '--customers', '30', '--data', join(folder, 'busy'))).toMatchObject({
      code: 1,
    });
    if (busy.state === 'owner') busy.release();
  });
});
