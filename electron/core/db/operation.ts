import type { Query, Writer } from './connection.ts';
import type { NodeTurn } from './node-state.ts';
import { schemaVersion } from './migrations/index.ts';
import type { Values } from './rows.ts';
import type { Key, SharedTable } from './tables.ts';

/** Who wrote what, and when. One operation is what one undo takes back. */
export type Operation = {
  /** The method's name, for example `customers.attachPhone`. */
  readonly label: string;
  readonly agentId: number | null;
  /** UTC ms; now, where left out. */
  readonly at?: number;
  /** Set by `undo` only. */
  readonly undoes?: number;
};

/** One row as an operation changed it: what sync sends, and what undo goes back to. */
export type RowChange = {
  readonly table: SharedTable;
  readonly key: Key;
  readonly op: 'insert' | 'update';
  readonly clock: number;
  readonly body: Values;
  /** The fields as they were; absent for an insert. */
  readonly before?: Values;
};

export type StoredOperation = {
  readonly id: number;
  readonly label: string;
  readonly undone_by: number | null;
  readonly changes: readonly RowChange[];
};

/** The journal of what was written here: one row for each operation, with all its changes. */
export type Journal = {
  /** Writes the operation, and with it where the node's ids and clock stand now. */
  write(id: number, at: number, operation: Operation, changes: readonly RowChange[], node: NodeTurn): void;
  read(id: number): StoredOperation | undefined;
  markUndone(id: number, by: number): void;
};

type OperationRow = Omit<StoredOperation, 'changes'> & { readonly changes: string };

export function makeJournal(writer: Writer): Journal {
  const insert = writer.command(
    `INSERT INTO operation (id, at, agent_id, label, undoes, last_id, last_clock, schema, changes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select: Query<OperationRow> = writer.query(
    'SELECT id, label, undone_by, changes FROM operation WHERE id = ?',
  );
  const setUndone = writer.command('UPDATE operation SET undone_by = ? WHERE id = ?');
  return {
    write(id, at, { agentId, label, undoes }, changes, node) {
      const { id: lastId, clock } = node.last();
      const text = JSON.stringify(changes);
      insert.run(id, at, agentId, label, undoes ?? null, lastId, clock, schemaVersion, text);
    },
    read(id) {
      const row = select.get(id);
      return row && { ...row, changes: JSON.parse(row.changes) as RowChange[] };
    },
    markUndone: (id, by) => void setUndone.run(by, id),
  };
}
