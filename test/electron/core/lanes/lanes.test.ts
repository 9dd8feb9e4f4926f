import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../../electron/core/feature.ts';
import { startLanes, type Lanes, type LanesOptions } from '../../../../electron/core/lanes/lanes.ts';

const caller: Caller = { sessionId: 's', agentId: 1, role: 'agent', extension: '101' };

let folder: string;
let running: Lanes[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ashena-lanes-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((lanes) => lanes.close()));
  rmSync(folder, { recursive: true });
});

async function start(options: Partial<LanesOptions> & { refuseToOpen?: string } = {}) {
  const states: string[] = [];
  const events: unknown[] = [];
  const logged: { code: string; facts: unknown }[] = [];
  const liveWaiting = new SharedArrayBuffer(4);
  const lanes = await startLanes({
    entry: new URL('fake-lane.ts', import.meta.url),
    workerData: { trace: join(folder, 'trace'), refuseToOpen: options.refuseToOpen },
    liveWaiting,
    emit: (...event) => events.push(event),
    log: (_level, code, facts) => logged.push({ code, facts }),
    onState: (lane, state) => states.push(`${lane} ${state}`),
    now: Date.now,
    patience: { window: 60_000, firstWait: 20, longestWait: 40 },
    ...options,
  });
  running.push(lanes);
  const waiting = (): number => Atomics.load(new Int32Array(liveWaiting), 0);
  return { lanes, states, events, logged, waiting };
}

/** Asks until the lane answers again. */
async function untilBack(lanes: Lanes): Promise<void> {
  for (;;) {
    try {
      await lanes.call('live', 'echo', null, caller);
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

describe('lanes', () => {
  it('answer what they are asked, each in its own thread', async () => {
    const { lanes } = await start();
    const input = { text: 'سلام', at: new Date(5), list: [1n] };
    for (const lane of ['live', 'desk', 'background'] as const) {
      expect(await lanes.call(lane, 'echo', input, caller)).toEqual({ lane, input, caller });
    }
    expect(await lanes.ask('agents.list', {})).toEqual({ agents: [], lane: 'live' });
  });

  it('pass refusals, bugs, events and log lines on', async () => {
    const { lanes, events, logged } = await start();
    await expect(lanes.call('desk', 'refuse', {}, caller)).rejects.toMatchObject({
      name: 'Refusal',
      code: 'stale',
      details: { now: 3 },
    });
    const bug: unknown = await lanes.call('desk', 'bug', {}, caller).catch((failure: unknown) => failure);
    expect(bug).toMatchObject({ name: 'BugElsewhere', bug: { error: 'SyntaxError' } });
    expect(JSON.stringify(bug)).not.toContain('مریم');
    await lanes.call('desk', 'tell', {}, caller);
    expect(events).toEqual([['call.gone', { callId: 'x' }, { to: 'extension', extension: '101' }]]);
    expect(logged).toEqual([{ code: 'told', facts: { lane: 'desk', count: 1 } }]);
  });

  it('answer a bug for a method that they do not have and for what cannot be cloned', async () => {
    const { lanes } = await start();
    for (const name of ['nothing', '__proto__', 'constructor', 'unclonable']) {
      await expect(lanes.call('desk', name, {}, caller)).rejects.toMatchObject({ name: 'BugElsewhere' });
    }
    await expect(lanes.call('desk', 'echo', () => 1, caller)).rejects.toThrow('could not be cloned');
    expect(await lanes.call('desk', 'echo', 1, caller)).toMatchObject({ input: 1 });
  });

  it('count what waits at the live lane, and at no other', async () => {
    const { lanes, waiting } = await start();
    const slow = [
      lanes.call('live', 'slow', { ms: 20 }, caller),
      lanes.call('live', 'slow', { ms: 40 }, caller),
    ];
    const other = lanes.call('desk', 'slow', { ms: 40 }, caller);
    expect(waiting()).toBe(2);
    await slow[0];
    expect(waiting()).toBe(1);
    await Promise.all([...slow, other]);
    expect(waiting()).toBe(0);
  });

  it.each(['die', 'throwOutside'])(
    'that end (%s) fail everything that was asked of them, and start again',
    async (how) => {
      const { lanes, states, logged, waiting } = await start();
      const outcomes = await Promise.allSettled([
        lanes.call('live', 'slow', { ms: 60_000 }, caller),
        lanes.call('live', how, {}, caller),
        lanes.call('desk', 'echo', 1, caller),
      ]);
      expect(outcomes.map((one) => (one.status === 'rejected' ? one.reason : one.status))).toMatchObject([
        { code: 'lane_lost' },
        { code: 'lane_lost' },
        'fulfilled',
      ]);
      expect(waiting()).toBe(0);
      await untilBack(lanes);
      expect(states).toEqual([]); // one death is nothing to trouble the user with
      expect(logged.map(({ code }) => code)).toEqual(['lane_died']);
    },
  );

  it('that die a second time within a minute are told to be down, and up when they are back', async () => {
    const { lanes, states } = await start();
    for (const _death of [1, 2]) {
      await lanes.call('live', 'die', {}, caller).catch(() => undefined);
      if (_death === 1) await untilBack(lanes);
    }
    expect(states).toEqual(['live down']);
    await expect(lanes.call('live', 'echo', 1, caller)).rejects.toMatchObject({ code: 'lane_lost' });
    await untilBack(lanes);
    expect(states).toEqual(['live down', 'live up']);
  });

  it('that die again after more than a minute are only started again', async () => {
    let now = 0;
    const { lanes, states } = await start({ now: () => now });
    for (let death = 0; death < 3; death += 1) {
      await lanes.call('live', 'die', {}, caller).catch(() => undefined);
      await untilBack(lanes);
      now += 61_000;
    }
    expect(states).toEqual([]);
  });

  it('finish what was begun before they close, background last', async () => {
    const { lanes } = await start();
    const begun = [
      lanes.call('live', 'slow', { ms: 60 }, caller),
      lanes.call('background', 'slow', { ms: 1 }, caller),
    ];
    await lanes.close();
    expect(await Promise.all(begun)).toEqual(['done', 'done']);
    const trace = readFileSync(join(folder, 'trace'), 'utf8').trim().split('\n');
    expect(trace.indexOf('live closed')).toBeGreaterThan(trace.indexOf('live done'));
    expect(trace.at(-1)).toBe('background closed');
    await expect(lanes.call('live', 'echo', 1, caller)).rejects.toMatchObject({ code: 'lane_lost' });
  });

  it('do not start at all when one of them cannot open the store, and leave no thread behind', async () => {
    await expect(start({ refuseToOpen: 'desk' })).rejects.toMatchObject({ code: 'damaged' });
    const trace = readFileSync(join(folder, 'trace'), 'utf8').trim().split('\n').sort();
    expect(trace).toEqual(['background closed', 'live closed']);
  });
});
