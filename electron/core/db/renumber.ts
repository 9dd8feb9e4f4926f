import type { SqlValue, Writer } from './connection.ts';
import { idColumns, idProperties, jsonColumns, keyColumns } from './id-columns.ts';
import { maxNodeNumber, nodeOfId, withNode } from './ids.ts';
import type { RowChange } from './operation.ts';
import type { Json } from './tables.ts';

/**
 * Gives the node another number, and every id that it ever made with it, in one transaction: fifty random numbers
 * of 12 bits collide in one of four cases, so a hub must be able to give a new one. Meant for the moment of
 * joining, with no other lane at work; the gist index is entered anew from its queue.
 */
export function renumber(writer: Writer, from: number, to: number): void {
  if (!Number.isInteger(to) || to < 0 || to > maxNodeNumber) throw new Error('a node number has 12 bits');
  if (from === to) return;
  writer.define('renumber_key', (value) => renumberKey(value, from, to));
  writer.define('renumber_json', (value) => renumberJson(String(value), false, from, to));
  writer.define('renumber_changes', (value) => renumberChanges(String(value), from, to));
  writer.define('renumber_list', (value) => renumberJson(String(value), true, from, to));
  writer.transaction(() => {
    enterGistsAnew(writer, from);
    for (const [table, columns] of Object.entries(jsonColumns)) {
      for (const column of columns) rewrite(writer, table, column, rewriterOf[column] ?? 'renumber_json');
    }
    for (const [table, columns] of Object.entries(keyColumns)) {
      for (const column of columns) rewrite(writer, table, column, 'renumber_key');
    }
    for (const [table, columns] of Object.entries(idColumns)) {
      for (const column of columns) renumberColumn(writer, table, column, from, to);
    }
    writer.command('UPDATE node SET number = ?').run(to);
    writer
      .command(
        'INSERT OR IGNORE INTO gist_queue SELECT id FROM interaction WHERE gist IS NOT NULL AND (id >> 10) & 4095 = ?',
      )
      .run(BigInt(to));
  });
}

/** JSON columns that are not objects with ids under named properties. */
const rewriterOf: Readonly<Record<string, string>> = { heads: 'renumber_list', changes: 'renumber_changes' };

/** The arithmetic of `withNode`, in SQL: seconds · node (12 bits) · sequence (10 bits). */
function renumberColumn(writer: Writer, table: string, column: string, from: number, to: number): void {
  writer
    .command(
      `UPDATE "${table}" SET "${column}" = "${column}" + ?1 WHERE ("${column}" >> 10) & 4095 = ?2 AND "${column}" > 0`,
    )
    .run(BigInt((to - from) * 1024), BigInt(from));
}

/** An id, or a text that holds one: `<call id>/<leg>`, `agent:<id>/<setting>`, `manual:<customer id>`. */
function renumberKey(value: SqlValue, from: number, to: number): SqlValue {
  // a BigInt, because a number would be stored as a REAL in a column of type ANY
  if (typeof value === 'number') return BigInt(renumberId(value, from, to));
  return typeof value === 'string' ? renumberText(value, from, to) : value;
}

function renumberId(id: number, from: number, to: number): number {
  return nodeOfId(id) === from ? withNode(id, to) : id;
}

function renumberText(text: string, from: number, to: number): string {
  return text.replace(
    /^(agent:|manual:)?(\d{1,16})(?=\/|$)/,
    (whole, scope: string | undefined, digits: string) => {
      const id = Number(digits);
      return Number.isSafeInteger(id) && nodeOfId(id) === from ? `${scope ?? ''}${withNode(id, to)}` : whole;
    },
  );
}

function rewrite(writer: Writer, table: string, column: string, by: string): void {
  writer
    .command(`UPDATE "${table}" SET "${column}" = ${by}("${column}") WHERE "${column}" IS NOT NULL`)
    .run();
}

/** The changes of an operation: their keys, and the ids in what was written and what was there before. */
function renumberChanges(text: string, from: number, to: number): string {
  const changes = (JSON.parse(text) as RowChange[]).map((change) => {
    const { key } = change;
    return {
      ...change,
      key: typeof key === 'number' ? renumberId(key, from, to) : renumberText(key, from, to),
    };
  });
  return JSON.stringify(inJson(changes, false, from, to));
}

function renumberJson(text: string, isIdList: boolean, from: number, to: number): string {
  return JSON.stringify(inJson(JSON.parse(text) as Json, isIdList, from, to));
}

/** `holdsIds`: the value stands under a property that names ids. */
function inJson(value: Json, holdsIds: boolean, from: number, to: number): Json {
  if (typeof value === 'number') return holdsIds && nodeOfId(value) === from ? withNode(value, to) : value;
  if (Array.isArray(value)) return value.map((each: Json) => inJson(each, holdsIds, from, to));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>).map(([name, inner]) => [
      name,
      packedIdPlaces[name] === undefined
        ? inJson(inner, idProperties.has(name), from, to)
        : inPacked(inner, packedIdPlaces[name], from, to),
    ]),
  );
}

/** Some of the digest's lists hold arrays: where in them ids stand. */
const packedIdPlaces: Readonly<Record<string, readonly number[]>> = {
  observations: [2, 4, 5],
  history: [0, 7],
};

function inPacked(list: Json, idPlaces: readonly number[], from: number, to: number): Json {
  if (!Array.isArray(list)) return list;
  return list.map((entry: Json) =>
    Array.isArray(entry)
      ? entry.map((each: Json, place) => inJson(each, idPlaces.includes(place), from, to))
      : entry,
  );
}

/** Its rowids are interaction ids, and a contentless index gives nothing back: it is filled again from the queue. */
function enterGistsAnew(writer: Writer, from: number): void {
  writer
    .command(
      `DELETE FROM gist_fts WHERE rowid IN (
         SELECT id FROM interaction WHERE gist IS NOT NULL AND (id >> 10) & 4095 = ?)`,
    )
    .run(BigInt(from));
}
