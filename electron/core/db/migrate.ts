import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Writer } from './connection.ts';
import { migrations as ourMigrations, type Migration } from './migrations/index.ts';

export type Migrated =
  | { readonly state: 'current'; readonly from: number; readonly to: number; readonly copy: string | null }
  /** Written by a newer Ashena: refused, nothing touched. */
  | { readonly state: 'newer'; readonly version: number };

export type MigrateTools = {
  /** Where the copy `before-<version>.db` goes; the store's own folder. */
  readonly folder: string;
  readonly migrations?: readonly Migration[];
};

/**
 * Brings the store to the newest schema, each step in a transaction of its own. A store that holds anything is
 * copied first, encrypted under the same key, to `before-<the version it comes to>.db`.
 */
export function migrate(writer: Writer, tools: MigrateTools): Migrated {
  const migrations = tools.migrations ?? ourMigrations;
  const newest = migrations.at(-1)?.version ?? 0;
  const from = schemaVersionOf(writer);
  if (from > newest) return { state: 'newer', version: from };
  const steps = migrations.filter((migration) => migration.version > from);
  const copy = steps.length > 0 && from > 0 ? copyBefore(writer, tools.folder, newest) : null;
  for (const step of steps) run(writer, step);
  return { state: 'current', from, to: newest, copy };
}

export function schemaVersionOf(writer: Writer): number {
  return writer.value<number>('PRAGMA user_version').get() ?? 0;
}

function run(writer: Writer, step: Migration): void {
  writer.transaction(() => {
    writer.script(step.sql);
    writer.script(`PRAGMA user_version = ${step.version}`);
  });
}

/**
 * `VACUUM INTO` reads one snapshot while others work, and the copy takes the key of the store it comes from. A copy
 * that was cut short by a crash is made again: the store has not moved on from it.
 */
function copyBefore(writer: Writer, folder: string, version: number): string {
  const copy = join(folder, `before-${version}.db`);
  if (existsSync(copy)) rmSync(copy);
  writer.command('VACUUM INTO ?').run(copy);
  // on the disk before the first step: the copy is what a failed one is mended from
  const handle = openSync(copy, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  return copy;
}
