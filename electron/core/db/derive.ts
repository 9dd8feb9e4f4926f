import { NAME_KEY_VERSION, nameKey, soundKey } from '#shared/domain/persian-text.ts';
import type { SqlValue, Writer } from './connection.ts';
import {
  customerAspects,
  makeCustomerDerivation,
  packInteraction,
  packObservation,
  type CustomerAspect,
  type CustomerWork,
} from './derive-customer.ts';
import type { DigestInteraction, DigestObservation } from './digest.ts';
import { makeMergeDerivation } from './derive-merges.ts';
import { makeNumberDerivation } from './derive-numbers.ts';
import { makeStateDerivation } from './derive-states.ts';
import { keyValues, numberOf, textOf, whereKey, type Values } from './rows.ts';
import { recencyDay } from './search-slots.ts';
import type { Json, Key, TableShape } from './tables.ts';

/**
 * Everything that is derived from shared rows, kept in the transaction that writes them (design.md, section 6):
 * counters and digest of customers, states of complaints and follow-ups, search keys, the number index, what a
 * retraction hides, where a merge shows rows, and the queues of the search index.
 */
export type Derivation = {
  /** Derived columns that a row wants from the start. */
  columnsOf(shape: TableShape, row: Values): Record<string, SqlValue>;
  /** Under whom a new history row shows. */
  survivorOf(customerId: number): number;
  turn(): DerivationTurn;
};

export type DerivationTurn = {
  /** `fresh`: the id was made in this transaction, so nothing can point at the row yet. */
  inserted(shape: TableShape, key: Key, row: Values, fresh: boolean): void;
  updated(shape: TableShape, key: Key, before: Values, after: Values): void;
  /** Counts every derived value of this customer anew. */
  recountAll(customerId: number): void;
  /** Writes what was touched; answers the customers whose card is another now. */
  finish(): number[];
};

/** Which aspects of its customer a row of this table is counted in. */
const aspectsOf: Readonly<Record<string, readonly CustomerAspect[]>> = {
  interaction: ['interactions'],
  observation: ['observations'],
  life_event: ['life'],
  grant_given: ['grants'],
  purchase: ['purchases', 'livePurchases'],
  enquiry: ['enquiries'],
  phone: ['phones'],
  relation: ['relations'],
  profile_fact: ['profile'],
  consent: [],
};

export function makeDerivation(writer: Writer, shapes: ReadonlyMap<string, TableShape>): Derivation {
  const customers = makeCustomerDerivation(writer);
  const numbers = makeNumberDerivation(writer);
  const merges = makeMergeDerivation(writer, shapes);
  const states = makeStateDerivation(writer);

  const setNames = writer.command(
    'UPDATE customer SET name_key = ?, sound_key = ?, name_key_version = ? WHERE id = ?',
  );
  const relatedTo = writer.value<number>(
    `SELECT customer_id FROM relation WHERE other_id = ?1
     UNION SELECT other_id FROM relation WHERE customer_id = ?1 AND kind = 'family'`,
  );
  const numbersOf = writer.value<string>(
    'SELECT DISTINCT e164 FROM phone WHERE customer_id = ? AND e164 IS NOT NULL',
  );
  const membersOf = writer.value<number>('SELECT id FROM customer WHERE merged_into = ?');
  const hiddenBy = writer.value<number>(
    `SELECT id FROM retraction WHERE fact_table = ? AND fact_id = ? AND withdrawn_at IS NULL ORDER BY id LIMIT 1`,
  );
  const queueName = writer.command('INSERT OR REPLACE INTO name_queue (customer_id, k) VALUES (?, ?)');
  const queueGist = writer.command('INSERT OR IGNORE INTO gist_queue (interaction_id) VALUES (?)');

  function turn(): DerivationTurn {
    const dirty = new Map<number, Set<CustomerAspect>>();
    const renamed = new Set<number>();
    const added = new Map<number, { interactions: DigestInteraction[]; observations: DigestObservation[] }>();
    const complaints = new Set<number>();
    const followUps = new Set<number>();

    function touch(customerId: Json | undefined, aspects: readonly CustomerAspect[]): void {
      if (typeof customerId !== 'number') return;
      const known = dirty.get(customerId) ?? new Set();
      for (const aspect of aspects) known.add(aspect);
      dirty.set(customerId, known);
    }

    /** New entries are added to what is counted already: their rows may be many. */
    function addedTo(customerId: number): {
      interactions: DigestInteraction[];
      observations: DigestObservation[];
    } {
      touch(customerId, []);
      const known = added.get(customerId) ?? { interactions: [], observations: [] };
      added.set(customerId, known);
      return known;
    }

    /** A row whose customer is kept as a field shows with the survivor. */
    function touchSurvivor(customerId: Json | undefined, aspects: readonly CustomerAspect[]): void {
      if (typeof customerId === 'number') touch(merges.survivorOf(customerId), aspects);
    }

    function refreshNumber(row: Values): void {
      const { e164, customer_id: customerId } = row;
      if (typeof e164 === 'string' && typeof customerId === 'number') {
        numbers.refresh(e164, merges.survivorOf(customerId));
      }
    }

    function refreshNumbersOf(customerId: number, under: number): void {
      for (const e164 of numbersOf.all(customerId)) numbers.refresh(e164, under);
    }

    function touchRelated(customerId: number): void {
      for (const other of relatedTo.all(customerId)) touchSurvivor(other, ['relations']);
    }

    function refreshMerges(customerId: number): void {
      for (const moved of merges.refresh(customerId)) {
        refreshNumbersOf(moved.customerId, moved.from);
        refreshNumbersOf(moved.customerId, moved.to);
        for (const id of [moved.customerId, moved.from, moved.to]) {
          touch(id, customerAspects);
          renamed.add(id);
        }
      }
    }

    function refreshHidden(table: string, id: number): void {
      const shape = shapes.get(table);
      if (shape === undefined || shape.kind !== 'fact' || table === 'retraction') return;
      const by = hiddenBy.get(table, id) ?? null;
      const changed = writer
        .command(`UPDATE "${table}" SET hidden_by = ? WHERE ${whereKey(shape)} AND hidden_by IS NOT ?`)
        .run(by, ...keyValues(shape, id), by);
      if (changed.changes === 0) return;
      const owner = writer
        .query<Values>(`SELECT ${ownerColumn(shape)} AS owner FROM "${table}" WHERE ${whereKey(shape)}`)
        .get(...keyValues(shape, id))?.['owner'];
      showOrHide(table, id, owner);
    }

    function showOrHide(table: string, id: number, owner: Json | undefined): void {
      switch (table) {
        case 'complaint':
        case 'complaint_event':
          if (typeof owner === 'number') complaints.add(owner);
          return;
        case 'follow_up':
        case 'follow_up_event':
          if (typeof owner === 'number') followUps.add(owner);
          return;
        case 'customer_merge':
          if (typeof owner === 'number') refreshMerges(owner);
          return;
        case 'interaction':
          queueGist.run(id);
          touch(owner, aspectsOf['interaction'] ?? []);
          return;
        default:
          touch(owner, aspectsOf[table] ?? []);
      }
    }

    function inserted(shape: TableShape, key: Key, row: Values, fresh: boolean): void {
      const id = Number(key);
      const customerId = row['customer_id'];
      switch (shape.name) {
        case 'customer':
          renamed.add(id);
          touchSurvivor(row['referred_by'], ['referrals']);
          if (fresh) return touch(id, []);
          refreshMerges(id);
          touchRelated(id);
          touch(id, customerAspects);
          return refreshNumbersOf(id, merges.survivorOf(id));
        case 'phone':
          refreshNumber(row);
          return touchSurvivor(customerId, ['phones']);
        case 'relation':
          touchSurvivor(row['other_id'], ['relations']);
          return touchSurvivor(customerId, ['relations']);
        case 'profile_fact':
          return touchSurvivor(customerId, ['profile']);
        case 'interaction':
          // a fresh one is above the mark up to which the background lane has indexed
          if (!fresh && row['gist'] !== null) queueGist.run(id);
          if (fresh && typeof customerId === 'number') {
            const entry = packInteraction({ ...(row as Parameters<typeof packInteraction>[0]), id });
            addedTo(customerId).interactions.push(entry);
          } else {
            touch(customerId, ['interactions']);
          }
          break;
        case 'complaint':
          touch(customerId, ['complaints']);
          if (!fresh) complaints.add(id);
          break;
        case 'complaint_event':
          complaints.add(numberOf(row, 'complaint_id'));
          break;
        case 'follow_up':
          touch(customerId, ['followUps']);
          if (!fresh) followUps.add(id);
          break;
        case 'follow_up_event':
          followUps.add(numberOf(row, 'follow_up_id'));
          break;
        case 'customer_merge':
          refreshMerges(numberOf(row, 'from_id'));
          break;
        case 'retraction':
          return refreshHidden(textOf(row, 'fact_table'), numberOf(row, 'fact_id'));
        case 'agent':
        case 'setting':
        case 'service':
        case 'call':
        case 'call_leg':
          return;
        case 'observation':
          if (fresh && typeof customerId === 'number') {
            const entry = packObservation(row as Parameters<typeof packObservation>[0]);
            addedTo(customerId).observations.push(entry);
          } else {
            touch(customerId, ['observations']);
          }
          break;
        case 'life_event':
        case 'consent':
        case 'grant_given':
        case 'purchase':
        case 'enquiry':
          touch(customerId, aspectsOf[shape.name] ?? []);
      }
      if (!fresh) refreshHidden(shape.name, id);
    }

    function updated(shape: TableShape, key: Key, before: Values, after: Values): void {
      if (shape.name === 'customer') return customerUpdated(Number(key), before, after);
      if (shape.name === 'retraction') {
        return refreshHidden(textOf(after, 'fact_table'), numberOf(after, 'fact_id'));
      }
      if (shape.name === 'phone') {
        refreshNumber(before);
        refreshNumber(after);
      }
      if (shape.name === 'relation') {
        touchSurvivor(before['other_id'], ['relations']);
        touchSurvivor(after['other_id'], ['relations']);
      }
      const aspects = aspectsOf[shape.name];
      if (aspects === undefined) return;
      touchSurvivor(before['customer_id'], aspects);
      touchSurvivor(after['customer_id'], aspects);
    }

    function customerUpdated(id: number, before: Values, after: Values): void {
      touch(id, []);
      if (before['referred_by'] !== after['referred_by']) {
        touchSurvivor(before['referred_by'], ['referrals']);
        touchSurvivor(after['referred_by'], ['referrals']);
      }
      if (before['display_name'] !== after['display_name']) {
        const names = nameColumns(after);
        setNames.run(names.name_key, names.sound_key, names.name_key_version, id);
        renamed.add(id);
        touchRelated(id);
      }
      if (before['deleted_at'] === after['deleted_at']) return;
      renamed.add(id);
      touchRelated(id);
      const survivor = merges.survivorOf(id);
      refreshNumbersOf(id, survivor);
    }

    function recountAll(customerId: number): void {
      touch(customerId, customerAspects);
      refreshNumbersOf(customerId, merges.survivorOf(customerId));
      for (const member of membersOf.all(customerId)) refreshNumbersOf(member, customerId);
    }

    function finish(): number[] {
      for (const id of complaints) touch(states.foldComplaint(id), ['complaints']);
      for (const id of followUps) touch(states.foldFollowUp(id), ['followUps']);
      for (const [id, aspects] of dirty) finishCustomer(id, aspects);
      return [...dirty.keys()];
    }

    function finishCustomer(id: number, aspects: ReadonlySet<CustomerAspect>): void {
      const work = customers.read(id);
      if (work === null) return;
      const lastBefore = work.counters.last_interaction_at;
      const recounted = aspects.has('interactions');
      const entries = added.get(id);
      if (aspects.size > 0 || entries !== undefined) {
        customers.recount(id, work, aspects, {
          interactions: recounted ? [] : (entries?.interactions ?? []),
          observations: aspects.has('observations') ? [] : (entries?.observations ?? []),
        });
        customers.write(id, work);
      }
      if (renamed.has(id) || (recounted && laterDay(lastBefore, work))) {
        queueName.run(id, work.gone ? '' : work.nameKey);
      }
    }

    return { inserted, updated, recountAll, finish };
  }

  return {
    columnsOf(shape, row) {
      if (shape.name === 'customer') return nameColumns(row);
      if (shape.name === 'follow_up') return { due_at: numberOf(row, 'first_due_at') };
      return {};
    },
    survivorOf: (customerId) => merges.survivorOf(customerId),
    turn,
  };
}

function nameColumns(row: Values): { name_key: string; sound_key: string; name_key_version: number } {
  const name = textOf(row, 'display_name');
  return { name_key: nameKey(name), sound_key: soundKey(name), name_key_version: NAME_KEY_VERSION };
}

/** Recency slots move once per customer and day; for a fresh entry the background lane sees to it. */
function laterDay(before: number | null, work: CustomerWork): boolean {
  const now = work.counters.last_interaction_at;
  return now !== null && (before === null || recencyDay(now) !== recencyDay(before));
}

function ownerColumn(shape: TableShape): string {
  if (shape.clusteredBy !== null) return shape.clusteredBy;
  return shape.name === 'customer_merge' ? 'from_id' : 'id';
}
