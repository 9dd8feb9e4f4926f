import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../electron/core/db/open.ts';
import { readRun, takeOwnership } from '../../../../electron/core/db/owner.ts';
import { makeTempFolder } from './temp-store.ts';

let folder: string;

beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function own(): Extract<ReturnType<typeof takeOwnership>, { state: 'owner' }> {
  const owner = takeOwnership(folder);
  if (owner.state !== 'owner') throw new Error('in use');
  return owner;
}

describe('the owner of a data folder', () => {
  it('is one at a time, and says how it is reached', () => {
    const owner = own();
    expect(readRun(folder)).toBeNull();
    owner.publish({ port: 1234, secret: 's' });
    expect(takeOwnership(folder)).toEqual({ state: 'in_use' });
    expect(readRun(folder)).toEqual({ pid: process.pid, port: 1234, secret: 's' });
    expect(statSync(join(folder, 'run.json')).mode & 0o777).toBe(0o600);
    owner.release();
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
    expect(readRun(folder)).toBeNull();
    own().release();
  });

  it('stays the owner while others look whether the folder is owned', () => {
    const owner = own();
    owner.publish({ port: 1234, secret: 's' });
    for (let n = 0; n < 5; n += 1) expect(readRun(folder)).not.toBeNull();
    expect(takeOwnership(folder)).toEqual({ state: 'in_use' });
    owner.release();
  });

  it('is not believed from a file that is not ours', () => {
    for (const text of [
      '',
      'x',
      '{}',
      '{"pid":1,"port":99999,"secret":"s"}',
      '{"pid":1,"port":80,"secret":""}',
    ]) {
      writeFileSync(join(folder, 'run.json'), text);
      expect(readRun(folder)).toBeNull();
    }
    writeFileSync(join(folder, 'run.json'), '{"pid":1,"port":80,"secret":"left behind"}');
    expect(readRun(folder)).toBeNull();
  });

  it('loses the folder when it is killed; the store is whole and holds all that was answered as saved', async () => {
    const script = join(import.meta.dirname, 'killed-writer.ts');
    const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
    });
    while (printed.split('\n').length < 40) await once(child.stdout, 'data');
    expect(takeOwnership(folder)).toEqual({ state: 'in_use' });
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toContain('of the killed one');
    expect(readRun(folder)).toBeNull();
    const owner = own();
    const opened = openStore(folder, { from: 'file' }, { now: Date.now });
    if (opened.state !== 'open') throw new Error(opened.state);
    const { writer } = opened;
    expect(writer.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const saved = printed.split('\n').slice(0, -1).map(Number);
    const found = new Set(writer.value<number>('SELECT id FROM operation').all());
    expect(saved.filter((id) => !found.has(id))).toEqual([]);
    const whole = writer.value<number>('SELECT count(*) FROM customer WHERE n_interaction = 1').get();
    expect(writer.value('SELECT count(*) FROM operation').get()).toBe(whole);
    expect(writer.value('SELECT count(*) FROM change').get()).toBe(Number(whole) * 2);
    writer.close();
    owner.release();
  });
});
