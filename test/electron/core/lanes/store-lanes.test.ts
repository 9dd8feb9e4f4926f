import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReader, openWriter } from '../../../../electron/core/db/connection.ts';
import { openStore, type OpenStore } from '../../../../electron/core/db/open.ts';
import { makeSearch } from '../../../../electron/core/db/search.ts';
import { makeApply } from '../../../../electron/core/db/apply.ts';
import { startLanes, type Lanes } from '../../../../electron/core/lanes/lanes.ts';
import { nameKey } from '#shared/domain/persian-text.ts';

/** The lanes as they run: real threads over a real store. */
let folder: string;
let store: OpenStore;
let lanes: Lanes;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ashena-store-lanes-'));
  const opened = openStore(folder, { from: 'file' }, { now: Date.now });
  if (opened.state !== 'open') throw new Error(opened.state);
  store = opened;
  store.writer.close();
  lanes = await startLanes({
    entry: new URL('../../../../electron/core/lanes/lane-worker.ts', import.meta.url),
    workerData: { file: store.file, key: store.key },
    liveWaiting: new SharedArrayBuffer(4),
    emit: () => undefined,
    log: () => undefined,
    onState: () => undefined,
    now: Date.now,
  });
});
afterEach(async () => {
  await lanes.close();
  rmSync(folder, { recursive: true });
});

describe('the lanes over a store', () => {
  it('write in the live lane what is there afterwards', async () => {
    const agent = { displayName: 'سارا', role: 'agent', extension: '101' } as const;
    const made = await lanes.ask('agents.create', agent);
    expect(made).toMatchObject(agent);
    expect((await lanes.ask('agents.list', {})).agents).toEqual([made]);
  });

  it('leave one file when they close: the log is in the store', async () => {
    await lanes.ask('agents.create', { displayName: 'سارا', role: 'agent', extension: null });
    expect(statSync(`${store.file}-wal`).size).toBeGreaterThan(0);
    await lanes.close();
    expect(statSync(`${store.file}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    const reader = openReader({ file: store.file, key: store.key });
    expect(reader.value('SELECT display_name FROM agent').all()).toEqual(['سارا']);
    reader.close();
    expect(readFileSync(store.file).includes('سارا')).toBe(false); // and it is encrypted
  });

  it('fill the search index in the background, and empty the log', async () => {
    const writer = openWriter({ file: store.file, key: store.key });
    const apply = makeApply(writer, { now: Date.now });
    const { keys } = apply({ label: 'test', agentId: null }, [
      { table: 'customer', op: 'insert', row: { kind: 'person', display_name: 'مریم احمدی', created_at: 1 } },
    ]);
    const queued = writer.value<number>('SELECT count(*) FROM name_queue');
    expect(queued.get()).toBe(1);
    expect(await lanes.ask('background.idle', {})).toEqual({ indexed: 1, checkpointed: true });
    expect(queued.get()).toBe(0);
    expect(makeSearch(writer).byName([nameKey('احمد')], 5)).toEqual([keys[0]]);
    writer.close();
  });
});
