import { parentPort, workerData } from 'node:worker_threads';
import { makeApply } from '../db/apply.ts';
import { openReader, openWriter } from '../db/connection.ts';
import type { WorkerLane } from '../dispatch.ts';
import { laneFeatures } from './features.ts';
import { serveLane, type OpenedLane } from './serve-lane.ts';

/** Entry of the three worker threads. Given where the store is, its key, and which lane this is. */
const { lane, file, key } = workerData as {
  readonly lane: WorkerLane;
  readonly file: string;
  readonly key: Uint8Array;
};

/** MiB. Encrypted pages are decrypted at each miss; the background reads much once, and would only fill it. */
const cacheMb = { live: 64, desk: 64, background: 16 } as const;

if (parentPort === null) throw new Error('lane-worker.ts is the entry of a worker thread');
serveLane(parentPort, open, laneFeatures);

function open(): OpenedLane {
  const now = Date.now;
  const connection = { file, key, cacheMb: cacheMb[lane] };
  if (lane === 'desk') {
    const reader = openReader(connection);
    return { tools: { reader, writer: null, apply: null, now }, close: () => reader.close() };
  }
  const writer = openWriter(connection);
  return {
    tools: { reader: writer, writer, apply: makeApply(writer, { now }), now },
    close: () => writer.close(),
  };
}
