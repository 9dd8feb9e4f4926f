import { nextClock, observeClock } from './clock.ts';
import type { Command, Query, Writer } from './connection.ts';
import { nextId } from './ids.ts';

type NodeRow = { number: number; last_id: number; last_clock: number };

/** What one write transaction takes from the node: ids and clock readings. */
export type NodeTurn = {
  id(): number;
  clock(): number;
  observe(remoteClock: number): void;
  /** The newest of both: an operation's row keeps them. A transaction that rolls back gives the same ids again. */
  last(): { readonly id: number; readonly clock: number };
  /** Writes them to `node`, where no operation keeps them. */
  keep(): void;
};

/**
 * Where the node's ids and clock stand is read when a write transaction begins and written before it commits, so
 * that two connections of one process (live, background) never give the same id: SQLite lets one write at a time.
 * It is kept in the newest operation (one page less to write at each save), or in `node` by what is no operation.
 */
export function makeNodeState(writer: Writer): { turn(now: number): NodeTurn } {
  const read: Query<NodeRow> = writer.query(
    `SELECT n.number, max(n.last_id, coalesce(o.last_id, 0)) AS last_id,
       max(n.last_clock, coalesce(o.last_clock, 0)) AS last_clock
     FROM node n LEFT JOIN operation o ON o.id = (SELECT max(id) FROM operation)`,
  );
  const write: Command = writer.command('UPDATE node SET last_id = ?, last_clock = ?');
  return {
    turn(now) {
      if (!writer.inTransaction) throw new Error('ids are made inside a write transaction');
      const node = read.get();
      if (node === undefined) throw new Error('the store has no node row');
      return {
        id: () => (node.last_id = nextId(node.last_id, node.number, now)),
        clock: () => (node.last_clock = nextClock(node.last_clock, now)),
        observe: (remote) => void (node.last_clock = observeClock(node.last_clock, remote)),
        last: () => ({ id: node.last_id, clock: node.last_clock }),
        keep: () => void write.run(node.last_id, node.last_clock),
      };
    },
  };
}
