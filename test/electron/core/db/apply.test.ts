import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Applied, Changes } from '../../../../electron/core/db/apply.ts';
import { readDigest } from '../../../../electron/core/db/digest.ts';
import { makeTempStore, someNoon, wrongPlaces, type TempStore } from './temp-store.ts';

let store: TempStore;

beforeEach(() => {
  store = makeTempStore();
});
afterEach(() => store.remove());

function write(changes: Changes, at?: number): Applied {
  return store.apply({ label: 'test', agentId: 1, ...(at === undefined ? {} : { at }) }, changes);
}

function newCustomer(name = 'مریم احمدی'): number {
  const { keys } = write([
    { table: 'customer', op: 'insert', row: { display_name: name, created_at: someNoon } },
  ]);
  return Number(keys[0]);
}

function customer(id: number): Record<string, unknown> {
  const row = store.writer.query<Record<string, unknown>>('SELECT * FROM customer WHERE id = ?').get(id);
  if (row === undefined) throw new Error('no customer');
  return row;
}

describe('apply', () => {
  it('writes the row, its change and its operation together', () => {
    const id = newCustomer();
    const change = store.writer.query<Record<string, unknown>>('SELECT * FROM change').all();
    expect(change).toHaveLength(1);
    expect(change[0]).toMatchObject({ table: 'customer', key: id, op: 'insert', before: null, schema: 10 });
    expect(JSON.parse(String(change[0]?.['body']))).toEqual({
      display_name: 'مریم احمدی',
      created_at: someNoon,
    });
    const operation = store.writer.query<Record<string, unknown>>('SELECT * FROM operation').all();
    expect(operation).toMatchObject([
      { label: 'test', agent_id: 1, id: change[0]?.['operation_id'], undoes: null, undone_by: null },
    ]);
    expect(store.writer.value('SELECT typeof(key) FROM change').all()).toEqual(['integer']);
  });

  it('leaves nothing behind when one of its changes cannot be written', () => {
    const before = store.writer.query('SELECT * FROM node').get();
    expect(() =>
      write([
        { table: 'customer', op: 'insert', row: { display_name: 'نیمه‌کاره', created_at: someNoon } },
        { table: 'customer', op: 'insert', row: { display_name: 'x', created_at: someNoon, kind: 'ghost' } },
      ]),
    ).toThrow(/CHECK/);
    expect(store.writer.value('SELECT count(*) FROM customer').get()).toBe(0);
    expect(store.writer.value('SELECT count(*) FROM change').get()).toBe(0);
    expect(store.writer.query('SELECT * FROM node').get()).toEqual(before);
  });

  it('gives the clock of a changed field, and what was there before', () => {
    const id = newCustomer();
    write([{ table: 'customer', op: 'update', key: id, fields: { honorific: 'female', title: 'دکتر' } }]);
    const clocks = store.writer
      .query<{ field: string; clock: number }>('SELECT field, clock FROM field_clock')
      .all();
    expect(clocks.map((each) => each.field).toSorted()).toEqual(['honorific', 'title']);
    expect(clocks.every((each) => each.clock > Number(customer(id)['clock']))).toBe(true);
    const before = store.writer.value<string>("SELECT before FROM change WHERE op = 'update'").get();
    expect(JSON.parse(before ?? '')).toEqual({ honorific: null, title: null });
  });

  it('writes no change where nothing changes', () => {
    const id = newCustomer();
    write([
      { table: 'customer', op: 'update', key: id, fields: { display_name: 'مریم احمدی', title: null } },
    ]);
    expect(store.writer.value('SELECT count(*) FROM change').get()).toBe(1);
  });

  it('refuses to change a fact, and to write what is derived', () => {
    const id = newCustomer();
    const { keys } = write([
      {
        table: 'purchase',
        op: 'insert',
        row: { customer_id: id, at: someNoon, what: 'پرواز مشهد', status: 'in_progress', amount: 10 },
      },
    ]);
    const purchase = Number(keys[0]);
    const fields: object = { amount: 20 };
    expect(() => write([{ table: 'purchase', op: 'update', key: purchase, fields }])).toThrow(/fact/);
    const derived: object = { n_interaction: 7 };
    expect(() => write([{ table: 'customer', op: 'update', key: id, fields: derived }])).toThrow(
      /fact|retract/,
    );
    write([{ table: 'purchase', op: 'update', key: purchase, fields: { status: 'done' } }]);
    expect(customer(id)).toMatchObject({ n_purchase: 1, n_live_purchase: 0, sum_purchase: 10 });
  });

  it('puts a setting, new or known', () => {
    write([{ table: 'setting', op: 'put', row: { key: 'branch/company', value: 'سفر' } }]);
    write([
      { table: 'setting', op: 'put', row: { key: 'branch/company', value: { fa: 'سفر', en: 'Trip' } } },
    ]);
    expect(store.writer.query('SELECT key, value FROM setting').all()).toEqual([
      { key: 'branch/company', value: '{"fa":"سفر","en":"Trip"}' },
    ]);
  });

  it('makes rows that point at each other with ids of its own', () => {
    const id = newCustomer();
    write((newId) => {
      const complaint = newId();
      return [
        {
          table: 'complaint',
          op: 'insert',
          row: {
            id: complaint,
            customer_id: id,
            what: 'تأخیر',
            category: 'delay',
            severity: 2,
            opened_at: someNoon,
          },
        },
        {
          table: 'complaint_event',
          op: 'insert',
          row: {
            complaint_id: complaint,
            at: someNoon,
            kind: 'acknowledged',
            body: { ownerAgentId: 5, dueAt: someNoon + 1 },
          },
        },
      ];
    });
    expect(
      store.writer.query('SELECT state, owner_agent_id, sla_due_at, closed_at FROM complaint').get(),
    ).toEqual({
      state: 'acknowledged',
      owner_agent_id: 5,
      sla_due_at: someNoon + 1,
      closed_at: null,
    });
    expect(customer(id)['n_open_complaint']).toBe(1);
  });
});

describe('what apply derives', () => {
  it('counts the history of a customer', () => {
    const id = newCustomer();
    for (const at of [someNoon, someNoon - 1000, someNoon + 5]) {
      write([
        {
          table: 'interaction',
          op: 'insert',
          row: { customer_id: id, at, kind: 'call', direction: 'inbound' },
        },
      ]);
    }
    expect(customer(id)).toMatchObject({
      n_interaction: 3,
      first_interaction_at: someNoon - 1000,
      last_interaction_at: someNoon + 5,
    });
  });

  it('indexes the numbers in use, and takes out the removed', () => {
    const id = newCustomer();
    const row = { customer_id: id, raw: '0912 123 4567', e164: '+989121234567', from_at: someNoon };
    const { keys } = write([{ table: 'phone', op: 'insert', row }]);
    expect(store.writer.query('SELECT * FROM phone_index').all()).toEqual([
      { e164: 989121234567, customer_id: id, rev: '765432121989' },
    ]);
    write([{ table: 'phone', op: 'update', key: Number(keys[0]), fields: { to_at: someNoon + 1 } }]);
    expect(store.writer.query('SELECT * FROM phone_index').all()).toEqual([]);
    expect(readDigest(String(customer(id)['digest'])).phones).toMatchObject([{ to: someNoon + 1 }]);
  });

  it('keeps a number of which one of two rows is removed', () => {
    const id = newCustomer();
    const row = { customer_id: id, raw: '09121234567', e164: '+989121234567', from_at: someNoon };
    const { keys } = write([
      { table: 'phone', op: 'insert', row },
      { table: 'phone', op: 'insert', row },
    ]);
    write([{ table: 'phone', op: 'update', key: Number(keys[0]), fields: { to_at: someNoon + 1 } }]);
    expect(store.writer.value('SELECT count(*) FROM phone_index').get()).toBe(1);
  });

  it('finds nobody by the number of a deleted customer', () => {
    const id = newCustomer();
    write([
      {
        table: 'phone',
        op: 'insert',
        row: { customer_id: id, raw: '09121234567', e164: '+989121234567', from_at: someNoon },
      },
    ]);
    write([{ table: 'customer', op: 'update', key: id, fields: { deleted_at: someNoon } }]);
    expect(store.writer.value('SELECT count(*) FROM phone_index').get()).toBe(0);
    write([{ table: 'customer', op: 'update', key: id, fields: { deleted_at: null } }]);
    expect(store.writer.value('SELECT count(*) FROM phone_index').get()).toBe(1);
  });

  it('folds the name again when it changes, and tells those related', () => {
    const maryam = newCustomer('مریم احمدی');
    const ali = newCustomer('علی احمدی');
    write([{ table: 'relation', op: 'insert', row: { customer_id: maryam, other_id: ali, kind: 'family' } }]);
    write([{ table: 'customer', op: 'update', key: ali, fields: { display_name: 'علی كريمي' } }]);
    expect(customer(ali)['name_key']).toBe('علیکریمی');
    expect(readDigest(String(customer(maryam)['digest'])).relations).toMatchObject([
      { otherId: ali, name: 'علی كريمي', kind: 'family' },
    ]);
    expect(readDigest(String(customer(ali)['digest'])).relations).toMatchObject([{ otherId: maryam }]);
  });

  it('hides what is retracted, and shows it again when the retraction is withdrawn', () => {
    const id = newCustomer();
    const { keys } = write([
      {
        table: 'interaction',
        op: 'insert',
        row: { customer_id: id, at: someNoon, kind: 'call', direction: 'inbound', gist: 'اشتباه' },
      },
      {
        table: 'observation',
        op: 'insert',
        row: { customer_id: id, at: someNoon, trait: 'calm', agent_id: 3 },
      },
    ]);
    const [interaction, observation] = keys.map(Number);
    if (interaction === undefined || observation === undefined) throw new Error('no keys');
    const retracted = write([
      {
        table: 'retraction',
        op: 'insert',
        row: { at: someNoon, fact_table: 'interaction', fact_id: interaction },
      },
      {
        table: 'retraction',
        op: 'insert',
        row: { at: someNoon, fact_table: 'observation', fact_id: observation },
      },
    ]);
    expect(customer(id)).toMatchObject({ n_interaction: 0, last_interaction_at: null, digest: '{}' });
    write(
      retracted.keys.map((key) => ({
        table: 'retraction',
        op: 'update',
        key,
        fields: { withdrawn_at: someNoon },
      })),
    );
    expect(customer(id)).toMatchObject({ n_interaction: 1, last_interaction_at: someNoon });
    expect(readDigest(String(customer(id)['digest'])).observations).toEqual([
      ['calm', someNoon, 3, 0, null, null],
    ]);
  });

  it('follows a follow-up through its moves to its end', () => {
    const id = newCustomer();
    const { keys } = write([
      {
        table: 'follow_up',
        op: 'insert',
        row: {
          customer_id: id,
          kind: 'promise',
          what: 'زنگ',
          made_at: someNoon,
          first_due_at: someNoon + 10,
        },
      },
    ]);
    const followUp = Number(keys[0]);
    const read = (): unknown =>
      store.writer.query('SELECT due_at, n_moved, n_tried, done_at, end FROM follow_up').get();
    expect(read()).toEqual({ due_at: someNoon + 10, n_moved: 0, n_tried: 0, done_at: null, end: null });
    expect(customer(id)['n_open_follow_up']).toBe(1);
    const happened = (kind: string, at: number, body: Record<string, number | string> = {}): void => {
      write([{ table: 'follow_up_event', op: 'insert', row: { follow_up_id: followUp, at, kind, body } }]);
    };
    happened('moved', someNoon + 1, { dueAt: someNoon + 20 });
    happened('tried', someNoon + 2);
    happened('closed', someNoon + 3, { end: 'kept' });
    expect(read()).toEqual({
      due_at: someNoon + 20,
      n_moved: 1,
      n_tried: 1,
      done_at: someNoon + 3,
      end: 'kept',
    });
    expect(customer(id)['n_open_follow_up']).toBe(0);
  });

  it('shows the history of a merged customer with the survivor, and gives it back when the merge is retracted', () => {
    const old = newCustomer('مریم احمدی');
    const kept = newCustomer('خانم احمدی');
    write([
      {
        table: 'phone',
        op: 'insert',
        row: { customer_id: old, raw: '09121234567', e164: '+989121234567', from_at: someNoon },
      },
      {
        table: 'interaction',
        op: 'insert',
        row: { customer_id: old, at: 1, kind: 'call', direction: 'inbound' },
      },
      {
        table: 'interaction',
        op: 'insert',
        row: { customer_id: kept, at: 2, kind: 'call', direction: 'inbound' },
      },
    ]);
    const before = [customer(old), customer(kept)];
    const merge = write([
      { table: 'customer_merge', op: 'insert', row: { at: someNoon, from_id: old, into_id: kept } },
    ]);
    expect(customer(old)).toMatchObject({ merged_into: kept, n_interaction: 0 });
    expect(customer(kept)).toMatchObject({ merged_into: null, n_interaction: 2 });
    expect(wrongPlaces(store.writer)).toEqual([]);
    expect(readDigest(String(customer(kept)['digest'])).phones).toHaveLength(1);
    expect(store.writer.value('SELECT customer_id FROM phone_index').all()).toEqual([kept]);
    // written by an agent who still had the old card open
    write([
      {
        table: 'interaction',
        op: 'insert',
        row: { customer_id: old, at: 3, kind: 'call', direction: 'inbound' },
      },
    ]);
    expect(customer(kept)['n_interaction']).toBe(3);
    write([
      {
        table: 'retraction',
        op: 'insert',
        row: { at: someNoon, fact_table: 'customer_merge', fact_id: Number(merge.keys[0]) },
      },
    ]);
    const { digest, ...row } = customer(old);
    const { digest: digestBefore, ...rowBefore } = before[0] ?? {};
    expect(row).toEqual({ ...rowBefore, n_interaction: 2, last_interaction_at: 3 });
    const historyBefore = readDigest(String(digestBefore)).history;
    expect(readDigest(String(digest)).history).toEqual([
      [expect.any(Number), 3, 'call', 'inbound', null, null, null, null],
      ...historyBefore,
    ]);
    expect(historyBefore).toHaveLength(1);
    expect(customer(kept)).toEqual(before[1]);
    expect(store.writer.value('SELECT customer_id FROM phone_index').all()).toEqual([old]);
  });
});
