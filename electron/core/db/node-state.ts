import { nextClock, observeClock } from './clock.ts';
import type { Command, Query, Writer } from './connection.ts';
import { nextId } from './ids.ts';

type NodeRow = { number: number; last_id: number; last_clock: number; last_change: number };

/** What one write transaction takes from the node: ids, clock readings, change numbers. */
export type NodeTurn = {
  id(): number;
  clock(): number;
  change(): number;
  /** The number of the newest change so far. */
  lastChange(): number;
  observe(remoteClock: number): void;
  /** Writes the counters back. A transaction that rolls back instead gives the same ids again. */
  finish(): void;
};

/**
 * The one-row table `node`. Its counters are read when a write transaction begins and written before it commits,
 * so that two connections of one process (live, background) never give the same id: SQLite lets one write at a time.
 */
export function makeNodeState(writer: Writer): { turn(now: number): NodeTurn } {
  const read: Query<NodeRow> = writer.query('SELECT number, last_id, last_clock, last_change FROM node');
  const write: Command = writer.command('UPDATE node SET last_id = ?, last_clock = ?, last_change = ?');
  return {
    turn(now) {
      if (!writer.inTransaction) throw new Error('ids are made inside a write transaction');
      const node = read.get();
      if (node === undefined) throw new Error('the store has no node row');
      return {
        id: () => (node.last_id = nextId(node.last_id, node.number, now)),
        clock: () => (node.last_clock = nextClock(node.last_clock, now)),
        change: () => (node.last_change += 1),
        lastChange: () => node.last_change,
        observe: (remote) => void (node.last_clock = observeClock(node.last_clock, remote)),
        finish: () => void write.run(node.last_id, node.last_clock, node.last_change),
      };
    },
  };
}
