import type { Language } from '#shared/contract/common.ts';
import { idEpoch } from '../db/ids.ts';
import type { Writer } from '../db/connection.ts';
import { castSize, makeCast, strangerCalls } from './cast.ts';
import { tehranMidnight } from './days.ts';
import { makeCustomer } from './history.ts';
import { indexNames, putIndexesOff } from './bulk-indexes.ts';
import { makeSampleIds, sampleNode } from './sample-ids.ts';
import { beginStore, lookIntoFolder } from './sample-store.ts';
import { writeBasics } from './write-basics.ts';
import { makeSampleWriter } from './write-customer.ts';

export type SampleOptions = {
  /** Where the store and its key go; nobody may have it open. */
  readonly folder: string;
  /** How many customers; never fewer than the people who are in every sample. */
  readonly customers: number;
  readonly language: Language;
  readonly seed: number;
  /** UTC ms. All histories end the day before, in Tehran; the same day gives the same rows. */
  readonly now: number;
  /** Make it anew also where a sample in this language is there already. */
  readonly anew?: boolean;
  readonly onProgress?: (done: number, of: number) => void;
};

export type SampleResult =
  | { readonly state: 'made'; readonly customers: number; readonly rows: Readonly<Record<string, number>> }
  /** A sample in this language was there already, and stays. */
  | { readonly state: 'kept' }
  /** A store that is no sample stands there; nothing was touched. */
  | { readonly state: 'refused' };

/** Customers written in one go; between two the thread is free for others. */
const batch = 100;
/** From here on it pays to build large indexes once, at the end. */
const largeStore = 20_000;

/**
 * Makes a store with invented people: the same seed, number, language and day give the same rows. Memory stays
 * bounded: a customer is made, written and forgotten.
 */
export async function generateSample(options: SampleOptions): Promise<SampleResult> {
  const { folder, language, seed } = options;
  const found = lookIntoFolder(folder);
  if (found.is === 'other') return { state: 'refused' };
  if (found.is === 'sample' && found.made.language === language && options.anew !== true)
    return { state: 'kept' };

  const today = tehranMidnight(options.now);
  const customers = Math.max(castSize, options.customers);
  const isLarge = customers >= largeStore;
  const store = beginStore(folder, () => options.now, isLarge ? 256 : 32);
  try {
    const { writer } = store;
    const indexes = isLarge ? putIndexesOff(writer) : null;
    await writePeople(writer, { ...options, customers }, today);
    indexes?.buildAgain();
    indexNames(writer);
    const rows = countRows(writer);
    store.finish();
    return { state: 'made', customers, rows };
  } catch (error) {
    store.abandon();
    throw error;
  }

  async function writePeople(writer: Writer, population: SampleOptions, midnight: number): Promise<void> {
    const clock = (midnight - idEpoch) * 4096;
    const ids = makeSampleIds(midnight, customers);
    const people = { customers, language, seed };
    const cast = makeCast(language, midnight);
    const agentIds = writer.transaction(() =>
      writeBasics(writer, ids, language, { seed, customers, today: midnight }, clock),
    );
    const sample = makeSampleWriter(writer, { ids, agentIds, today: midnight, clock });
    writer.transaction(() => strangerCalls(midnight).forEach((call) => sample.strangerCall(call)));
    const step = isLarge ? batch * 50 : batch;
    for (let from = 0; from < customers; from += step) {
      const to = Math.min(customers, from + step);
      writer.transaction(() => {
        for (let index = from; index < to; index++) {
          sample.customer(cast[index] ?? makeCustomer(people, index, midnight));
        }
      });
      population.onProgress?.(to, customers);
      await new Promise((resolve) => setImmediate(resolve));
    }
    sample.finish();
    writer
      .command('UPDATE node SET number = ?, last_id = ?, indexed_id = ?, last_clock = ?')
      .run(sampleNode, ids.last(), ids.last(), clock);
  }
}

const countedTables = [
  'customer',
  'phone',
  'interaction',
  'purchase',
  'observation',
  'enquiry',
  'complaint',
  'complaint_event',
  'follow_up',
  'follow_up_event',
  'relation',
  'profile_fact',
  'life_event',
  'grant_given',
  'call',
  'agent',
  'service',
] as const;

function countRows(writer: Writer): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const table of countedTables) {
    counts[table] = writer.value<number>(`SELECT count(*) FROM "${table}"`).get() ?? 0;
  }
  return counts;
}
