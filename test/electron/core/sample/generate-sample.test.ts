import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPhone } from '#shared/domain/phone-number.ts';
import { makeApply } from '../../../../electron/core/db/apply.ts';
import type { Writer } from '../../../../electron/core/db/connection.ts';
import { makeDerivation } from '../../../../electron/core/db/derive.ts';
import { openStore } from '../../../../electron/core/db/open.ts';
import { makeSearch } from '../../../../electron/core/db/search.ts';
import { describeTables } from '../../../../electron/core/db/tables.ts';
import { castNumbers, sampleCallers } from '../../../../electron/core/sample/callers.ts';
import { castSize } from '../../../../electron/core/sample/cast.ts';
import { generateSample } from '../../../../electron/core/sample/generate-sample.ts';
import { wrongPlaces } from '../db/temp-store.ts';
import { openAgain, temporaryFolder } from './sample-in-test.ts';

const now = Date.UTC(2026, 10, 22, 9, 30);
const common = { language: 'fa', seed: 7, now } as const;
const dayMs = 86_400_000;

const tables = [
  'agent',
  'setting',
  'service',
  'customer',
  'phone',
  'phone_index',
  'relation',
  'profile_fact',
  'interaction',
  'observation',
  'life_event',
  'grant_given',
  'purchase',
  'enquiry',
  'complaint',
  'complaint_event',
  'follow_up',
  'follow_up_event',
  'call',
  'call_leg',
  'slot',
];

function allRows(writer: Writer): Record<string, unknown[]> {
  return Object.fromEntries(tables.map((table) => [table, writer.query(`SELECT * FROM "${table}"`).all()]));
}

describe('a sample store', () => {
  it('is the same for the same seed, number, language and day, whatever the hour', async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    await generateSample({ ...common, folder: one, customers: 150 });
    await generateSample({ ...common, folder: two, customers: 150, now: now + 3_600_000 });
    expect(allRows(openAgain(one))).toEqual(allRows(openAgain(two)));
  });

  it('is another one for another seed', async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()];
    await generateSample({ ...common, folder: one, customers: 60 });
    await generateSample({ ...common, folder: two, customers: 60, seed: 8 });
    const names = 'SELECT display_name FROM customer ORDER BY id';
    expect(openAgain(one).query(names).all()).not.toEqual(openAgain(two).query(names).all());
  });

  it('fills every table that the card shows', async () => {
    const folder = temporaryFolder();
    const made = await generateSample({ ...common, folder, customers: 300 });
    expect(made.state).toBe('made');
    const writer = openAgain(folder);
    for (const table of tables) {
      expect([table, writer.value<number>(`SELECT count(*) FROM "${table}"`).get()]).not.toEqual([table, 0]);
    }
    expect(writer.value('SELECT count(*) FROM customer').get()).toBe(300);
    expect(writer.value("SELECT value FROM setting WHERE key = 'branch/sample'").get()).toBe('true');
    expect(writer.value('SELECT count(DISTINCT extension) FROM agent').get()).toBe(8);
    const roles = writer.value('SELECT role FROM agent GROUP BY role ORDER BY role').all();
    expect(roles).toEqual(['administrator', 'agent', 'supervisor']);
  });

  it('is whole: checked pages, no row without its customer', async () => {
    const folder = temporaryFolder();
    await generateSample({ ...common, folder, customers: 200 });
    const writer = openAgain(folder);
    expect(writer.value('PRAGMA integrity_check').get()).toBe('ok');
    expect(wrongPlaces(writer)).toEqual([]);
    for (const table of ['phone', 'interaction', 'purchase', 'complaint', 'follow_up', 'observation']) {
      const lost = `SELECT count(*) FROM "${table}" WHERE customer_id NOT IN (SELECT id FROM customer)`;
      expect([table, writer.value(lost).get()]).toEqual([table, 0]);
    }
  });

  it.each(['fa', 'en'] as const)('derives exactly what apply would derive (%s)', async (language) => {
    const folder = temporaryFolder();
    await generateSample({ ...common, folder, customers: 250, language });
    const writer = openAgain(folder);
    const derivedRows = (): unknown[] => [
      writer.query('SELECT * FROM customer ORDER BY id').all().map(withDigest),
      writer.query('SELECT * FROM phone_index').all(),
      writer.query('SELECT * FROM complaint').all(),
      writer.query('SELECT * FROM follow_up').all(),
    ];
    const written = derivedRows();
    deriveAgain(writer);
    expect(derivedRows()).toEqual(written);
  });

  it('goes on like any other store: the next id and clock are later than all that is there', async () => {
    const folder = temporaryFolder();
    await generateSample({ ...common, folder, customers: 60 });
    const writer = openAgain(folder);
    const largest = writer.value<number>('SELECT max(id) FROM interaction').get() ?? 0;
    const row = { display_name: 'رضا', created_at: now };
    const { keys } = makeApply(writer, { now: () => 0 })({ label: 'test', agentId: null }, [
      { table: 'customer', op: 'insert', row },
    ]);
    expect(Number(keys[0])).toBeGreaterThan(largest);
    const clocks = writer.value<number>('SELECT clock FROM customer ORDER BY clock DESC LIMIT 2').all();
    expect(clocks[0]).toBeGreaterThan(clocks[1] ?? 0);
  });

  it('finds its people by name and its gists by word', async () => {
    const folder = temporaryFolder();
    await generateSample({ ...common, folder, customers: 80 });
    const search = makeSearch(openAgain(folder));
    expect(search.byName(['مریم', 'احمدی'], 10).length).toBeGreaterThan(0);
    expect(search.byGist(['حرم'], 10).length).toBeGreaterThan(0);
  });

  it('has nothing later than today but what is still to come, and something due today and overdue', async () => {
    const folder = temporaryFolder();
    await generateSample({ ...common, folder, customers: 300 });
    const writer = openAgain(folder);
    const midnight = Date.UTC(2026, 10, 21, 20, 30);
    for (const table of ['interaction', 'purchase', 'observation', 'complaint_event', 'follow_up_event']) {
      expect([table, (writer.value<number>(`SELECT max(at) FROM "${table}"`).get() ?? 0) < midnight]).toEqual(
        [table, true],
      );
    }
    const due = (from: number, to: number): number =>
      writer
        .value<number>('SELECT count(*) FROM follow_up WHERE done_at IS NULL AND due_at >= ? AND due_at < ?')
        .get(from, to) ?? 0;
    expect(due(midnight, midnight + dayMs)).toBeGreaterThan(0);
    expect(due(0, midnight)).toBeGreaterThan(0);
    expect(writer.value('SELECT count(*) FROM follow_up WHERE done_at < made_at').get()).toBe(0);
    expect(writer.value('SELECT count(*) FROM complaint WHERE closed_at IS NULL').get()).toBeGreaterThan(0);
  });
});

describe('the people of every sample', () => {
  it.each(['fa', 'en'] as const)('are at their numbers (%s)', async (language) => {
    const folder = temporaryFolder();
    await generateSample({ ...common, folder, customers: castSize + 40, seed: 99, language });
    const writer = openAgain(folder);
    const holders = (number: string | null): number => {
      const reading = readPhone(number ?? '');
      if (reading.kind !== 'number') throw new Error(`${number} is no number`);
      return (
        writer
          .value<number>('SELECT count(*) FROM phone_index WHERE e164 = ?')
          .get(Number(reading.e164.slice(1))) ?? 0
      );
    };
    const callers = sampleCallers(language);
    expect(holders(callers.one.number)).toBe(1);
    expect(holders(callers.outbound.number)).toBe(1);
    expect(holders(callers.several.number)).toBe(2);
    expect(holders(callers.maybe.number)).toBe(0);
    expect(
      writer
        .value('SELECT count(*) FROM phone WHERE e164 = ? AND to_at IS NOT NULL')
        .get(castNumbers.removed),
    ).toBe(1);
    expect(holders(callers.none.number)).toBe(0);
    const earlier = writer
      .value('SELECT count(*) FROM call WHERE e164 = ?')
      .get(Number(castNumbers.stranger.slice(1)));
    expect(earlier).toBe(2);
    expect(callers.withheld.number).toBeNull();
    const colleague = writer
      .value('SELECT display_name FROM agent WHERE extension = ?')
      .get(callers.colleague.number);
    expect(colleague).toBe(callers.colleague.callerName);
  });
});

describe('the folder of a sample', () => {
  it('is never one with a real store', async () => {
    const folder = temporaryFolder();
    const real = openStore(folder, { from: 'file' }, { now: () => now });
    if (real.state !== 'open') throw new Error(real.state);
    real.writer.close();
    const before = readdirSync(folder);
    expect(await generateSample({ ...common, folder, customers: 50, anew: true })).toEqual({
      state: 'refused',
    });
    const own = readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name)); // SQLite's own, from looking
    expect(own).toEqual(before);
    expect(openAgain(folder).value('SELECT count(*) FROM customer').get()).toBe(0);
  });

  it('keeps a sample that is there, unless another language or a new one is wanted', async () => {
    const folder = temporaryFolder();
    await generateSample({ ...common, folder, customers: 50 });
    expect(await generateSample({ ...common, folder, customers: 60 })).toEqual({ state: 'kept' });
    expect(await generateSample({ ...common, folder, customers: 60, anew: true })).toMatchObject({
      state: 'made',
    });
    expect(await generateSample({ ...common, folder, customers: 70, language: 'en' })).toMatchObject({
      state: 'made',
    });
    expect(openAgain(folder).value('SELECT count(*) FROM customer').get()).toBe(70);
  });

  it('holds no half-made store when making fails', async () => {
    const folder = temporaryFolder();
    const failing = generateSample({
      ...common,
      folder,
      customers: 400,
      onProgress() {
        throw new Error('stopped');
      },
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(join(folder, '..'))).toContain(folder.split('/').at(-1));
  });
});

/** Empties what is derived, and lets the store's own derivation make it anew. */
function deriveAgain(writer: Writer): void {
  const shapes = describeTables();
  writer.transaction(() => {
    writer
      .command(
        "UPDATE customer SET digest = '{}', n_interaction = -1, n_purchase = -1, n_open_complaint = -1",
      )
      .run();
    writer.command('DELETE FROM phone_index').run();
    const derivation = makeDerivation(writer, shapes);
    const turn = derivation.turn();
    const complaintEvent = shapes.get('complaint_event');
    const followUpEvent = shapes.get('follow_up_event');
    if (complaintEvent === undefined || followUpEvent === undefined) throw new Error('tables are missing');
    for (const id of writer.value<number>('SELECT complaint_id FROM complaint_event').all()) {
      turn.inserted(complaintEvent, id, { complaint_id: id }, true);
    }
    for (const id of writer.value<number>('SELECT follow_up_id FROM follow_up_event').all()) {
      turn.inserted(followUpEvent, id, { follow_up_id: id }, true);
    }
    for (const id of writer.value<number>('SELECT id FROM customer').all()) turn.recountAll(id);
    turn.finish();
  });
}

/** The digest as a value: the order of its lists' names does not matter. */
function withDigest(row: unknown): unknown {
  const customer = row as { digest: string };
  return { ...customer, digest: JSON.parse(customer.digest) as unknown };
}
