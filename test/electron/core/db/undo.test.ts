import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Applied, Changes } from '../../../../electron/core/db/apply.ts';
import { trimChanges } from '../../../../electron/core/db/trim.ts';
import { makeUndo, undoWindowMs, type Undo, type UndoResult } from '../../../../electron/core/db/undo.ts';
import { makeTempStore, someNoon, type TempStore } from './temp-store.ts';

let store: TempStore;
let undo: Undo;

beforeEach(() => {
  store = makeTempStore();
  undo = makeUndo(store.writer, store.apply, { now: () => store.clock.now });
});
afterEach(() => store.remove());

function write(changes: Changes): Applied {
  return store.apply({ label: 'customers.test', agentId: 1 }, changes);
}

function newCustomer(): { id: number; operationId: number } {
  const { keys, operationId } = write([
    { table: 'customer', op: 'insert', row: { display_name: 'مریم احمدی', created_at: someNoon } },
  ]);
  return { id: Number(keys[0]), operationId };
}

function undone(result: UndoResult): Applied {
  if (result.state !== 'undone') throw new Error(JSON.stringify(result));
  return result;
}

function read(sql: string): Record<string, unknown> | undefined {
  return store.writer.query<Record<string, unknown>>(sql).get();
}

describe('undo', () => {
  it('restores what was there before, and does it again when it is itself undone', () => {
    const { id } = newCustomer();
    const { operationId } = write([
      { table: 'customer', op: 'update', key: id, fields: { title: 'دکتر', display_name: 'دکتر احمدی' } },
    ]);
    const taken = undone(undo(operationId, { agentId: 2 }));
    expect(read('SELECT title, display_name, name_key FROM customer')).toEqual({
      title: null,
      display_name: 'مریم احمدی',
      name_key: 'مریماحمدی',
    });
    expect(read(`SELECT label, agent_id, undoes FROM operation WHERE id = ${taken.operationId}`)).toEqual({
      label: 'undo customers.test',
      agent_id: 2,
      undoes: operationId,
    });
    expect(taken.customerIds).toEqual([id]);
    undone(undo(taken.operationId, { agentId: 2 }));
    expect(read('SELECT title, display_name FROM customer')).toEqual({
      title: 'دکتر',
      display_name: 'دکتر احمدی',
    });
  });

  it('goes back and forth as often as it is asked', () => {
    const { id } = newCustomer();
    const { operationId } = write([{ table: 'customer', op: 'update', key: id, fields: { title: 'دکتر' } }]);
    for (let n = 0; n < 3; n += 1) {
      const taken = undone(undo(operationId, { agentId: 1 }));
      expect(read('SELECT title FROM customer')?.['title']).toBe(null);
      expect(undo(operationId, { agentId: 1 })).toEqual({ state: 'already_undone' });
      undone(undo(taken.operationId, { agentId: 1 }));
      expect(read('SELECT title FROM customer')?.['title']).toBe('دکتر');
    }
  });

  it('is refused for each field changed since, and then takes nothing back', () => {
    const { id } = newCustomer();
    const { operationId } = write([
      {
        table: 'customer',
        op: 'update',
        key: id,
        fields: { title: 'دکتر', honorific: 'female', origin: 'web' },
      },
    ]);
    write([{ table: 'customer', op: 'update', key: id, fields: { title: 'مهندس', origin: 'fair' } }]);
    const result = undo(operationId, { agentId: 1 });
    expect(result).toEqual({
      state: 'changed_since',
      fields: [
        { table: 'customer', key: id, field: 'title' },
        { table: 'customer', key: id, field: 'origin' },
      ],
    });
    expect(read('SELECT title, honorific, origin FROM customer')).toEqual({
      title: 'مهندس',
      honorific: 'female',
      origin: 'fair',
    });
    expect(store.writer.value("SELECT count(*) FROM operation WHERE label LIKE 'undo%'").get()).toBe(0);
  });

  it('retracts the facts of a wrap-up, and brings them back', () => {
    const { id } = newCustomer();
    const wrapUp = write((newId) => {
      const complaint = newId();
      return [
        {
          table: 'interaction',
          op: 'insert',
          row: { customer_id: id, at: someNoon, kind: 'call', direction: 'inbound', gist: 'شکایت' },
        },
        {
          table: 'complaint',
          op: 'insert',
          row: { id: complaint, customer_id: id, what: 'x', category: 'y', severity: 2, opened_at: someNoon },
        },
        {
          table: 'complaint_event',
          op: 'insert',
          row: { complaint_id: complaint, at: someNoon, kind: 'assessed' },
        },
        {
          table: 'follow_up',
          op: 'insert',
          row: { customer_id: id, kind: 'promise', what: 'z', made_at: someNoon, first_due_at: someNoon },
        },
      ];
    });
    const counters = 'SELECT n_interaction, n_open_complaint, n_open_follow_up FROM customer';
    const before = read('SELECT * FROM customer');
    const taken = undone(undo(wrapUp.operationId, { agentId: 1 }));
    expect(read(counters)).toEqual({ n_interaction: 0, n_open_complaint: 0, n_open_follow_up: 0 });
    expect(read('SELECT state FROM complaint')).toEqual({ state: 'received' });
    undone(undo(taken.operationId, { agentId: 1 }));
    expect(read('SELECT * FROM customer')).toEqual(before);
    expect(read('SELECT state, closed_at FROM complaint')).toEqual({ state: 'assessed', closed_at: null });
  });

  it('takes a new customer away only while nobody has written to them', () => {
    const { id, operationId } = newCustomer();
    const note = write([
      {
        table: 'interaction',
        op: 'insert',
        row: { customer_id: id, at: 1, kind: 'call', direction: 'inbound' },
      },
    ]);
    expect(undo(operationId, { agentId: 1 })).toMatchObject({
      state: 'changed_since',
      fields: [{ table: 'customer', key: id, field: 'interaction' }],
    });
    undone(undo(note.operationId, { agentId: 1 }));
    undone(undo(operationId, { agentId: 1 }));
    expect(read('SELECT deleted_at FROM customer')).toEqual({ deleted_at: someNoon });
  });

  it('takes back a new setting, and refuses a fact that was retracted meanwhile', () => {
    const setting = write([{ table: 'setting', op: 'put', row: { key: 'branch/x', value: 5 } }]);
    undone(undo(setting.operationId, { agentId: 1 }));
    expect(read('SELECT value FROM setting')).toEqual({ value: 'null' });
    const { id } = newCustomer();
    const { keys, operationId } = write([
      { table: 'consent', op: 'insert', row: { customer_id: id, at: 1, purpose: 'sms', given: 0 } },
    ]);
    write([
      { table: 'retraction', op: 'insert', row: { at: 2, fact_table: 'consent', fact_id: Number(keys[0]) } },
    ]);
    expect(undo(operationId, { agentId: 1 })).toMatchObject({ state: 'changed_since' });
  });

  it('knows no operation that is not there, that changed nothing, or that is past the window', () => {
    expect(undo(123, { agentId: 1 })).toEqual({ state: 'gone' });
    const empty = write([]);
    expect(undo(empty.operationId, { agentId: 1 })).toEqual({ state: 'not_undoable' });
    const call = write([
      {
        table: 'call',
        op: 'insert',
        row: { call_key: 'k', line_id: 'l', direction: 'inbound', started_at: 1 },
      },
    ]);
    expect(undo(call.operationId, { agentId: 1 })).toEqual({ state: 'not_undoable' });
    const { id, operationId } = newCustomer();
    store.clock.now += undoWindowMs + 1;
    const later = write([{ table: 'customer', op: 'update', key: id, fields: { title: 'دکتر' } }]);
    while (trimChanges(store.writer, store.clock.now, 1) > 0);
    expect(store.writer.value('SELECT label FROM operation').all()).toHaveLength(1);
    expect(undo(operationId, { agentId: 1 })).toEqual({ state: 'gone' });
    undone(undo(later.operationId, { agentId: 1 }));
  });

  it('are never all trimmed: the newest says which ids and clock readings were given', () => {
    const { operationId } = newCustomer();
    store.clock.now += 2 * undoWindowMs;
    while (trimChanges(store.writer, store.clock.now, 10) > 0);
    store.clock.now = someNoon - undoWindowMs; // and the machine's clock ran back
    expect(store.writer.value('SELECT id FROM operation').all()).toEqual([operationId]);
    const clockBefore = store.writer.value<number>('SELECT max(clock) FROM customer').get() ?? 0;
    const next = newCustomer();
    expect(next.operationId).toBeGreaterThan(operationId + 1);
    const clock = store.writer.value<number>('SELECT clock FROM customer WHERE id = ?').get(next.id);
    expect(clock).toBeGreaterThan(clockBefore);
  });

  it('keeps all changes where a hub is joined', () => {
    newCustomer();
    store.writer.command('UPDATE node SET hub_joined = 1').run();
    expect(trimChanges(store.writer, store.clock.now + undoWindowMs * 2, 100)).toBe(0);
  });
});

const fields = ['title', 'given_name', 'family_name', 'address_note'] as const;
const writes = fc.array(
  fc.dictionary(fc.constantFrom(...fields), fc.constantFrom('a', 'b', 'c', null), { minKeys: 1, maxKeys: 3 }),
  { minLength: 1, maxLength: 6 },
);

describe('undo, whatever was written', () => {
  it('restores every field of the operation when nobody changed one since, and else nothing', () => {
    fc.assert(
      fc.property(writes, fc.nat(), (list, pick) => {
        const { id } = newCustomer();
        const row = (): Record<string, unknown> =>
          read(`SELECT ${fields.join(', ')} FROM customer WHERE id = ${id}`) ?? {};
        const history = list.map((change) => {
          const before = row();
          const { operationId } = write([{ table: 'customer', op: 'update', key: id, fields: change }]);
          const after = row();
          return { operationId, changed: fields.filter((field) => before[field] !== after[field]), before };
        });
        const place = pick % history.length;
        const target = history[place];
        if (target === undefined) return;
        const since = new Set(history.slice(place + 1).flatMap((each) => each.changed));
        const conflicts = target.changed.filter((field) => since.has(field));
        const now = row();
        const restored = Object.fromEntries(target.changed.map((field) => [field, target.before[field]]));
        const isFree = target.changed.length > 0 && conflicts.length === 0;
        const result = undo(target.operationId, { agentId: 1 });
        expect({
          state: result.state,
          fields: result.state === 'changed_since' ? result.fields.map((each) => each.field).toSorted() : [],
          row: row(),
        }).toEqual({
          state: isFree ? 'undone' : target.changed.length === 0 ? 'not_undoable' : 'changed_since',
          fields: conflicts.toSorted(),
          row: isFree ? { ...now, ...restored } : now,
        });
        if (result.state === 'undone') undone(undo(result.operationId, { agentId: 1 }));
        expect(row()).toEqual(now);
      }),
      { numRuns: 60 },
    );
  });
});
