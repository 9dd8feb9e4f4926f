import type { Writer } from './connection.ts';
import { undoWindowMs } from './undo.ts';

/**
 * Where no hub is joined, changes older than the undo window serve nobody: joining starts from a snapshot. Deletes
 * up to `limit` changes, oldest first, and the operations that have none left. Answers how many changes went.
 * Meant for the background lane, inside short transactions.
 */
export function trimChanges(writer: Writer, now: number, limit: number): number {
  return writer.transaction(() => {
    if (writer.value<number>('SELECT hub_joined FROM node').get() !== 0) return 0;
    const kept = writer
      .query<{ id: number; first_change: number }>(
        'SELECT id, first_change FROM operation WHERE at >= ? ORDER BY id LIMIT 1',
      )
      .get(now - undoWindowMs);
    const span = writer
      .query<{ oldest: number | null; newest: number | null }>(
        'SELECT (SELECT min(node_seq) FROM change) AS oldest, (SELECT max(node_seq) FROM change) AS newest',
      )
      .get();
    if (span === undefined || span.oldest === null || span.newest === null) return 0;
    const end = Math.min(kept?.first_change ?? span.newest + 1, span.oldest + limit);
    const { changes } = writer.command('DELETE FROM change WHERE node_seq < ?').run(end);
    writer
      .command('DELETE FROM operation WHERE id < ? AND last_change < ?')
      .run(kept?.id ?? Number.MAX_SAFE_INTEGER, end);
    return changes;
  });
}
