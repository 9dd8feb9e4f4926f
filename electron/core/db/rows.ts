import type { Command, SqlValue, Writer } from './connection.ts';
import type { Column, Json, Key, SharedTable, TableShape } from './tables.ts';

/** Column → value as the change carries it: JSON columns are values here and text in the table. */
export type Values = Record<string, Json>;

/** Reads and writes rows of shared tables by their key. Knows nothing of clocks, changes or what derives. */
export type Rows = {
  shape(table: string): TableShape;
  keyOf(shape: TableShape, values: Values): Key;
  /** All shared columns and the row's clock; null where there is no such row. */
  read(shape: TableShape, key: Key): { values: Values; clock: number } | null;
  /** `derived` are columns that the table wants from the start, such as a follow-up's due time. */
  insert(shape: TableShape, values: Values, clock: number, derived: Record<string, SqlValue>): void;
  update(shape: TableShape, key: Key, fields: Values, clock?: number): void;
};

export function makeRows(writer: Writer, shapes: ReadonlyMap<string, TableShape>): Rows {
  const placeFact = writer.command('INSERT INTO place (id, owner, at) VALUES (?, ?, ?)');
  const inserts = new Map<SharedTable, { names: readonly string[]; command: Command }>();

  function insertOf(shape: TableShape, derived: readonly string[]): Command {
    const kept = inserts.get(shape.name);
    if (kept !== undefined) return kept.command;
    const names = [...shape.columns.map((column) => column.name), 'clock', ...derived];
    const command = writer.command(
      `INSERT INTO "${shape.name}" (${names.map(quote).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    );
    inserts.set(shape.name, { names, command });
    return command;
  }

  return {
    shape(table) {
      const shape = shapes.get(table);
      if (shape === undefined) throw new Error(`not a shared table: ${table}`);
      return shape;
    },
    keyOf(shape, values) {
      const parts = shape.key.map((name) => keyPart(values, name));
      return parts.length === 1 ? (parts[0] ?? '') : parts.join('/');
    },
    read(shape, key) {
      const names = [...shape.columns.map((column) => quote(column.name)), 'clock'].join(', ');
      const row = writer
        .query<Record<string, SqlValue>>(`SELECT ${names} FROM "${shape.name}" WHERE ${whereKey(shape)}`)
        .get(...keyValues(shape, key));
      if (row === undefined) return null;
      const values: Values = {};
      for (const column of shape.columns) values[column.name] = decode(column, row[column.name] ?? null);
      return { values, clock: Number(row['clock']) };
    },
    insert(shape, values, clock, derived) {
      const bound = shape.columns.map((column) => encode(column, values[column.name]));
      insertOf(shape, Object.keys(derived)).run(...bound, clock, ...Object.values(derived));
      if (shape.clusteredBy === null) return;
      placeFact.run(numberOf(values, 'id'), numberOf(values, shape.clusteredBy), numberOf(values, 'at'));
    },
    update(shape, key, fields, clock) {
      const columns = shape.columns.filter((column) => fields[column.name] !== undefined);
      const sets = columns.map((column) => `${quote(column.name)} = ?`);
      const bound = columns.map((column) => encode(column, fields[column.name]));
      if (clock !== undefined) {
        sets.push('clock = ?');
        bound.push(clock);
      }
      if (sets.length === 0) return;
      writer
        .command(`UPDATE "${shape.name}" SET ${sets.join(', ')} WHERE ${whereKey(shape)}`)
        .run(...bound, ...keyValues(shape, key));
    },
  };
}

/** Integer keys are bound as integers: in a column of type ANY a JavaScript number would be stored as a REAL. */
export function bindKey(key: Key): SqlValue {
  return typeof key === 'number' ? BigInt(key) : key;
}

/** The columns and values that a key stands for: `call_leg`'s `17/SIP-101` is call_id 17, leg SIP-101. */
export function splitKey(shape: TableShape, key: Key): Values {
  const [first, second] = shape.key;
  if (first === undefined) throw new Error('a table without a key');
  if (second === undefined) return { [first]: key };
  const text = String(key);
  const cut = text.indexOf('/');
  if (cut < 1) throw new Error(`not a key of ${shape.name}`);
  return { [first]: Number(text.slice(0, cut)), [second]: text.slice(cut + 1) };
}

/** All columns, with null or the column's default where a change left one out. */
export function completeRow(shape: TableShape, given: Values): Values {
  const row: Values = {};
  for (const column of shape.columns) {
    const value = given[column.name];
    if (value === undefined && column.required) {
      throw new Error(`${shape.name}.${column.name} is missing`);
    }
    row[column.name] = value === undefined ? column.fallback : value;
  }
  for (const name of Object.keys(given)) {
    if (!shape.column.has(name)) throw new Error(`${shape.name} has no shared column ${name}`);
  }
  return row;
}

function keyPart(values: Values, name: string): Key {
  const value = values[name];
  if (typeof value === 'number' || typeof value === 'string') return value;
  throw new Error(`${name} is part of a key`);
}

/** A text column that is never null. */
export function textOf(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new Error(`${name} is no text`);
  return value;
}

/** An id or a moment that is never null. */
export function numberOf(values: Values, name: string): number {
  const value = values[name];
  if (typeof value !== 'number') throw new Error(`${name} is no number`);
  return value;
}

/** The condition that finds a row by its key, with a `?` for each of `keyValues`. */
export function whereKey(shape: TableShape): string {
  if (shape.clusteredBy !== null) {
    return `("${shape.clusteredBy}", at) = (SELECT owner, at FROM place WHERE id = ?) AND id = ?`;
  }
  return shape.key.map((name) => `${quote(name)} = ?`).join(' AND ');
}

export function keyValues(shape: TableShape, key: Key): SqlValue[] {
  return shape.clusteredBy === null ? (Object.values(splitKey(shape, key)) as SqlValue[]) : [key, key];
}

function encode(column: Column, value: Json | undefined): SqlValue {
  const given = value === undefined ? column.fallback : value;
  if (column.type === 'json') return JSON.stringify(given);
  if (given === null || typeof given === 'number' || typeof given === 'string') return given;
  throw new Error(`${column.name} is ${column.type}, not ${typeof given}`);
}

function decode(column: Column, value: SqlValue): Json {
  if (column.type === 'json') return JSON.parse(String(value)) as Json;
  return value as Json;
}

function quote(name: string): string {
  return `"${name}"`;
}
