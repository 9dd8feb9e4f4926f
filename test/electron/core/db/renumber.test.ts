import { describe, expect, it } from 'vitest';
import { idColumns, jsonColumns, keyColumns } from '../../../../electron/core/db/id-columns.ts';
import { nodeOfId, withNode } from '../../../../electron/core/db/ids.ts';
import { renumber } from '../../../../electron/core/db/renumber.ts';
import { makeSearchIndexer } from '../../../../electron/core/db/search-index.ts';
import { makeSearch } from '../../../../electron/core/db/search.ts';
import { makeTempStore, someNoon, type TempStore } from './temp-store.ts';

/** INTEGER columns that are times, amounts, counters, flags and numbers of other kinds. */
const notIds = new Set(
  `node.only node.number node.last_clock node.hub_joined
  operation.schema phone_index.e164 call.e164
  customer.name_key_version customer.debt_amount customer.sum_purchase interaction.outcome interaction.duration_ms
  observation.our_fault consent.given grant_given.amount purchase.amount enquiry.amount complaint.severity
  complaint.level agent.active service.active call_leg.cause slot.slot`.split(/\s+/),
);
const isOtherNumber = (column: string): boolean => /(^|_)(at|clock|as_of|until)$|^n_/.test(column);

/** TEXT columns in which no id stands. Settings' values and service tiers are JSON without ids. */
const noIdsInside = new Set(['setting.value', 'service.tiers']);

describe('the list of id columns', () => {
  it('holds every column of the schema that can hold an id', () => {
    const store = makeTempStore();
    const columns = store.writer
      .query<{ tbl: string; col: string; type: string; dflt: string | null }>(
        `SELECT m.name AS tbl, p.name AS col, p.type, p.dflt_value AS dflt
         FROM sqlite_schema m JOIN pragma_table_info(m.name) p
         WHERE m.type = 'table' AND m.sql LIKE 'CREATE TABLE%' AND m.name NOT LIKE '%\\_fts\\_%' ESCAPE '\\'`,
      )
      .all();
    expect(columns.length).toBeGreaterThan(200);
    const unknown = columns.filter(({ tbl, col, type }) => {
      const name = `${tbl}.${col}`;
      if (type === 'INTEGER') {
        return idColumns[tbl]?.includes(col) !== true && !notIds.has(name) && !isOtherNumber(col);
      }
      if (type === 'ANY') return keyColumns[tbl]?.includes(col) !== true;
      const json = ['body', 'changes', 'heads', 'digest', 'tiers', 'value', 'detail'].includes(col);
      return json && jsonColumns[tbl]?.includes(col) !== true && !noIdsInside.has(name) && !isPlainText(name);
    });
    expect(unknown).toEqual([]);
    const known = new Set(columns.map(({ tbl, col }) => `${tbl}.${col}`));
    for (const list of [idColumns, keyColumns, jsonColumns]) {
      for (const [tbl, cols] of Object.entries(list))
        for (const col of cols) expect(known).toContain(`${tbl}.${col}`);
    }
    store.remove();
  });
});

function isPlainText(name: string): boolean {
  return ['secret.value', 'profile_fact.value', 'audit.detail'].includes(name);
}

describe('renumbering a node', () => {
  it('gives every id the new number, wherever it stands, and leaves all else', () => {
    const store = makeTempStore();
    fill(store);
    const from = store.writer.value<number>('SELECT number FROM node').get() ?? -1;
    const to = from === 77 ? 78 : 77;
    const before = dump(store);
    const foreign = 5 * 1024; // of another node
    renumber(store.writer, from, to);
    const swap = (text: string): string =>
      text.replaceAll(/\d{13,16}/g, (digits) => {
        const id = Number(digits);
        return isIdOf(id, from) ? String(withNode(id, to)) : digits;
      });
    expect(dump(store)).toEqual(
      Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.map(swap).toSorted()])),
    );
    expect(store.writer.value('SELECT fact_id FROM retraction WHERE reason = ?').all('foreign')).toEqual([
      foreign,
    ]);
    expect(store.writer.value('SELECT number FROM node').get()).toBe(to);
    const next = store.apply({ label: 'after', agentId: null }, []).operationId;
    expect(nodeOfId(next)).toBe(to);
    const indexer = makeSearchIndexer(store.writer, (text) => text);
    while (indexer.drainEntries(10) + indexer.drainGists(10) > 0);
    const interaction = store.writer.value<number>('SELECT id FROM interaction').get();
    expect(makeSearch(store.writer).byGist(['سلام'], 5)).toEqual([interaction]);
    store.remove();
  });
});

/** Ids in this test are of one second or soon after: other large numbers are not. */
function isIdOf(id: number, node: number): boolean {
  const second = Math.floor(id / 2 ** 22);
  const expected = Math.floor((someNoon - Date.UTC(2025, 0, 1)) / 1000);
  return nodeOfId(id) === node && second >= expected && second < expected + 10;
}

function dump(store: TempStore): Record<string, string[]> {
  const tables = store.writer
    .value<string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT IN ('node', 'gist_queue')`,
    )
    .all();
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

function fill(store: TempStore): void {
  const by = { label: 'fill', agentId: null };
  const one = store.apply(by, (newId) => {
    const [agent, first, second, complaint, call] = [newId(), newId(), newId(), newId(), newId()];
    return [
      { table: 'agent', op: 'insert', row: { id: agent, display_name: 'سارا', role: 'agent' } },
      { table: 'setting', op: 'put', row: { key: `agent:${agent}/theme`, value: 'dark' } },
      { table: 'customer', op: 'insert', row: { id: first, display_name: 'علی', created_at: someNoon } },
      {
        table: 'customer',
        op: 'insert',
        row: { id: second, display_name: 'رضا', created_at: someNoon, referred_by: first },
      },
      { table: 'relation', op: 'insert', row: { customer_id: first, other_id: second, kind: 'family' } },
      {
        table: 'phone',
        op: 'insert',
        row: { customer_id: first, raw: '1', e164: '+989121234567', from_at: 1 },
      },
      {
        table: 'interaction',
        op: 'insert',
        row: {
          customer_id: first,
          at: someNoon,
          kind: 'call',
          direction: 'inbound',
          gist: 'سلام',
          call_id: call,
        },
      },
      {
        table: 'complaint',
        op: 'insert',
        row: { id: complaint, customer_id: first, what: 'x', category: 'y', severity: 1, opened_at: 5 },
      },
      {
        table: 'complaint_event',
        op: 'insert',
        row: {
          complaint_id: complaint,
          at: 6,
          kind: 'assessed',
          heads: [call],
          body: { ownerAgentId: agent },
        },
      },
      {
        table: 'observation',
        op: 'insert',
        row: {
          customer_id: first,
          at: 7,
          trait: 'calm',
          agent_id: agent,
          call_id: call,
          complaint_id: complaint,
        },
      },
      {
        table: 'call',
        op: 'insert',
        row: {
          id: call,
          call_key: 'pbx/1',
          line_id: 'l',
          direction: 'inbound',
          started_at: 1,
          customer_id: first,
        },
      },
      { table: 'call_leg', op: 'insert', row: { call_id: call, leg: 'SIP/101', extension: '101' } },
      {
        table: 'retraction',
        op: 'insert',
        row: { at: 1, fact_table: 'consent', fact_id: 5 * 1024, reason: 'foreign' },
      },
    ];
  });
  const call = one.keys[10];
  const leg = `${String(call)}/SIP/101`;
  store.apply(by, [
    { table: 'call_leg', op: 'update', key: leg, fields: { answered_at: 9, agent_id: Number(one.keys[0]) } },
    { table: 'customer', op: 'update', key: Number(one.keys[3]), fields: { referred_by: null } },
  ]);
  store.writer
    .command('INSERT INTO draft (key, agent_id, customer_id, body, updated_at) VALUES (?, ?, ?, ?, ?)')
    .run(`manual:${String(one.keys[2])}`, Number(one.keys[0]), Number(one.keys[2]), '{"text":"نیمه"}', 1);
  const indexer = makeSearchIndexer(store.writer, (text) => text);
  indexer.drainEntries(10);
}
