import type { Writer } from './connection.ts';
import { makeDerivation, type DerivationTurn } from './derive.ts';
import { makeNodeState } from './node-state.ts';
import { bindKey, completeRow, makeRows, splitKey, type Rows, type Values } from './rows.ts';
import { sameJson } from './same-json.ts';
import { describeTables, type Json, type Key, type TableShape } from './tables.ts';

/** A change as another node wrote it. */
export type RemoteChange = {
  readonly clock: number;
  readonly table: string;
  readonly key: Key;
  readonly op: 'insert' | 'update';
  readonly body: Values;
};

/**
 * Takes in changes of other nodes, in whatever order and however often they come: the rows are the same in the end.
 * Each field belongs to its newest write; of two writes with the same clock the one with the greater JSON text
 * wins, on every node alike. A change to a row that has not come yet is parked until it does.
 */
export type ApplyRemote = (changes: readonly RemoteChange[]) => { readonly customerIds: readonly number[] };

type ParkedRow = { clock: number; body: string };

export function makeApplyRemote(writer: Writer, tools: { readonly now: () => number }): ApplyRemote {
  const shapes = describeTables();
  const rows: Rows = makeRows(writer, shapes);
  const derivation = makeDerivation(writer, shapes);
  const nodeState = makeNodeState(writer);
  const fieldClocks = writer.query<{ field: string; clock: number }>(
    'SELECT field, clock FROM field_clock WHERE "table" = ? AND key = ?',
  );
  const setFieldClock = writer.command(
    'INSERT OR REPLACE INTO field_clock ("table", key, field, clock) VALUES (?, ?, ?, ?)',
  );
  const dropOldFieldClocks = writer.command(
    'DELETE FROM field_clock WHERE "table" = ? AND key = ? AND clock <= ?',
  );
  const park = writer.command(
    'INSERT OR IGNORE INTO parked_change ("table", key, clock, body) VALUES (?, ?, ?, ?)',
  );
  const parked = writer.query<ParkedRow>(
    'SELECT clock, body FROM parked_change WHERE "table" = ? AND key = ? ORDER BY clock, body',
  );
  const unpark = writer.command('DELETE FROM parked_change WHERE "table" = ? AND key = ?');

  return (changes) =>
    writer.transaction(() => {
      const node = nodeState.turn(tools.now());
      const derived = derivation.turn();
      for (const change of changes) {
        node.observe(change.clock);
        take(change, derived);
      }
      const customerIds = derived.finish();
      node.keep();
      return { customerIds };
    });

  function take(change: RemoteChange, derived: DerivationTurn): void {
    const shape = rows.shape(change.table);
    const found = rows.read(shape, change.key);
    if (found !== null) return merge(shape, change, found, derived);
    if (change.op === 'update') {
      park.run(shape.name, bindKey(change.key), change.clock, JSON.stringify(change.body));
      return;
    }
    insert(shape, change, derived);
    for (const waiting of parked.all(shape.name, bindKey(change.key))) {
      const body = JSON.parse(waiting.body) as Values;
      take({ ...change, op: 'update', clock: waiting.clock, body }, derived);
    }
    unpark.run(shape.name, bindKey(change.key));
  }

  function insert(shape: TableShape, change: RemoteChange, derived: DerivationTurn): void {
    const row = completeRow(shape, { ...change.body, ...splitKey(shape, change.key) });
    const writtenFor = row['written_for'] ?? row['customer_id'];
    if (shape.hasWrittenFor && typeof writtenFor === 'number') {
      row['written_for'] = writtenFor;
      row['customer_id'] = derivation.survivorOf(writtenFor);
    }
    rows.insert(shape, row, change.clock, derivation.columnsOf(shape, row));
    derived.inserted(shape, change.key, row, false);
  }

  /** An insert of a row that is there already (a setting made on two nodes) is a write of all its fields. */
  function merge(
    shape: TableShape,
    change: RemoteChange,
    found: { values: Values; clock: number },
    derived: DerivationTurn,
  ): void {
    const whole = change.op === 'insert';
    const written = whole
      ? completeRow(shape, { ...change.body, ...splitKey(shape, change.key) })
      : change.body;
    const clocks = new Map(
      fieldClocks.all(shape.name, bindKey(change.key)).map((each) => [each.field, each.clock]),
    );
    const winning: Values = {};
    for (const [field, value] of Object.entries(written)) {
      if (!shape.mayChange.has(field)) continue;
      const current = clocks.get(field) ?? found.clock;
      const was = found.values[field] ?? null;
      if (change.clock < current || (change.clock === current && !greater(value, was))) continue;
      winning[field] = value;
      if (!whole && change.clock > found.clock) {
        setFieldClock.run(shape.name, bindKey(change.key), field, change.clock);
      }
    }
    const rowClock = whole && change.clock > found.clock ? change.clock : undefined;
    rows.update(shape, change.key, winning, rowClock);
    if (rowClock !== undefined) dropOldFieldClocks.run(shape.name, bindKey(change.key), rowClock);
    const changed = Object.entries(winning).some(([field, value]) => !sameJson(value, found.values[field]));
    if (changed) derived.updated(shape, change.key, found.values, { ...found.values, ...winning });
  }
}

function greater(value: Json, than: Json): boolean {
  return JSON.stringify(value) > JSON.stringify(than);
}
