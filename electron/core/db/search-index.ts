import type { Writer } from './connection.ts';
import { dayOfSlot, firstSlotOf, recencyDay } from './search-slots.ts';

/**
 * Fills the two full-text indexes from their queues, in the background lane. Names: a trigram index over
 * `name_key`, whose rowid is the recency slot. Gists: a contentless word index, newest entered first. Neither is
 * filled while an agent saves: that added 4–11 ms to the slowest saves.
 */
export type SearchIndexer = {
  /** Indexes up to `limit` queued customers; answers how many were taken from the queue. */
  drainNames(limit: number): number;
  drainGists(limit: number): number;
};

type QueuedName = { customer_id: number; slot: number | null; name_key: string; gone: number; at: number };
type QueuedGist = { interaction_id: number; gist: string | null };

export function makeSearchIndexer(writer: Writer, foldText: (gist: string) => string): SearchIndexer {
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
     LEFT JOIN interaction i ON i.id = q.interaction_id`,
  );
  const leaveGistQueue = writer.command('DELETE FROM gist_queue WHERE interaction_id = ?');
  const dropGist = writer.command('DELETE FROM gist_fts WHERE rowid = ?');
  const addGist = writer.command('INSERT INTO gist_fts (rowid, g) VALUES (?, ?)');

  function nextSlot(at: number): number {
    const day = recencyDay(at);
    const last = lastSlotBefore.get(firstSlotOf(day + 1));
    return last !== undefined && dayOfSlot(last) === day ? last + 1 : firstSlotOf(day);
  }

  return {
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
          dropGist.run(BigInt(entry.interaction_id));
          if (entry.gist !== null) addGist.run(BigInt(entry.interaction_id), foldText(entry.gist));
        }
        return queued.length;
      }),
  };
}
