import type { Writer } from './connection.ts';
import { undoWindowMs } from './undo.ts';

/**
 * Where no hub is joined, operations older than the undo window serve nobody: joining starts from a snapshot. Deletes
 * up to `limit` of them, oldest first, and never the newest, which keeps where the node's ids and clock stand.
 * Answers how many went. Meant for the background lane, inside short transactions.
 */
export function trimChanges(writer: Writer, now: number, limit: number): number {
  return writer.transaction(() => {
    if (writer.value<number>('SELECT hub_joined FROM node').get() !== 0) return 0;
    const keptFrom = writer
      .value<number | null>(
        'SELECT coalesce((SELECT id FROM operation WHERE at >= ? ORDER BY id LIMIT 1), (SELECT max(id) FROM operation))',
      )
      .get(now - undoWindowMs);
    return writer
      .command(
        'DELETE FROM operation WHERE id IN (SELECT id FROM operation WHERE id < ? ORDER BY id LIMIT ?)',
      )
      .run(keptFrom ?? 0, limit).changes;
  });
}
