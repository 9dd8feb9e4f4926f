import { appendFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '#shared/contract/errors.ts';
import type { LaneFeature, LaneTools } from '../../../../electron/core/feature.ts';
import { serveLane } from '../../../../electron/core/lanes/serve-lane.ts';

/** A lane without a store, whose handlers do what the tests of the conversation need. */
const { lane, trace, refuseToOpen } = workerData as { lane: string; trace: string; refuseToOpen?: string };

const feature: LaneFeature = ({ emit, log }) => {
  const methods = {
    echo: (input: unknown, caller: unknown) => ({ lane, input, caller }),
    refuse: () => {
      throw new Refusal('stale', 'changed', { now: 3 });
    },
    bug: () => JSON.parse('مریم') as unknown,
    unclonable: () => ({ f: () => 1 }),
    die: () => process.exit(7),
    throwOutside: () => {
      setTimeout(() => {
        throw new Error('outside');
      }, 1);
      return new Promise(() => undefined);
    },
    slow: async ({ ms }: { ms: number }) => {
      await new Promise((resolve) => setTimeout(resolve, ms));
      appendFileSync(trace, `${lane} done\n`);
      return 'done';
    },
    tell: () => {
      emit('call.gone', { callId: 'x' }, { to: 'extension', extension: '101' });
      log('info', 'told', { count: 1 });
      return null;
    },
  };
  // Names that no contract has: the conversation does not care.
  const internal = { 'agents.list': () => ({ agents: [], lane }) };
  return { methods, internal } as unknown as ReturnType<LaneFeature>;
};

if (parentPort === null) throw new Error('a lane is a worker thread');
serveLane(parentPort, () => {
  if (refuseToOpen === lane) throw new Refusal('damaged', 'first page');
  return {
    tools: {} as LaneTools,
    close: () => appendFileSync(trace, `${lane} closed\n`),
  };
}, [feature]);
