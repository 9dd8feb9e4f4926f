import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nameKey, searchWords, soundKey } from '../../../../shared/domain/persian-text.ts';
import { makeSearch, type Search } from '../../../../electron/core/db/search.ts';
import { makeApplyRemote } from '../../../../electron/core/db/apply-remote.ts';
import { makeSearchIndexer, type SearchIndexer } from '../../../../electron/core/db/search-index.ts';
import { makeTempStore, someNoon, type TempStore } from './temp-store.ts';

const day = 86_400_000;
let store: TempStore;
let search: Search;
let indexer: SearchIndexer;

beforeEach(() => {
  store = makeTempStore();
  search = makeSearch(store.writer);
  indexer = makeSearchIndexer(store.writer, (gist) => searchWords(gist).join(' '));
});
afterEach(() => store.remove());

function customer(name: string, number?: string): number {
  const { keys } = store.apply({ label: 'test', agentId: null }, (newId) => {
    const id = newId();
    const phone = { customer_id: id, raw: number ?? '', e164: number ?? null, from_at: 1 };
    return [
      { table: 'customer', op: 'insert', row: { id, display_name: name, created_at: someNoon - 400 * day } },
      ...(number === undefined ? [] : [{ table: 'phone', op: 'insert', row: phone } as const]),
    ];
  });
  return Number(keys[0]);
}

function spoke(customerId: number, at: number, gist: string | null = null): number {
  const row = { customer_id: customerId, at, kind: 'call', direction: 'inbound', gist };
  return Number(
    store.apply({ label: 'test', agentId: null }, [{ table: 'interaction', op: 'insert', row }]).keys[0],
  );
}

function find(text: string, limit = 10): number[] {
  return search.byName(searchWords(text), limit);
}

function drain(): void {
  while (indexer.drainEntries(7) > 0);
  while (indexer.drainNames(7) > 0);
  while (indexer.drainGists(7) > 0);
}

describe.each(['queued', 'indexed'])('names that are %s', (where) => {
  const settle = (): void => {
    if (where === 'indexed') drain();
  };

  it('are found in mid-word, in any order, however typed', () => {
    const maryam = customer('دکتر مریم احمدی‌زاده');
    customer('علی کریمی');
    settle();
    for (const text of ['احمدی', 'مدیز', 'زاده مریم', 'مريم احمدي', 'مریم‌احمدی']) {
      expect([text, find(text)]).toEqual([text, [maryam]]);
    }
    expect(find('احمدی کریمی')).toEqual([]);
    expect(find('')).toEqual([]);
  });

  it('are found by one or two letters too', () => {
    const ali = customer('علی');
    const no = customer('نو اندیش');
    settle();
    expect(find('عل')).toEqual([ali]);
    expect(find('ن')).toEqual([no]);
    expect(find('نو اندیش')).toEqual([no]);
    expect(find('اندیش عل')).toEqual([]);
  });

  it('are not found once deleted, merged away or renamed', () => {
    const [gone, merged, renamed, kept] = ['رضایی', 'رضایی', 'رضایی', 'رضایی'].map((name) => customer(name));
    if (gone === undefined || merged === undefined || renamed === undefined || kept === undefined)
      throw new Error();
    settle();
    store.apply({ label: 'test', agentId: null }, [
      { table: 'customer', op: 'update', key: gone, fields: { deleted_at: 1 } },
      { table: 'customer_merge', op: 'insert', row: { at: 1, from_id: merged, into_id: kept } },
      { table: 'customer', op: 'update', key: renamed, fields: { display_name: 'بهرامی' } },
    ]);
    settle();
    expect(find('رضایی')).toEqual([kept]);
    expect(find('بهرامی')).toEqual([renamed]);
    expect(search.bySound(soundKey('رزایی'), 5)).toEqual([kept]);
  });

  it('with quotes and the index’s own words are only text', () => {
    const or = customer('OR "NEAR" Smith*');
    settle();
    expect(find('near')).toEqual([or]);
    expect(search.byName(['"near"', 'or'], 5)).toEqual([]);
    expect(search.byName(['" OR "a'], 5)).toEqual([]);
  });
});

describe('the recency of names', () => {
  it('orders what is found: the last spoken with comes first', () => {
    const ids = Array.from({ length: 6 }, (_, n) => customer(`احمدی ${n}`));
    drain();
    const spokenWith = [3, 0, 5, 1].map((n, turn) => {
      spoke(ids[n] ?? 0, someNoon + turn * day);
      return ids[n];
    });
    drain();
    expect(find('احمدی', 4)).toEqual(spokenWith.toReversed());
  });

  it('is right though the queue is drained from its newest', () => {
    const ids = Array.from({ length: 30 }, (_, n) => customer(`احمدی ${n}`));
    for (const [n, id] of ids.entries()) spoke(id, someNoon - n * day);
    drain();
    expect(find('احمدی', 30)).toEqual(ids);
  });

  it('moves a slot at most once per customer and day', () => {
    const id = customer('احمدی');
    drain();
    const queued = (): unknown => {
      while (indexer.drainEntries(7) > 0);
      return store.writer.value('SELECT count(*) FROM name_queue').get();
    };
    spoke(id, someNoon);
    expect(queued()).toBe(1);
    drain();
    spoke(id, someNoon + 1000);
    spoke(id, someNoon - 5 * day);
    expect(queued()).toBe(0);
    spoke(id, someNoon + day);
    expect(queued()).toBe(1);
    drain();
    expect(store.writer.value('SELECT count(*) FROM slot').get()).toBe(1);
    expect(store.writer.value("SELECT count(*) FROM name_fts WHERE name_fts MATCH 'احمدی'").get()).toBe(1);
  });
});

describe('numbers', () => {
  it('are found by their end, their beginning and, of recent customers, their middle', () => {
    const mobile = customer('علی', '+989121234567');
    const landline = customer('رضا', '+982122334455');
    const foreign = customer('John', '+14155552671');
    drain();
    expect(search.byDigits('4567', 5)).toEqual([mobile]);
    expect(search.byDigits('22334455', 5)).toEqual([landline]);
    expect(search.byDigits('0912', 5)).toEqual([mobile]);
    expect(search.byDigits('912123', 5)).toEqual([mobile]);
    expect(search.byDigits('98212', 5)).toEqual([landline]);
    expect(search.byDigits('1415', 5)).toEqual([foreign]);
    expect(search.byDigits('5552', 5)).toEqual([foreign]);
    expect(search.byDigits('989121234567', 5)).toEqual([mobile]);
    for (const none of ['', '7', '0000', 'x12', '1'.repeat(16)]) expect(search.byDigits(none, 5)).toEqual([]);
  });

  it('are never more than were asked for', () => {
    for (let n = 0; n < 20; n += 1) customer(`مشتری ${n}`, `+98912000${1000 + n}`);
    expect(search.byDigits('0912', 7)).toHaveLength(7);
    expect(search.byDigits('1', 7)).toHaveLength(0);
  });
});

describe('gists', () => {
  it('are found by whole words, newest first, and not when retracted', () => {
    const id = customer('علی');
    const [first, second] = [
      spoke(id, someNoon, 'پرسید پرواز مشهد'),
      spoke(id, someNoon, 'پروازِ كيش را خواست'),
    ];
    drain();
    expect(search.byGist(searchWords('پرواز'), 5)).toEqual([second, first]);
    expect(search.byGist(searchWords('پرواز کیش'), 5)).toEqual([second]);
    expect(search.byGist(searchWords('پرو'), 5)).toEqual([]);
    store.apply({ label: 'test', agentId: null }, [
      { table: 'retraction', op: 'insert', row: { at: 1, fact_table: 'interaction', fact_id: second } },
    ]);
    drain();
    expect(search.byGist(searchWords('پرواز'), 5)).toEqual([first]);
  });

  it('of other nodes and of a merged customer are found too, whatever their ids', () => {
    const [kept, old] = [customer('علی'), customer('علی')];
    const here = spoke(old, someNoon, 'پرواز کیش');
    drain();
    store.apply({ label: 'test', agentId: null }, [
      { table: 'customer_merge', op: 'insert', row: { at: 1, from_id: old, into_id: kept } },
    ]);
    const there = 1025; // older than all that is made here
    makeApplyRemote(store.writer, { now: () => someNoon })([
      {
        clock: 1,
        table: 'interaction',
        key: there,
        op: 'insert',
        body: { customer_id: old, at: 5, kind: 'call', direction: 'inbound', gist: 'پرواز مشهد' },
      },
    ]);
    expect(indexer.waits()).toBe(true);
    drain();
    expect(indexer.waits()).toBe(false);
    expect(search.byGist(searchWords('پرواز'), 5)).toEqual([here, there]);
    store.apply({ label: 'test', agentId: null }, [
      { table: 'retraction', op: 'insert', row: { at: 1, fact_table: 'interaction', fact_id: here } },
    ]);
    drain();
    expect(search.byGist(searchWords('پرواز'), 5)).toEqual([there]);
  });
});

describe('the plans of the searches', () => {
  it('never scan customers or numbers, and never sort all', () => {
    const plans = [
      `SELECT rowid FROM name_fts WHERE name_fts MATCH '"abc"' ORDER BY rowid DESC LIMIT 5`,
      `SELECT customer_id FROM phone_index WHERE e164 >= 5 AND e164 < 6 LIMIT 5`,
      `SELECT customer_id FROM phone_index WHERE rev >= '5' AND rev < '6' LIMIT 5`,
      `SELECT c.id FROM customer c WHERE c.name_key >= 'a' AND c.name_key < 'b' AND c.deleted_at IS NULL
         AND c.merged_into IS NULL ORDER BY c.name_key LIMIT 5`,
      `SELECT slot FROM slot WHERE slot < 5 ORDER BY slot DESC LIMIT 1`,
    ].map((sql) => store.writer.query<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all());
    for (const plan of plans) {
      for (const { detail } of plan) expect(detail).toMatch(/^(SEARCH|SCAN name_fts VIRTUAL)/);
    }
    expect(nameKey('احمدی')).toBe('احمدی');
  });
});
