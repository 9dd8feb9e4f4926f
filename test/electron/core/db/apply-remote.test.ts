import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeApplyRemote, type RemoteChange } from '../../../../electron/core/db/apply-remote.ts';
import { makeDerivation } from '../../../../electron/core/db/derive.ts';
import { describeTables } from '../../../../electron/core/db/tables.ts';
import { makeTempStore, someNoon, type TempStore } from './temp-store.ts';

/** Everything that other nodes' changes may decide: rows, clocks, and what derives from them. */
function dump(store: TempStore): Record<string, unknown[]> {
  const tables = [...describeTables().keys(), 'field_clock', 'phone_index', 'parked_change'];
  return Object.fromEntries(
    tables.map((table) => [
      table,
      store.writer
        .query<Record<string, unknown>>(`SELECT * FROM "${table}"`)
        .all()
        .map((row) => JSON.stringify(row))
        .toSorted(),
    ]),
  );
}

function afterAll(changes: readonly RemoteChange[]): Record<string, unknown[]> {
  const store = makeTempStore();
  const applyRemote = makeApplyRemote(store.writer, { now: () => someNoon });
  // in parts, as a network brings them
  for (let at = 0; at < changes.length; at += 3) applyRemote(changes.slice(at, at + 3));
  const rows = dump(store);
  store.remove();
  return rows;
}

const history: RemoteChange[] = [
  { clock: 10, table: 'customer', key: 1, op: 'insert', body: { display_name: 'علی احمدی', created_at: 1 } },
  { clock: 11, table: 'customer', key: 2, op: 'insert', body: { display_name: 'ع. احمدی', created_at: 2 } },
  { clock: 20, table: 'customer', key: 1, op: 'update', body: { title: 'دکتر', origin: 'web' } },
  { clock: 21, table: 'customer', key: 1, op: 'update', body: { title: 'مهندس' } },
  { clock: 21, table: 'customer', key: 1, op: 'update', body: { title: 'استاد' } },
  { clock: 19, table: 'customer', key: 1, op: 'update', body: { origin: 'fair', display_name: 'علی کریمی' } },
  {
    clock: 12,
    table: 'phone',
    key: 3,
    op: 'insert',
    body: { customer_id: 1, raw: '0912', e164: '+989121234567', from_at: 1 },
  },
  { clock: 30, table: 'phone', key: 3, op: 'update', body: { customer_id: 2 } },
  { clock: 31, table: 'phone', key: 3, op: 'update', body: { label: 'mobile' } },
  {
    clock: 13,
    table: 'interaction',
    key: 4,
    op: 'insert',
    body: { customer_id: 2, written_for: 2, at: 5, kind: 'call', direction: 'inbound', gist: 'سلام' },
  },
  {
    clock: 14,
    table: 'observation',
    key: 5,
    op: 'insert',
    body: { customer_id: 2, written_for: 2, at: 6, trait: 'calm' },
  },
  {
    clock: 40,
    table: 'retraction',
    key: 6,
    op: 'insert',
    body: { at: 7, fact_table: 'observation', fact_id: 5 },
  },
  { clock: 41, table: 'retraction', key: 6, op: 'update', body: { withdrawn_at: 8 } },
  {
    clock: 42,
    table: 'retraction',
    key: 7,
    op: 'insert',
    body: { at: 9, fact_table: 'interaction', fact_id: 4 },
  },
  { clock: 50, table: 'customer_merge', key: 8, op: 'insert', body: { at: 9, from_id: 2, into_id: 1 } },
  {
    clock: 15,
    table: 'complaint',
    key: 9,
    op: 'insert',
    body: { customer_id: 2, written_for: 2, what: 'x', category: 'y', severity: 2, opened_at: 3 },
  },
  {
    clock: 16,
    table: 'complaint_event',
    key: 10,
    op: 'insert',
    body: { complaint_id: 9, at: 4, kind: 'assessed' },
  },
  {
    clock: 17,
    table: 'complaint_event',
    key: 11,
    op: 'insert',
    body: { complaint_id: 9, at: 5, kind: 'handed_over' },
  },
  { clock: 60, table: 'setting', key: 'branch/x', op: 'insert', body: { value: { a: 1 } } },
  { clock: 61, table: 'setting', key: 'branch/x', op: 'insert', body: { value: { a: 2 } } },
  { clock: 62, table: 'setting', key: 'branch/x', op: 'update', body: { value: { a: 3 } } },
  {
    clock: 63,
    table: 'relation',
    key: 12,
    op: 'insert',
    body: { customer_id: 1, other_id: 2, kind: 'family' },
  },
  {
    clock: 64,
    table: 'follow_up',
    key: 13,
    op: 'insert',
    body: { customer_id: 2, written_for: 2, kind: 'promise', what: 'z', made_at: 1, first_due_at: 2 },
  },
  {
    clock: 65,
    table: 'follow_up_event',
    key: 14,
    op: 'insert',
    body: { follow_up_id: 13, at: 3, kind: 'tried' },
  },
  { clock: 66, table: 'call_leg', key: '15/SIP/101', op: 'insert', body: { extension: '101' } },
  { clock: 67, table: 'call_leg', key: '15/SIP/101', op: 'update', body: { answered_at: 5 } },
];

describe('changes of other nodes', () => {
  it('give the same rows in whatever order they come, and however often', () => {
    const expected = afterAll(history);
    expect(expected['parked_change']).toEqual([]);
    expect(expected['customer']?.length).toBe(2);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(history, { minLength: history.length, maxLength: history.length }),
        fc.subarray(history),
        (order, again) => {
          expect(afterAll([...order, ...again])).toEqual(expected);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it('never let an older write of a field win, and keep what each of two wrote to different fields', () => {
    const rows = afterAll(history);
    const first = JSON.parse(
      String(rows['customer']?.find((row) => String(row).includes('"id":1,'))),
    ) as Record<string, unknown>;
    expect(first).toMatchObject({
      title: 'مهندس',
      origin: 'web',
      display_name: 'علی کریمی',
      n_interaction: 0,
    });
    expect(first).toMatchObject({ n_open_complaint: 1, n_open_follow_up: 1, merged_into: null });
    expect(rows['setting']).toEqual([expect.stringContaining('3')]);
    expect(rows['call_leg']).toEqual([expect.stringContaining('"answered_at":5')]);
  });

  it('move the clock of this node past theirs', () => {
    const store = makeTempStore();
    const future = 2 ** 50;
    makeApplyRemote(store.writer, { now: () => someNoon })([
      { clock: future, table: 'customer', key: 1, op: 'insert', body: { display_name: 'x', created_at: 1 } },
    ]);
    store.apply({ label: 'here', agentId: null }, [
      { table: 'customer', op: 'update', key: 1, fields: { display_name: 'y' } },
    ]);
    expect(store.writer.value('SELECT clock FROM field_clock').get()).toBe(future + 1);
    store.remove();
  });

  it('refuse a table or a column that is not shared', () => {
    const store = makeTempStore();
    const applyRemote = makeApplyRemote(store.writer, { now: () => someNoon });
    const body = { display_name: 'x', created_at: 1 };
    expect(() => applyRemote([{ clock: 1, table: 'secret', key: 1, op: 'insert', body }])).toThrow(/shared/);
    expect(() =>
      applyRemote([{ clock: 1, table: 'customer', key: 1, op: 'insert', body: { ...body, tier: 'gold' } }]),
    ).toThrow(/no shared column/);
    store.remove();
  });
});

const day = 86_400_000;
const step = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom(
    'interaction',
    'purchase',
    'enquiry',
    'observation',
    'complaint',
    'followUp',
    'grant',
    'phone',
    'retract',
    'rename',
    'status',
    'merge',
  ),
  at: fc.nat(50),
  pick: fc.nat(30),
});

describe('what is derived step by step', () => {
  it('equals what is counted anew from the rows', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const store = makeTempStore();
        const by = { label: 'step', agentId: 1 };
        const customers = [0, 1, 2].map((n) =>
          Number(
            store.apply(by, [
              { table: 'customer', op: 'insert', row: { display_name: `مشتری ${n}`, created_at: someNoon } },
            ]).keys[0],
          ),
        );
        const facts: { table: string; id: number }[] = [];
        for (const { who, what, at, pick } of steps) {
          const customer_id = customers[who] ?? 0;
          const when = someNoon + at * day;
          const added = oneStep(store, what, customer_id, when, pick, facts, customers);
          if (added !== null) facts.push(added);
        }
        const before = dump(store);
        store.writer.transaction(() => {
          const turn = makeDerivation(store.writer, describeTables()).turn();
          for (const id of customers) turn.recountAll(id);
          turn.finish();
        });
        expect(dump(store)).toEqual(before);
        store.remove();
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

function oneStep(
  store: TempStore,
  what: string,
  customer_id: number,
  at: number,
  pick: number,
  facts: readonly { table: string; id: number }[],
  customers: readonly number[],
): { table: string; id: number } | null {
  const by = { label: 'step', agentId: 1 };
  const added = (table: string, keys: readonly (number | string)[]): { table: string; id: number } => ({
    table,
    id: Number(keys[0]),
  });
  const fact = facts[pick % Math.max(1, facts.length)];
  switch (what) {
    case 'interaction': {
      const row = { customer_id, at, kind: 'call', direction: 'inbound' };
      return added('interaction', store.apply(by, [{ table: 'interaction', op: 'insert', row }]).keys);
    }
    case 'purchase': {
      const row = { customer_id, at, what: `p${pick}`, status: 'in_progress', amount: pick };
      return added('purchase', store.apply(by, [{ table: 'purchase', op: 'insert', row }]).keys);
    }
    case 'enquiry': {
      const row = { customer_id, at, what: 'e' };
      return added('enquiry', store.apply(by, [{ table: 'enquiry', op: 'insert', row }]).keys);
    }
    case 'observation': {
      const row = { customer_id, at, trait: 'calm' };
      return added('observation', store.apply(by, [{ table: 'observation', op: 'insert', row }]).keys);
    }
    case 'complaint': {
      const row = { customer_id, what: 'c', category: 'd', severity: 2, opened_at: at };
      return added('complaint', store.apply(by, [{ table: 'complaint', op: 'insert', row }]).keys);
    }
    case 'followUp': {
      const row = { customer_id, kind: 'promise', what: 'f', made_at: at, first_due_at: at };
      return added('follow_up', store.apply(by, [{ table: 'follow_up', op: 'insert', row }]).keys);
    }
    case 'grant': {
      const row = { customer_id, at, what: 'g' };
      return added('grant_given', store.apply(by, [{ table: 'grant_given', op: 'insert', row }]).keys);
    }
    case 'phone': {
      const row = { customer_id, raw: 'r', e164: `+98912000000${pick % 4}`, from_at: at };
      store.apply(by, [{ table: 'phone', op: 'insert', row }]);
      return null;
    }
    case 'retract':
      if (fact !== undefined) {
        const row = { at, fact_table: fact.table, fact_id: fact.id };
        store.apply(by, [{ table: 'retraction', op: 'insert', row }]);
      }
      return null;
    case 'status':
      if (fact?.table === 'purchase') {
        const status = pick % 2 === 0 ? 'cancelled' : 'done';
        store.apply(by, [{ table: 'purchase', op: 'update', key: fact.id, fields: { status } }]);
      }
      return null;
    case 'merge': {
      const into_id = customers[pick % customers.length] ?? 0;
      if (into_id === customer_id) return null;
      const row = { at, from_id: customer_id, into_id };
      return added('customer_merge', store.apply(by, [{ table: 'customer_merge', op: 'insert', row }]).keys);
    }
    default: {
      const fields = { display_name: `نام ${pick}` };
      store.apply(by, [{ table: 'customer', op: 'update', key: customer_id, fields }]);
      return null;
    }
  }
}
