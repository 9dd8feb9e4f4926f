import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader, type Writer } from '../../../../electron/core/db/connection.ts';
import { migrate } from '../../../../electron/core/db/migrate.ts';
import { migrations, type Migration } from '../../../../electron/core/db/migrations/index.ts';
import { openStore } from '../../../../electron/core/db/open.ts';
import { describeTables } from '../../../../electron/core/db/tables.ts';
import { makeTempFolder, makeTempStore, someNoon } from './temp-store.ts';

let folder: string;

beforeEach(() => {
  folder = makeTempFolder();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const next: Migration = {
  version: 20,
  name: 'fictive',
  sql: `ALTER TABLE customer ADD COLUMN nickname TEXT; UPDATE customer SET nickname = substr(display_name, 1, 3);`,
};

function openAt(list: readonly Migration[]): Writer {
  const opened = openStore(folder, { from: 'file' }, { now: () => someNoon, migrations: list });
  if (opened.state !== 'open') throw new Error(opened.state);
  return opened.writer;
}

function putRows(writer: Writer): void {
  writer
    .command('INSERT INTO customer (id, display_name, created_at, clock) VALUES (?, ?, ?, ?)')
    .run(1, 'مریم احمدی', 1, 1);
}

describe('migrations', () => {
  it('are in order, in steps of ten, and named apart', () => {
    const versions = migrations.map((migration) => migration.version);
    expect(versions).toEqual(versions.map((_, n) => (n + 1) * 10));
    expect(new Set(migrations.map((migration) => migration.name)).size).toBe(migrations.length);
  });

  it('are never edited after landing', () => {
    const prints = migrations.map(({ version, sql }) => [
      version,
      createHash('sha256').update(sql).digest('hex').slice(0, 16),
    ]);
    expect(prints).toMatchInlineSnapshot(`
      [
        [
          10,
          "3f1e5c5cad9408fc",
        ],
      ]
    `);
  });

  it('bring a store with rows from the version before, and copy it first under the same key', () => {
    const before = openAt(migrations);
    putRows(before);
    before.close();
    const after = openAt([...migrations, next]);
    expect(after.query('SELECT id, display_name, nickname FROM customer').all()).toEqual([
      { id: 1, display_name: 'مریم احمدی', nickname: 'مری' },
    ]);
    expect(after.value('PRAGMA user_version').get()).toBe(20);
    const key = JSON.parse(readFileSync(join(folder, 'ashena.key.json'), 'utf8')) as {
      wrappings: { key: string }[];
    };
    const copy = openReader({
      file: join(folder, 'before-20.db'),
      key: Buffer.from(key.wrappings[0]?.key ?? '', 'hex'),
    });
    expect(copy.value('PRAGMA user_version').get()).toBe(10);
    expect(copy.value('SELECT display_name FROM customer').all()).toEqual(['مریم احمدی']);
    expect(readFileSync(join(folder, 'before-20.db')).includes('مریم')).toBe(false);
    copy.close();
    after.close();
  });

  it('leave the store as it was where one fails', () => {
    const before = openAt(migrations);
    putRows(before);
    before.close();
    const broken = { ...next, sql: `${next.sql} INSERT INTO nowhere VALUES (1);` };
    expect(() => openAt([...migrations, broken])).toThrow(/nowhere/);
    const after = openAt(migrations);
    expect(after.value('PRAGMA user_version').get()).toBe(10);
    expect(after.value('SELECT count(*) FROM customer').get()).toBe(1);
    expect(
      after.value("SELECT count(*) FROM pragma_table_info('customer') WHERE name = 'nickname'").get(),
    ).toBe(0);
    after.close();
  });

  it('make no copy of a store that is new, nor of one that is current', () => {
    openAt([...migrations, next]).close();
    openAt([...migrations, next]).close();
    expect(existsSync(join(folder, 'before-20.db'))).toBe(false);
  });

  it('refuse a store that is newer', () => {
    openAt([...migrations, next]).close();
    const opened = openStore(folder, { from: 'file' }, { now: () => someNoon, migrations });
    expect(opened).toEqual({ state: 'newer', version: 20 });
  });

  it('do nothing twice', () => {
    const store = makeTempStore();
    expect(migrate(store.writer, { folder: store.folder })).toEqual({
      state: 'current',
      from: 10,
      to: 10,
      copy: null,
    });
    store.remove();
  });
});

describe('the shared tables', () => {
  it('are described as the schema has them', () => {
    const store = makeTempStore();
    for (const shape of describeTables().values()) {
      const columns = new Map(
        store.writer
          .query<{ name: string; type: string; notnull: number; dflt_value: string | null }>(
            `SELECT name, type, "notnull", dflt_value FROM pragma_table_info('${shape.name}')`,
          )
          .all()
          .map((column) => [column.name, column]),
      );
      expect(columns.has('clock')).toBe(true);
      for (const column of shape.columns) {
        const found = columns.get(column.name);
        expect([shape.name, column.name, found?.type]).toEqual([
          shape.name,
          column.name,
          column.type === 'int' ? 'INTEGER' : 'TEXT',
        ]);
        // keys are filled by apply or by SQLite, written_for by apply
        const isFilled = shape.key.includes(column.name) || column.name === 'written_for';
        const mayBeNull = !column.required && column.fallback === null;
        expect([shape.name, column.name, isFilled || found?.notnull === (mayBeNull ? 0 : 1)]).toEqual([
          shape.name,
          column.name,
          true,
        ]);
      }
      for (const field of shape.mayChange) expect(shape.column.has(field)).toBe(true);
      expect(shape.kind === 'fields' || shape.name === 'retraction' || columns.has('hidden_by')).toBe(true);
    }
    store.remove();
  });
});
