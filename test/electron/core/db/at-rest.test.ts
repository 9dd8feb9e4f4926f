import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { searchWords } from '../../../../shared/domain/persian-text.ts';
import {
  checkpoint,
  checkpointBeforeClosing,
  checkpointWhenWorth,
  largeWalBytes,
  walBytes,
} from '../../../../electron/core/db/checkpoint.ts';
import { openReader, openWriter } from '../../../../electron/core/db/connection.ts';
import { makeLiveWaiting } from '../../../../electron/core/db/live-waiting.ts';
import { makeSearchIndexer } from '../../../../electron/core/db/search-index.ts';
import { inShortTransactions } from '../../../../electron/core/db/short-transactions.ts';
import { makeTempStore, someNoon, type TempStore } from './temp-store.ts';

let store: TempStore;

beforeEach(() => {
  store = makeTempStore();
});
afterEach(() => store.remove());

function grow(rows: number): void {
  const write = store.writer.command('INSERT INTO secret (key, value) VALUES (?, ?)');
  store.writer.transaction(() => {
    for (let n = 0; n < rows; n += 1) write.run(`${Math.random()}-${n}`, 'x'.repeat(2000));
  });
}

describe('what stands on the disk', () => {
  it('has no readable name, number or note in store, log or temporary files', () => {
    const [name, number, note] = ['سیمرغ‌نامی یکتا', '09127654321', 'یادداشت‌محرمانه‌ی‌کاشته'];
    const since = Date.now() - 1000;
    const { keys } = store.apply({ label: 'test', agentId: null }, [
      { table: 'customer', op: 'insert', row: { display_name: name, created_at: 1 } },
    ]);
    const id = Number(keys[0]);
    store.apply({ label: 'test', agentId: null }, [
      {
        table: 'phone',
        op: 'insert',
        row: { customer_id: id, raw: number, e164: '+989127654321', from_at: 1 },
      },
      {
        table: 'interaction',
        op: 'insert',
        row: { customer_id: id, at: someNoon, kind: 'call', direction: 'inbound', gist: note },
      },
    ]);
    const indexer = makeSearchIndexer(store.writer, (gist) => searchWords(gist).join(' '));
    indexer.drainEntries(10);
    indexer.drainNames(10);
    indexer.drainGists(10);
    for (let n = 0; n < 9; n += 1) {
      store.writer
        .command('INSERT INTO secret (key, value) SELECT key || ?, ? FROM secret UNION SELECT ?, ?')
        .run(n, name, n, note);
    }
    // a sort far larger than the cache would spill
    const reader = openReader({ file: store.file, key: store.key, cacheMb: 1 });
    const sorted = reader
      .value<string>(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
         SELECT '${name}' || hex(i * 7919 % 300007) || '${note}' AS x FROM n ORDER BY x`,
      )
      .iterate();
    sorted.next();
    const files = [
      ...readdirSync(store.folder).map((file) => join(store.folder, file)),
      ...readdirSync(tmpdir())
        .filter((file) => /^(etilqs|sqlite)/.test(file))
        .map((file) => join(tmpdir(), file))
        .filter((file) => statSync(file).mtimeMs > since),
      ...unnamedFiles(),
    ];
    expect(files.map((file) => file.slice(store.folder.length + 1))).toContain('ashena.db-wal');
    for (const planted of [name, number, '9127654321', note, 'SQLite format 3', 'CREATE TABLE']) {
      for (const encoding of ['utf8', 'utf16le'] as const) {
        const bytes = Buffer.from(planted, encoding);
        for (const file of files) expect([file, readFileSync(file).includes(bytes)]).toEqual([file, false]);
      }
    }
    sorted.return?.();
    reader.close();
    checkpoint(store.writer, 'TRUNCATE');
    expect(readFileSync(store.file).includes(Buffer.from(name))).toBe(false);
  });
});

/** SQLite unlinks its temporary files as soon as they are open: on Linux they are still read through /proc. */
function unnamedFiles(): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd')
    .map((fd) => `/proc/self/fd/${fd}`)
    .filter((fd) => linkOf(fd).endsWith(' (deleted)'));
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(fd);
  } catch {
    return ''; // the handle with which the folder itself was read
  }
}

describe('checkpoints', () => {
  it('leave one file behind before closing', () => {
    grow(10);
    expect(checkpointBeforeClosing(store.writer)).toMatchObject({ busy: false });
    expect(walBytes(store.file)).toBe(0);
  });

  it('are made when the log is large, or when nobody works, and not else', () => {
    grow(10);
    expect(checkpointWhenWorth(store.writer, { idle: false })).toBeNull();
    const idle = checkpointWhenWorth(store.writer, { idle: true });
    expect(idle?.framesMoved).toBe(idle?.framesInLog);
    // all is in the store; the log keeps its space, and the next save writes over it
    const kept = walBytes(store.file);
    grow(1);
    expect(walBytes(store.file)).toBe(kept);
    grow(8200);
    expect(walBytes(store.file)).toBeGreaterThan(largeWalBytes);
    expect(checkpointWhenWorth(store.writer, { idle: false })).toMatchObject({ busy: false });
    expect(walBytes(store.file)).toBe(0);
  });

  it('do not wait for a reader who stands in the way', () => {
    const reader = openReader({ file: store.file, key: store.key });
    grow(5);
    reader.snapshot(() => {
      reader.value('SELECT count(*) FROM secret').get();
      grow(5);
      const done = checkpointWhenWorth(store.writer, { idle: true });
      expect(done !== null && done.framesMoved < done.framesInLog).toBe(true);
    });
    expect(checkpointWhenWorth(store.writer, { idle: true })).toMatchObject({ busy: false });
    reader.close();
  });

  it('happen by themselves before the log grows without end', () => {
    for (let n = 0; n < 12; n += 1) grow(3000);
    expect(walBytes(store.file)).toBeLessThan(80 * 1024 * 1024);
  });
});

describe('short transactions', () => {
  it('are cut at the budget, and leave a gap in which live writes', () => {
    const live = openWriter({ file: store.file, key: store.key, busyMs: 0 });
    const liveWaiting = makeLiveWaiting();
    let time = 0;
    let steps = 0;
    const gaps: number[] = [];
    inShortTransactions(
      store.writer,
      () => {
        expect(store.writer.inTransaction).toBe(true);
        time += 3;
        steps += 1;
        return steps < 20;
      },
      {
        liveWaiting: {
          ...liveWaiting,
          letThrough() {
            live.command('INSERT INTO secret (key, value) VALUES (?, ?)').run(`live ${steps}`, 'x');
            gaps.push(steps);
          },
        },
        budgetMs: 10,
        elapsed: () => time,
      },
    );
    expect(steps).toBe(20);
    expect(gaps).toEqual([0, 4, 8, 12, 16]);
    live.close();
  });

  it('are cut at once when live waits', () => {
    const liveWaiting = makeLiveWaiting();
    let steps = 0;
    let transactions = 0;
    inShortTransactions(
      store.writer,
      () => {
        steps += 1;
        if (steps === 3) liveWaiting.enter();
        return steps < 6;
      },
      {
        liveWaiting: {
          ...liveWaiting,
          letThrough() {
            transactions += 1;
            if (liveWaiting.any()) liveWaiting.leave();
          },
        },
        budgetMs: 1e6,
      },
    );
    expect(transactions).toBe(2);
  });

  it('keep what was done before a step that fails', () => {
    let steps = 0;
    expect(() =>
      inShortTransactions(
        store.writer,
        () => {
          steps += 1;
          store.writer.command('INSERT INTO secret (key, value) VALUES (?, ?)').run(String(steps), 'x');
          if (steps === 3) throw new Error('third');
          return true;
        },
        { liveWaiting: null, budgetMs: 0 },
      ),
    ).toThrow('third');
    expect(store.writer.value('SELECT key FROM secret ORDER BY key').all()).toEqual(['1', '2']);
  });

  it('do not wait for live longer than their patience', () => {
    const liveWaiting = makeLiveWaiting();
    liveWaiting.enter();
    const before = performance.now();
    liveWaiting.letThrough(30);
    expect(performance.now() - before).toBeGreaterThanOrEqual(25);
    liveWaiting.leave();
    expect(liveWaiting.any()).toBe(false);
    liveWaiting.letThrough(10_000);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
