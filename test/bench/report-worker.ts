import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../../electron/core/db/connection.ts';

/** Reckons a heavy report again and again, on a connection of its own, until it is told to rest. */
const { file, key, wanted } = workerData as {
  readonly file: string;
  readonly key: Uint8Array;
  readonly wanted: SharedArrayBuffer;
};
const flag = new Int32Array(wanted);
const reader = openReader({ file, key, cacheMb: 64 });

/** Pareto: how many customers bring four fifths of the revenue. Every purchase is read, every customer sorted. */
const pareto = reader.value<number>(
  `WITH revenue AS (
     SELECT customer_id, sum(amount) AS sum FROM purchase
     WHERE status IN ('in_progress', 'done') AND hidden_by IS NULL AND deleted_at IS NULL
     GROUP BY customer_id
   ), ranked AS (SELECT sum(sum) OVER (ORDER BY sum DESC, customer_id) AS so_far FROM revenue)
   SELECT count(*) FROM ranked WHERE so_far <= 0.8 * (SELECT sum(sum) FROM revenue)`,
);

let times = 0;
parentPort?.on('message', () => {
  parentPort?.postMessage(times);
  while (Atomics.load(flag, 0) === 1) {
    pareto.get();
    times += 1;
  }
  parentPort?.postMessage(times);
});
