import type { Apply, Applied } from './apply.ts';
import type { Writer } from './connection.ts';
import { makeJournal, type RowChange, type StoredOperation } from './operation.ts';
import { bindKey, makeRows } from './rows.ts';
import { describeTables, type Change, type Key, type TableShape } from './tables.ts';

export type UndoResult =
  | ({ readonly state: 'undone' } & Applied)
  /** Changed since, by someone else or in a later operation: nothing was taken back. */
  | { readonly state: 'changed_since'; readonly fields: readonly ChangedField[] }
  | { readonly state: 'already_undone' }
  /** No such operation, or it is older than the undo window. */
  | { readonly state: 'gone' }
  /** What a line reported, or what carries no change, is not taken back. */
  | { readonly state: 'not_undoable' };

export type ChangedField = { readonly table: string; readonly key: Key; readonly field: string };

/** Takes back one operation; taking back the taking back does it again. */
export type Undo = (operationId: number, by: { readonly agentId: number | null }) => UndoResult;

/** How long an operation can be taken back, where no hub is joined: then its changes are trimmed. */
export const undoWindowMs = 30 * 86_400_000;

class Refused extends Error {
  readonly result: UndoResult;
  constructor(result: UndoResult) {
    super('undo refused');
    this.result = result;
  }
}

export function makeUndo(writer: Writer, apply: Apply, tools: { readonly now: () => number }): Undo {
  const shapes = describeTables();
  const rows = makeRows(writer, shapes);
  const journal = makeJournal(writer);
  const fieldClock = writer.value<number>(
    'SELECT clock FROM field_clock WHERE "table" = ? AND key = ? AND field = ?',
  );
  const laterFields = writer.value<string>(
    'SELECT field FROM field_clock WHERE "table" = ? AND key = ? AND clock > ?',
  );
  const openRetraction = writer.value<number>(
    'SELECT id FROM retraction WHERE fact_table = ? AND fact_id = ? AND withdrawn_at IS NULL LIMIT 1',
  );

  return (operationId, by) => {
    try {
      return writer.transaction(() => undo(operationId, by.agentId));
    } catch (error) {
      if (error instanceof Refused) return error.result;
      throw error;
    }
  };

  function undo(operationId: number, agentId: number | null): UndoResult {
    const operation = latestOf(operationId);
    if (operation === undefined) throw new Refused({ state: 'gone' });
    // the last one first: it is taken back before what it was written on
    const made = operation.changes.toReversed();
    if (made.length === 0) throw new Refused({ state: 'not_undoable' });
    const inverse = new Map<string, Change>();
    const conflicts: ChangedField[] = [];
    for (const change of made) {
      const shape = rows.shape(change.table);
      conflicts.push(...changedSince(shape, change, made));
      addInverse(inverse, shape, change);
    }
    if (conflicts.length > 0) throw new Refused({ state: 'changed_since', fields: distinct(conflicts) });
    const applied = apply({ label: `undo ${operation.label}`, agentId, undoes: operation.id }, [
      ...inverse.values(),
    ]);
    journal.markUndone(operation.id, applied.operationId);
    return { state: 'undone', ...applied };
  }

  /** Asked to take back what was taken back and done again, the doing again is meant. */
  function latestOf(operationId: number): StoredOperation | undefined {
    const operation = journal.read(operationId);
    if (operation?.undone_by === null || operation === undefined) return operation;
    const undoing = journal.read(operation.undone_by);
    if (undoing?.undone_by === null) throw new Refused({ state: 'already_undone' });
    return undoing?.undone_by === undefined ? undefined : latestOf(undoing.undone_by);
  }

  function changedSince(shape: TableShape, change: RowChange, made: readonly RowChange[]): ChangedField[] {
    const at = (field: string): ChangedField => ({ table: shape.name, key: change.key, field });
    const later = laterFields.all(shape.name, bindKey(change.key), change.clock);
    const ownLater = (field: string): boolean => made.some((other) => isLaterWrite(other, change, field));
    if (change.op === 'update') {
      const fields = Object.keys(change.body);
      return fields.filter((field) => later.includes(field) && !ownLater(field)).map(at);
    }
    const changed = later.filter((field) => !ownLater(field)).map(at);
    if (shape.kind === 'fact' && openRetraction.get(shape.name, Number(change.key)) !== undefined) {
      changed.push(at('hidden_by'));
    }
    if (shape.name === 'customer') changed.push(...dependents(change, made).map(at));
    return changed;
  }

  function isLaterWrite(other: RowChange, change: RowChange, field: string): boolean {
    return (
      other.table === change.table &&
      other.key === change.key &&
      other.clock > change.clock &&
      fieldClock.get(other.table, bindKey(other.key), field) === other.clock
    );
  }

  /** A new customer who has been written to since is not taken away with what was written. */
  function dependents(change: RowChange, made: readonly RowChange[]): string[] {
    const found: string[] = [];
    for (const shape of shapes.values()) {
      if (!shape.column.has('customer_id') || shape.name === 'call') continue;
      const key = shape.column.has('id') ? 'id' : 'call_id';
      const alive = shape.column.has('deleted_at') && !shape.hasWrittenFor ? 'deleted_at IS NULL' : 'TRUE';
      const visible = shape.hasWrittenFor ? 'hidden_by IS NULL' : 'TRUE';
      const others = writer
        .value<number>(`SELECT ${key} FROM "${shape.name}" WHERE customer_id = ? AND ${alive} AND ${visible}`)
        .all(Number(change.key))
        .filter((id) => !made.some((own) => own.table === shape.name && own.key === id));
      if (others.length > 0) found.push(shape.name);
    }
    return found;
  }

  /** Later changes come first here, so the last to speak for a row and field is the state before the operation. */
  function addInverse(inverse: Map<string, Change>, shape: TableShape, change: RowChange): void {
    const name = `${shape.name} ${change.key}`;
    if (change.op === 'insert') {
      inverse.set(name, inverseOfInsert(shape, change.key));
      return;
    }
    const { before } = change;
    if (before === undefined) throw new Error('an update without what was before');
    const known = inverse.get(name);
    const fields = known?.op === 'update' ? { ...known.fields, ...before } : before;
    inverse.set(name, { table: shape.name, op: 'update', key: change.key, fields });
  }

  function inverseOfInsert(shape: TableShape, key: Key): Change {
    const now = tools.now();
    if (shape.name === 'retraction') {
      return { table: 'retraction', op: 'update', key, fields: { withdrawn_at: now } };
    }
    if (shape.name === 'setting') return { table: 'setting', op: 'update', key, fields: { value: null } };
    if (shape.kind === 'fact') {
      const row = { at: now, fact_table: shape.name, fact_id: Number(key), reason: 'undo' };
      return { table: 'retraction', op: 'insert', row };
    }
    if (!shape.mayChange.has('deleted_at')) throw new Refused({ state: 'not_undoable' });
    return { table: shape.name, op: 'update', key, fields: { deleted_at: now } } as Change;
  }
}

function distinct(fields: readonly ChangedField[]): ChangedField[] {
  return [...new Map(fields.map((each) => [`${each.table} ${each.key} ${each.field}`, each])).values()];
}
