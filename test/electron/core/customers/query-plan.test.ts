import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCallerQueries } from '../../../../electron/core/customers/caller.queries.ts';
import { makeCustomerQueries } from '../../../../electron/core/customers/customers.queries.ts';
import type { Reader } from '../../../../electron/core/db/connection.ts';
import { makeTempStore, type TempStore } from '../db/temp-store.ts';

let store: TempStore;
beforeAll(() => {
  store = makeTempStore();
});
afterAll(() => {
  store.remove();
});

/** Every statement that a factory prepares. */
function statementsOf(make: (reader: Reader) => unknown): string[] {
  const seen: string[] = [];
  const recording: Reader = Object.create(store.writer, {
    query: { value: (sql: string) => (seen.push(sql), store.writer.query(sql)) },
    value: { value: (sql: string) => (seen.push(sql), store.writer.value(sql)) },
  });
  make(recording);
  return seen;
}

function planOf(sql: string): string[] {
  const numbered = [...sql.matchAll(/\?(\d+)/g)].map((hole) => Number(hole[1]));
  const count = numbered.length > 0 ? Math.max(...numbered) : sql.split('?').length - 1;
  const nulls = Array.from({ length: count }, () => null);
  return store.writer
    .query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...nulls)
    .map((row) => row.detail);
}

describe('the statements of a card', () => {
  const all = () => [...statementsOf(makeCustomerQueries), ...statementsOf(makeCallerQueries)];

  it('descend an index each: none scans a table, none sorts', () => {
    const statements = all();
    expect(statements.length).toBeGreaterThanOrEqual(10);
    const steps = statements.flatMap((sql) => planOf(sql).map((step) => `${step} — of ${sql}`));
    // `f` and the nameless subquery are what inner selects answered, bounded by their LIMIT
    expect(steps.filter((step) => /^SCAN (?!f\b|\(subquery)|^USE TEMP B-TREE|AUTOMATIC/.test(step))).toEqual(
      [],
    );
  });

  it.each([
    ['FROM phone_index WHERE e164 = ', 'SEARCH phone_index USING PRIMARY KEY (e164=?)'],
    ['FROM phone_index WHERE rev >= ', 'SEARCH phone_index USING COVERING INDEX phone_index_rev'],
    ['FROM phone WHERE e164 = ', 'USING COVERING INDEX phone_former (e164=?)'],
    ['FROM call c WHERE c.e164 = ', 'SEARCH c USING COVERING INDEX call_number (e164=?'],
    ['SELECT started_at, end, direction FROM call', 'USING COVERING INDEX call_number (e164=?'],
    ['WHERE name_key = ', 'USING INDEX customer_name_key (name_key=?)'],
  ])('%s is answered by its own key or index', (part, step) => {
    const sql = all().find((text) => text.includes(part));
    expect(planOf(sql ?? '').join('\n')).toContain(step);
  });
});
