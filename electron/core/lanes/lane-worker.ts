import { parentPort, workerData } from 'node:worker_threads';
import { makeApply } from '../db/apply.ts';
import { checkpointBeforeClosing } from '../db/checkpoint.ts';
import { liveAutocheckpointPages, openReader, openWriter } from '../db/connection.ts';
import { makeLiveWaiting } from '../db/live-waiting.ts';
import type { WorkerLane } from '../dispatch.ts';
import { laneFeatures } from './features.ts';
import { storeUpkeep } from './store-upkeep.ts';
import { serveLane, type OpenedLane } from './serve-lane.ts';

/** Entry of the three worker threads. Given where the store is, its key, and which lane this is. */
const given = workerData as {
  readonly lane: WorkerLane;
  readonly file: string;
  readonly key: Uint8Array;
  readonly liveWaiting: SharedArrayBuffer;
};

/** MiB. Encrypted pages are decrypted at each miss; the background reads much once, and would only fill it. */
const cacheMb = { live: 64, desk: 64, background: 16 } as const;

if (parentPort === null) throw new Error('lane-worker.ts is the entry of a worker thread');
serveLane(parentPort, open, given.lane === 'background' ? [...laneFeatures, storeUpkeep] : laneFeatures);

function open(): OpenedLane {
  const { lane, file, key } = given;
  const connection = { file, key, cacheMb: cacheMb[lane] };
  const shared = { now: Date.now, liveWaiting: makeLiveWaiting(given.liveWaiting) };
  if (lane === 'desk') {
    const reader = openReader(connection);
    return { tools: { ...shared, reader, writer: null, apply: null }, close: () => reader.close() };
  }
  const writer = openWriter(
    lane === 'live' ? { ...connection, checkpointAt: liveAutocheckpointPages } : connection,
  );
  return {
    tools: { ...shared, reader: writer, writer, apply: makeApply(writer, shared) },
    close() {
      // It closes last, when no other connection keeps the log from being emptied.
      if (lane === 'background') checkpointBeforeClosing(writer);
      writer.close();
    },
  };
}
