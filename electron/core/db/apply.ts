import type { Writer } from './connection.ts';
import { makeDerivation } from './derive.ts';
import { makeNodeState } from './node-state.ts';
import { makeJournal, type Operation, type RowChange } from './operation.ts';
import { bindKey, completeRow, makeRows, type Values } from './rows.ts';
import { sameJson } from './same-json.ts';
import { describeTables, type Change, type Json, type Key, type TableShape } from './tables.ts';

export type Applied = {
  readonly operationId: number;
  /** The keys of the rows, in the order of the changes. */
  readonly keys: readonly Key[];
  /** Whose card is another now. */
  readonly customerIds: readonly number[];
};

/**
 * Changes as a list, or as a function that makes the list inside the write transaction: there it may read what
 * stands in the store without anyone writing in between, and make ids for rows that point at each other.
 */
export type Changes = readonly Change[] | ((newId: () => number) => readonly Change[]);

/**
 * The only writer of shared tables. In one transaction: the rows, the clock of each field that is newer than its
 * row, the operation with its changes, and everything derived. A throw leaves nothing behind. Joins a
 * transaction that is already open (an import's batch).
 */
export type Apply = (operation: Operation, changes: Changes) => Applied;

export function makeApply(writer: Writer, tools: { readonly now: () => number }): Apply {
  const shapes = describeTables();
  const rows = makeRows(writer, shapes);
  const derivation = makeDerivation(writer, shapes);
  const nodeState = makeNodeState(writer);
  const journal = makeJournal(writer);
  const setFieldClock = writer.command(
    'INSERT OR REPLACE INTO field_clock ("table", key, field, clock) VALUES (?, ?, ?, ?)',
  );

  return (operation, changes) =>
    writer.transaction(() => {
      const now = tools.now();
      const node = nodeState.turn(now);
      const derived = derivation.turn();
      const operationId = node.id();
      const made: RowChange[] = [];
      const list = typeof changes === 'function' ? changes(() => node.id()) : changes;
      const keys = list.map((change) => applyOne(change));
      const customerIds = derived.finish();
      journal.write(operationId, operation.at ?? now, operation, made, node);
      return { operationId, keys, customerIds };

      function applyOne(change: Change): Key {
        const shape = rows.shape(change.table);
        if (change.op === 'insert') return insert(shape, change.row);
        if (change.op === 'put') return put(shape, change.row);
        return update(shape, change.key, change.fields);
      }

      function insert(shape: TableShape, given: Values): Key {
        const fresh = shape.column.has('id') && given['id'] === undefined;
        const row = completeRow(shape, shape.column.has('id') ? { id: node.id(), ...given } : given);
        const key = rows.keyOf(shape, row);
        const body = changeBody(shape, row);
        if (shape.hasWrittenFor) showUnderSurvivor(row);
        const clock = node.clock();
        rows.insert(shape, row, clock, derivation.columnsOf(shape, row));
        made.push({ table: shape.name, key, op: 'insert', clock, body });
        derived.inserted(shape, key, row, fresh || isOwnNewId(row['id']));
        return key;
      }

      /** Ids that a function of this operation made are as fresh as those made here. */
      function isOwnNewId(id: Json | undefined): boolean {
        return typeof id === 'number' && id > operationId;
      }

      function update(shape: TableShape, key: Key, fields: Values): Key {
        const found = rows.read(shape, key);
        if (found === null) throw new Error(`${shape.name}: no row to update`);
        const before: Values = {};
        const after: Values = {};
        for (const [name, value] of Object.entries(fields)) {
          if (!shape.mayChange.has(name))
            throw new Error(`${shape.name}.${name} is a fact: retract it instead`);
          const was = found.values[name] ?? null;
          if (sameJson(was, value)) continue;
          before[name] = was;
          after[name] = value;
        }
        if (Object.keys(after).length === 0) return key;
        const clock = node.clock();
        rows.update(shape, key, after);
        for (const field of Object.keys(after)) setFieldClock.run(shape.name, bindKey(key), field, clock);
        made.push({ table: shape.name, key, op: 'update', clock, body: after, before });
        derived.updated(shape, key, found.values, { ...found.values, ...after });
        return key;
      }

      function put(shape: TableShape, row: Values): Key {
        const key = rows.keyOf(shape, row);
        if (rows.read(shape, key) === null) return insert(shape, row);
        const fields = { ...row };
        for (const name of shape.key) delete fields[name];
        return update(shape, key, fields);
      }
    });

  /** `customer_id` is derived in history rows: `written_for` says whom the row was written for. */
  function showUnderSurvivor(row: Values): void {
    row['written_for'] ??= row['customer_id'] ?? null;
    const customerId = row['written_for'];
    if (typeof customerId === 'number') row['customer_id'] = derivation.survivorOf(customerId);
  }
}

/** What an insert carries: the columns that are neither its key nor what they would be if left out. */
function changeBody(shape: TableShape, row: Values): Values {
  const body: Values = {};
  for (const column of shape.columns) {
    const value = row[column.name] ?? null;
    if (shape.key.includes(column.name) || sameJson(value, column.fallback)) continue;
    body[column.name] = value;
  }
  return body;
}
