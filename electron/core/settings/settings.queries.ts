import type { Apply } from '../db/apply.ts';
import type { Reader, Writer } from '../db/connection.ts';
import type { Json } from '../db/tables.ts';
import type { Entry } from './settings-cache.ts';

/** Every setting whose key begins with `prefix`. A value that cannot be read is left out: its default stands. */
export function readSettings(reader: Reader, prefix: string): Entry[] {
  const rows = reader
    .query<{ key: string; value: string }>('SELECT key, value FROM setting WHERE key >= ? AND key < ?')
    .all(prefix, `${prefix}\u{10ffff}`);
  return rows.map(({ key, value }) => ({ key, value: JSON.parse(value) as unknown }));
}

export function writeSettings(
  apply: Apply,
  label: string,
  agentId: number | null,
  entries: readonly Entry[],
): number {
  const changes = entries.map(({ key, value }) => ({
    table: 'setting' as const,
    op: 'put' as const,
    row: { key, value: value as Json },
  }));
  return apply({ label, agentId }, changes).operationId;
}

/** Secrets stay on this node and are never sent to a renderer (design.md, section 6). */
export function readSecret(reader: Reader, key: string): string | null {
  return reader.value<string>('SELECT value FROM secret WHERE key = ?').get(key) ?? null;
}

export function writeSecret(writer: Writer, key: string, value: string | null): void {
  if (value === null) writer.command('DELETE FROM secret WHERE key = ?').run(key);
  else {
    writer
      .command(
        'INSERT INTO secret (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      )
      .run(key, value);
  }
}
