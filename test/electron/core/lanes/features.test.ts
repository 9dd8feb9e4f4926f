import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/contract.ts';
import { makeApply } from '../../../../electron/core/db/apply.ts';
import { openReader } from '../../../../electron/core/db/connection.ts';
import { makeLiveWaiting } from '../../../../electron/core/db/live-waiting.ts';
import { openStore, type OpenStore } from '../../../../electron/core/db/open.ts';
import type { LaneTools } from '../../../../electron/core/feature.ts';
import { laneFeatures } from '../../../../electron/core/lanes/features.ts';
import { internalLanes } from '../../../../electron/core/lanes/internal-methods.ts';
import { storeUpkeep } from '../../../../electron/core/lanes/store-upkeep.ts';

let folder: string;
let store: OpenStore;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ashena-features-'));
  const opened = openStore(folder, { from: 'file' }, { now: Date.now });
  if (opened.state !== 'open') throw new Error(opened.state);
  store = opened;
});
afterAll(() => {
  store.writer.close();
  rmSync(folder, { recursive: true });
});

/** What a lane can do, with the tools that it gets there. */
function handlersIn(lane: 'live' | 'desk' | 'background'): { methods: string[]; internal: string[] } {
  const { writer } = store;
  const tools: LaneTools = {
    reader: lane === 'desk' ? openReader({ file: store.file, key: store.key }) : writer,
    writer: lane === 'desk' ? null : writer,
    apply: lane === 'desk' ? null : makeApply(writer, { now: Date.now }),
    liveWaiting: makeLiveWaiting(),
    now: Date.now,
    emit: () => undefined,
    log: () => undefined,
  };
  const features = lane === 'background' ? [...laneFeatures, storeUpkeep] : laneFeatures;
  const prepared = features.map((feature) => feature(tools));
  if (lane === 'desk') tools.reader.close();
  return {
    methods: prepared.flatMap(({ methods = {} }) => Object.keys(methods)),
    internal: prepared.flatMap(({ internal = {} }) => Object.keys(internal)),
  };
}

describe.each(['live', 'desk', 'background'] as const)('the %s lane', (lane) => {
  it('has a handler for each method that is declared for it', () => {
    const declared = Object.entries(contract).filter(([, method]) => method.lane === lane);
    expect(handlersIn(lane).methods).toEqual(expect.arrayContaining(declared.map(([name]) => name)));
  });

  it('has a handler for each of the core’s own questions that is routed to it', () => {
    const routed = Object.entries(internalLanes).filter(([, to]) => to === lane);
    expect(handlersIn(lane).internal).toEqual(expect.arrayContaining(routed.map(([name]) => name)));
  });

  it('has no two handlers of one name', () => {
    const { methods, internal } = handlersIn(lane);
    expect(new Set(methods).size).toBe(methods.length);
    expect(new Set(internal).size).toBe(internal.length);
  });
});
