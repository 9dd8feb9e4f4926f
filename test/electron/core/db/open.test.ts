import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader, openWriter } from '../../../../electron/core/db/connection.ts';
import {
  fingerprintOf,
  keyFilePath,
  readKeyFile,
  writeKeyFile,
} from '../../../../electron/core/db/key-file.ts';
import { openStore, type StoreOpening } from '../../../../electron/core/db/open.ts';
import { readStoreNote, setAside, storePath } from '../../../../electron/core/db/store-file.ts';
import { makeTempFolder, someNoon } from './temp-store.ts';

let folder: string;

beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): StoreOpening {
  return openStore(folder, { from: 'file' }, { now: () => someNoon });
}

/** Makes a store with a name in it, and closes it. */
function makeStore(): void {
  const opened = open();
  if (opened.state !== 'open') throw new Error(opened.state);
  opened.writer.command('INSERT INTO secret (key, value) VALUES (?, ?)').run('who', 'مریم');
  opened.writer.close();
}

function openedName(): unknown {
  const opened = open();
  if (opened.state !== 'open') return opened;
  const name = opened.writer.value('SELECT value FROM secret').get();
  opened.writer.close();
  return name;
}

/** Names, sizes and contents: nothing was moved, made or written. */
function contents(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

function spoil(at: number): void {
  const bytes = readFileSync(storePath(folder));
  for (let n = 0; n < 64; n += 1) bytes[at + n] = (bytes[at + n] ?? 0) ^ 0x5a;
  writeFileSync(storePath(folder), bytes);
}

describe('opening a data folder', () => {
  it('makes key and store where there is neither, for their owner only', () => {
    const opened = open();
    expect(opened).toMatchObject({ state: 'open', created: true, file: storePath(folder) });
    if (opened.state === 'open') opened.writer.close();
    expect(readdirSync(folder).toSorted()).toEqual(['ashena.db', 'ashena.key.json', 'ashena.store.json']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(keyFilePath(folder)).mode & 0o777).toBe(0o600);
    expect(open()).toMatchObject({ state: 'open', created: false });
  });

  it('opens the same store again', () => {
    makeStore();
    expect(openedName()).toBe('مریم');
  });

  it('says that the key is another one', () => {
    makeStore();
    writeFileSync(
      keyFilePath(folder),
      readFileSync(keyFilePath(folder), 'utf8').replaceAll(/[0-9a-f]{64}/g, 'ab'.repeat(32)),
    );
    const before = contents();
    expect(open()).toEqual({ state: 'wrong_key' });
    expect(contents()).toEqual(before);
  });

  it('says that the key is another one though the note beside the store is lost', () => {
    makeStore();
    rmSync(join(folder, 'ashena.store.json'));
    expect(openStore(folder, { from: 'given', key: Buffer.alloc(32, 1) }, { now: () => 0 })).toEqual({
      state: 'wrong_key',
    });
    expect(openedName()).toBe('مریم');
    expect(readStoreNote(folder)).not.toBeNull();
  });

  it('does not touch the log of a killed process when it is asked with a wrong key', () => {
    const opened = open();
    if (opened.state !== 'open') throw new Error(opened.state);
    opened.writer.command('INSERT INTO secret (key, value) VALUES (?, ?)').run('who', 'مریم');
    const killed = makeTempFolder();
    for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(killed, name));
    opened.writer.close();
    rmSync(folder, { recursive: true });
    folder = killed;
    rmSync(`${storePath(folder)}-shm`);
    const log = readFileSync(`${storePath(folder)}-wal`);
    expect(log.length).toBeGreaterThan(0);
    const other = { from: 'given', key: Buffer.alloc(32, 1) } as const;
    expect(openStore(folder, other, { now: () => 0 })).toEqual({ state: 'wrong_key' });
    expect(readFileSync(`${storePath(folder)}-wal`).equals(log)).toBe(true);
    expect(openedName()).toBe('مریم');
  });

  it('says that there is no key, and makes none while a store stands there', () => {
    makeStore();
    rmSync(keyFilePath(folder));
    const before = contents();
    expect(open()).toEqual({ state: 'no_key' });
    expect(contents()).toEqual(before);
  });

  it('makes no key over a key file that it cannot read', () => {
    for (const text of [
      '',
      '{',
      '{"version":1}',
      '{"version":9,"fingerprint":"x","wrappings":[{"kind":"keychain"}]}',
    ]) {
      writeFileSync(keyFilePath(folder), text);
      expect(open()).toEqual({ state: 'no_key' });
      expect(readFileSync(keyFilePath(folder), 'utf8')).toBe(text);
    }
    expect(existsSync(storePath(folder))).toBe(false);
  });

  it('tells a damaged first page from a wrong key', () => {
    makeStore();
    for (const at of [0, 16, 100, 8000]) {
      spoil(at);
      const before = contents();
      expect(open()).toEqual({ state: 'damaged', reason: 'first_page' });
      expect(contents()).toEqual(before);
      spoil(at);
    }
    expect(openedName()).toBe('مریم');
  });

  it('says that a store is damaged which lost its end, its content, or itself', () => {
    makeStore();
    const whole = readFileSync(storePath(folder));
    truncateSync(storePath(folder), 5000);
    expect(open()).toMatchObject({ state: 'damaged' });
    truncateSync(storePath(folder), 0);
    expect(open()).toEqual({ state: 'damaged', reason: 'missing' });
    rmSync(storePath(folder));
    expect(open()).toEqual({ state: 'damaged', reason: 'missing' });
    writeFileSync(storePath(folder), whole);
    for (let page = 1; page * 8192 < whole.length; page += 1) spoil(page * 8192 + 10);
    expect(open()).toEqual({ state: 'damaged', reason: 'content' });
    writeFileSync(storePath(folder), 'SQLite format 3\0'.padEnd(20_000, 'x'));
    expect(open()).toEqual({ state: 'damaged', reason: 'first_page' });
  });

  it('refuses a newer file and leaves it as it is', () => {
    makeStore();
    const opened = open();
    if (opened.state !== 'open') throw new Error(opened.state);
    opened.writer.script('PRAGMA user_version = 990');
    opened.writer.close();
    const before = contents();
    expect(open()).toEqual({ state: 'newer', version: 990 });
    expect(contents()).toEqual(before);
  });

  it('goes on where the making of a store was cut short', () => {
    writeKeyFile(folder, Buffer.alloc(32, 3));
    writeFileSync(storePath(folder), '');
    expect(open()).toMatchObject({ state: 'open', created: true });
    expect(readStoreNote(folder)?.fingerprint).toBe(fingerprintOf(Buffer.alloc(32, 3)));
  });
});

describe('setting a store aside', () => {
  it('renames what belongs to it and deletes nothing; a new one is made under the key that is there', () => {
    makeStore();
    const before = readFileSync(storePath(folder));
    spoil(100);
    const renamed = setAside(folder, someNoon);
    expect(renamed.map((file) => file.slice(folder.length + 1)).toSorted()).toEqual([
      'ashena.set-aside-2026-11-22T08-30-00-000Z.db',
      'ashena.set-aside-2026-11-22T08-30-00-000Z.store.json',
    ]);
    const key = readFileSync(keyFilePath(folder), 'utf8');
    expect(open()).toMatchObject({ state: 'open', created: true });
    expect(readFileSync(keyFilePath(folder), 'utf8')).toBe(key);
    expect(readFileSync(renamed.find((file) => file.endsWith('.db')) ?? '')).toHaveLength(before.length);
  });

  it('never takes a name that is taken, and keeps the log with its store', () => {
    makeStore();
    writeFileSync(`${storePath(folder)}-wal`, 'log');
    const first = setAside(folder, someNoon);
    expect(first.some((file) => file.endsWith('.db-wal'))).toBe(true);
    writeFileSync(storePath(folder), 'another');
    const second = setAside(folder, someNoon);
    expect(second).toHaveLength(1);
    expect(first).not.toContain(second[0]);
    expect(readFileSync(second[0] ?? '', 'utf8')).toBe('another');
  });
});

describe('the key file', () => {
  it('keeps wrappings that this version does not know', () => {
    const key = Buffer.alloc(32, 9);
    writeKeyFile(folder, key);
    const file = JSON.parse(readFileSync(keyFilePath(folder), 'utf8')) as { wrappings: object[] };
    file.wrappings.unshift({ kind: 'recovery', words: 24 }, { kind: 'of-the-future', x: [1] });
    writeFileSync(keyFilePath(folder), JSON.stringify(file));
    writeKeyFile(folder, key);
    const after = JSON.parse(readFileSync(keyFilePath(folder), 'utf8')) as { wrappings: object[] };
    expect(after.wrappings.slice(0, 2)).toEqual(file.wrappings.slice(0, 2));
    expect(readKeyFile(folder)).toMatchObject({ state: 'key', fingerprint: fingerprintOf(key) });
  });

  it('has a fingerprint that tells nothing of the key', () => {
    expect(fingerprintOf(Buffer.alloc(32, 1))).not.toBe(fingerprintOf(Buffer.alloc(32, 2)));
    writeKeyFile(folder, Buffer.alloc(32, 0xab));
    const { fingerprint } = JSON.parse(readFileSync(keyFilePath(folder), 'utf8')) as { fingerprint: string };
    expect(fingerprint).not.toContain('abab');
  });
});

describe('a connection', () => {
  it('has every setting of the design, reader and writer alike', () => {
    makeStore();
    const reading = readKeyFile(folder);
    if (reading.state !== 'key') throw new Error('no key');
    const writer = openWriter({ file: storePath(folder), key: reading.key });
    const reader = openReader({ file: storePath(folder), key: reading.key, cacheMb: 16 });
    const pragma = (name: string): unknown[] =>
      [writer, reader].map((each) => each.value(`PRAGMA ${name}`).get());
    expect(writer.pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(pragma('synchronous')).toEqual([2, 2]);
    expect(pragma('foreign_keys')).toEqual([1, 1]);
    expect(pragma('temp_store')).toEqual([2, 2]);
    expect(pragma('trusted_schema')).toEqual([0, 0]);
    expect(pragma('page_size')).toEqual([8192, 8192]);
    expect(pragma('cache_size')).toEqual([-65_536, -16_384]);
    expect(pragma('query_only')).toEqual([0, 1]);
    expect(writer.pragma('cipher')).toEqual([{ chacha20: 'chacha20' }]);
    reader.close();
    writer.close();
  });

  it('that reads cannot write, whatever it is asked', () => {
    makeStore();
    const reading = readKeyFile(folder);
    if (reading.state !== 'key') throw new Error('no key');
    const reader = openReader({ file: storePath(folder), key: reading.key });
    const cast = reader as unknown as ReturnType<typeof openWriter>;
    expect(() => reader.query('DELETE FROM secret RETURNING key').all()).toThrow(/asked to write/);
    expect(() => cast.command('DELETE FROM secret').run()).toThrow(/readonly/);
    expect(() => cast.script('CREATE TABLE x (y)')).toThrow(/readonly/);
    const writer = openWriter({ file: storePath(folder), key: reading.key });
    expect(() => writer.query('DELETE FROM secret RETURNING key').all()).toThrow(/asked to write/);
    reader.close();
    writer.close();
  });

  it('sees one state of the store within a snapshot', () => {
    makeStore();
    const reading = readKeyFile(folder);
    if (reading.state !== 'key') throw new Error('no key');
    const reader = openReader({ file: storePath(folder), key: reading.key });
    const writer = openWriter({ file: storePath(folder), key: reading.key });
    const count = reader.value('SELECT count(*) FROM secret');
    const counts = reader.snapshot(() => {
      const first = count.get();
      writer.command('DELETE FROM secret').run();
      return [first, count.get()];
    });
    expect([...counts, count.get()]).toEqual([1, 1, 0]);
    reader.close();
    writer.close();
  });
});
