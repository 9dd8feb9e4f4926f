import { parentPort, workerData } from 'node:worker_threads';
import { makeApply } from '../../electron/core/db/apply.ts';
import { liveAutocheckpointPages, openReader, openWriter } from '../../electron/core/db/connection.ts';
import { makeLiveWaiting } from '../../electron/core/db/live-waiting.ts';
import type { WorkerLane } from '../../electron/core/dispatch.ts';
import type { LaneFeature } from '../../electron/core/feature.ts';
import { importingLane } from '../../electron/core/importing/importing.handlers.ts';
import { serveLane, type OpenedLane } from '../../electron/core/lanes/serve-lane.ts';
import { storeUpkeep } from '../../electron/core/lanes/store-upkeep.ts';
import { writeWrapUp } from './wrap-up.ts';

/**
 * The lanes with their own connections, import and upkeep, as `lane-worker.ts` opens them; but in the live lane a
 * call's entry is written with the rest of a whole wrap-up, the most that is ever saved at once.
 */
const given = workerData as {
  readonly lane: WorkerLane;
  readonly file: string;
  readonly key: Uint8Array;
  readonly liveWaiting: SharedArrayBuffer;
};

const wholeWrapUp: LaneFeature = ({ apply }) => {
  if (apply === null) return {};
  return {
    internal: {
      'calls.writeInteraction': ({ customerId, agentId, at }) => {
        writeWrapUp(apply, { customerId, agentId, at });
        return { interactionId: 0, operationId: 0 };
      },
    },
  };
};

if (parentPort === null) throw new Error('this is the entry of a worker thread');
serveLane(parentPort, open, given.lane === 'background' ? [importingLane, storeUpkeep] : [wholeWrapUp]);

function open(): OpenedLane {
  const { lane, file, key } = given;
  const shared = { now: Date.now, liveWaiting: makeLiveWaiting(given.liveWaiting) };
  const connection = { file, key, cacheMb: lane === 'background' ? 16 : 64 };
  if (lane === 'desk') {
    const reader = openReader(connection);
    return { tools: { ...shared, reader, writer: null, apply: null }, close: () => reader.close() };
  }
  const writer = openWriter(
    lane === 'live' ? { ...connection, checkpointAt: liveAutocheckpointPages } : connection,
  );
  const tools = { ...shared, reader: writer, writer, apply: makeApply(writer, shared) };
  return { tools, close: () => writer.close() };
}
