import type { Writer } from './connection.ts';
import { dayOfSlot, firstSlotOf, recencyDay } from './search-slots.ts';

/**
 * Fills the two full-text indexes in the background lane. Names: a trigram index over `name_key`, whose rowid is the
 * recency slot. Gists: a contentless word index. Neither is filled while an agent saves, which added 4–11 ms to the
 * slowest saves. Entries made here need no queue: their ids grow, and `node.indexed_id` says how far the index has
 * come. Queued are new and changed names, newest entered first, and the entries that a retraction or another node
 * touched.
 */
export type SearchIndexer = {
  /** Whether there is anything to index: looked at outside a write transaction, which would keep a writer waiting. */
  waits(): boolean;
  /** Indexes up to `limit` new entries, and queues the names whose recency they change; answers how many. */
  drainEntries(limit: number): number;
  /** Indexes up to `limit` queued customers; answers how many were taken from the queue. */
  drainNames(limit: number): number;
  drainGists(limit: number): number;
};

type QueuedName = { customer_id: number; slot: number | null; name_key: string; gone: number; at: number };
type QueuedGist = { interaction_id: number; gist: string | null };
type NewFact = {
  id: number;
  gist: string | null;
  customer_id: number | null;
  name_key: string;
  slot: number | null;
  at: number;
};

export function makeSearchIndexer(writer: Writer, foldText: (gist: string) => string): SearchIndexer {
  const queues = writer.value<number>(
    'SELECT EXISTS (SELECT 1 FROM name_queue) OR EXISTS (SELECT 1 FROM gist_queue)',
  );
  const toIndex = writer.query<{ above: number; upTo: number }>(
    `SELECT n.indexed_id AS above, max(n.last_id, coalesce(o.last_id, 0)) AS upTo
     FROM node n LEFT JOIN operation o ON o.id = (SELECT max(id) FROM operation)`,
  );
  const anyFact = writer.value<number>('SELECT 1 FROM place WHERE id > ? AND id <= ? LIMIT 1');
  // ids of other nodes that lie between are indexed twice at worst
  const newFacts = writer.query<NewFact>(
    `SELECT p.id, CASE WHEN i.hidden_by IS NULL THEN i.gist END AS gist, c.id AS customer_id, c.name_key, s.slot,
       coalesce(c.last_interaction_at, c.created_at) AS at
     FROM (SELECT id, owner, at FROM place WHERE id > ? AND id <= ? ORDER BY id LIMIT ?) p
     LEFT JOIN interaction i ON i.customer_id = p.owner AND i.at = p.at AND i.id = p.id
     LEFT JOIN customer c ON c.id = i.customer_id LEFT JOIN slot s ON s.customer_id = c.id ORDER BY p.id`,
  );
  const setIndexed = writer.command('UPDATE node SET indexed_id = ?');
  const queueName = writer.command('INSERT OR REPLACE INTO name_queue (customer_id, k) VALUES (?, ?)');
  const queuedNames = writer.query<QueuedName>(
    `SELECT q.customer_id, s.slot, coalesce(c.name_key, '') AS name_key,
       (c.id IS NULL OR c.deleted_at IS NOT NULL OR c.merged_into IS NOT NULL) AS gone,
       coalesce(c.last_interaction_at, c.created_at, 0) AS at
     FROM (SELECT customer_id FROM name_queue ORDER BY customer_id DESC LIMIT ?) q
     LEFT JOIN customer c ON c.id = q.customer_id LEFT JOIN slot s ON s.customer_id = q.customer_id`,
  );
  const leaveNameQueue = writer.command('DELETE FROM name_queue WHERE customer_id = ?');
  const lastSlotBefore = writer.value<number>(
    'SELECT slot FROM slot WHERE slot < ? ORDER BY slot DESC LIMIT 1',
  );
  const dropSlot = writer.command('DELETE FROM slot WHERE slot = ?');
  const addSlot = writer.command('INSERT INTO slot (slot, customer_id) VALUES (?, ?)');
  const dropName = writer.command('DELETE FROM name_fts WHERE rowid = ?');
  const addName = writer.command('INSERT INTO name_fts (rowid, k) VALUES (?, ?)');
  const queuedGists = writer.query<QueuedGist>(
    `SELECT q.interaction_id, CASE WHEN i.hidden_by IS NULL THEN i.gist END AS gist
     FROM (SELECT interaction_id FROM gist_queue ORDER BY interaction_id DESC LIMIT ?) q
     LEFT JOIN place p ON p.id = q.interaction_id
     LEFT JOIN interaction i ON i.customer_id = p.owner AND i.at = p.at AND i.id = p.id`,
  );
  const leaveGistQueue = writer.command('DELETE FROM gist_queue WHERE interaction_id = ?');
  const dropGist = writer.command('DELETE FROM gist_fts WHERE rowid = ?');
  const addGist = writer.command('INSERT INTO gist_fts (rowid, g) VALUES (?, ?)');

  function nextSlot(at: number): number {
    const day = recencyDay(at);
    const last = lastSlotBefore.get(firstSlotOf(day + 1));
    return last !== undefined && dayOfSlot(last) === day ? last + 1 : firstSlotOf(day);
  }

  /** The ids made here whose facts are not in the index yet. */
  function ids(): { above: number; upTo: number } {
    return toIndex.get() ?? { above: 0, upTo: 0 };
  }

  function enterGist(id: number, gist: string | null): void {
    dropGist.run(BigInt(id));
    if (gist !== null) addGist.run(BigInt(id), foldText(gist));
  }

  return {
    waits() {
      const { above, upTo } = ids();
      return queues.get() === 1 || anyFact.get(above, upTo) !== undefined;
    },
    drainEntries: (limit) =>
      writer.transaction(() => {
        const { above, upTo } = ids();
        const facts = newFacts.all(above, upTo, limit);
        for (const fact of facts) {
          if (fact.gist !== null) enterGist(fact.id, fact.gist);
          // a customer without a slot is in the queue already, or is not to be found by name
          if (fact.slot !== null && dayOfSlot(fact.slot) !== recencyDay(fact.at)) {
            queueName.run(fact.customer_id, fact.name_key);
          }
        }
        const last = facts.at(-1);
        if (last !== undefined) setIndexed.run(last.id);
        return facts.length;
      }),
    drainNames: (limit) =>
      writer.transaction(() => {
        const queued = queuedNames.all(limit);
        // within a batch from the oldest: an FTS5 index takes growing rowids without writing its buffer out
        for (const name of queued.toSorted((a, b) => a.at - b.at)) {
          leaveNameQueue.run(name.customer_id);
          if (name.slot !== null) {
            dropName.run(BigInt(name.slot));
            dropSlot.run(name.slot);
          }
          if (name.gone === 1 || name.name_key === '') continue;
          const slot = nextSlot(name.at);
          addSlot.run(slot, name.customer_id);
          addName.run(BigInt(slot), name.name_key);
        }
        return queued.length;
      }),
    drainGists: (limit) =>
      writer.transaction(() => {
        const queued = queuedGists.all(limit);
        for (const entry of queued.toReversed()) {
          leaveGistQueue.run(entry.interaction_id);
          enterGist(entry.interaction_id, entry.gist);
        }
        return queued.length;
      }),
  };
}
