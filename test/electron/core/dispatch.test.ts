import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '#shared/contract/errors.ts';
import { command, query, type Role } from '#shared/contract/method.ts';
import { BugElsewhere } from '../../../electron/core/bug.ts';
import { makeDispatch } from '../../../electron/core/dispatch.ts';
import type { Caller } from '../../../electron/core/feature.ts';

const contract = {
  'notes.read': query({
    lane: 'main',
    role: 'agent',
    input: z.object({ id: z.int() }),
    output: z.object({ text: z.string() }),
  }),
  'notes.write': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({ text: z.string().max(5), tags: z.array(z.string()).optional() }).strict(),
    output: z.object({}),
  }),
  'cards.read': query({
    lane: 'live',
    role: 'anyone',
    input: z.object({}),
    output: z.object({ n: z.int() }),
  }),
};

function makeHouse(overrides: { read?: (input: { id: number }, caller: Caller) => unknown } = {}) {
  const logged: { code: string; facts: Record<string, unknown> | undefined }[] = [];
  const asked: unknown[][] = [];
  let laneAnswers: () => unknown = () => ({ n: 1 });
  const dispatch = makeDispatch({
    contract,
    handlers: {
      'notes.read': overrides.read ?? (({ id }: { id: number }) => ({ text: `note ${id}` })),
      'notes.write': () => ({}),
    },
    callLane: async (...args) => {
      asked.push(args);
      return laneAnswers();
    },
    checkOutput: true,
    log: (_level, code, facts) => logged.push({ code, facts }),
    newIncident: () => 'incident-1',
  });
  return {
    dispatch,
    logged,
    asked,
    laneAnswers: (answer: () => unknown) => (laneAnswers = answer),
  };
}

const caller = (role: Role): Caller => ({ sessionId: 's', agentId: 1, role, extension: '101' });

describe('dispatch', () => {
  it('answers with what the handler answers', async () => {
    const { dispatch } = makeHouse();
    expect(await dispatch(caller('agent'), 'notes.read', { id: 7 })).toEqual({
      ok: true,
      value: { text: 'note 7' },
    });
  });

  it.each(['notes.burn', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'notes'])(
    'does not know the method %j',
    async (name) => {
      const { dispatch, logged } = makeHouse();
      const envelope = await dispatch(caller('administrator'), name, {});
      expect(envelope).toMatchObject({ ok: false, error: { code: 'unknown_method' } });
      expect(logged).toEqual([]);
    },
  );

  it('refuses a role below the least, before it looks at the input', async () => {
    const { dispatch } = makeHouse();
    for (const role of ['anyone', 'agent', 'supervisor'] as const) {
      const envelope = await dispatch(caller(role), 'notes.write', { nonsense: true });
      expect(envelope).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
    expect(await dispatch(caller('administrator'), 'notes.write', { text: 'a' })).toMatchObject({ ok: true });
  });

  it('tells where an input does not fit, and never what was written there', async () => {
    const { dispatch } = makeHouse();
    const input = { text: 'مریم احمدی', tags: ['09121234567', 5], احمدی: 1 };
    const envelope = await dispatch(caller('administrator'), 'notes.write', input);
    expect(envelope).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    const told = JSON.stringify(envelope);
    expect(told).toContain('"path":"text"');
    expect(told).toContain('"path":"tags.1"');
    expect(told).not.toMatch(/احمدی|0912/);
  });

  it.each([[undefined], [null], [5], ['text'], [[]], [{ id: '7' }], [{ id: 7.5 }]])(
    'refuses %j where an object with a whole number is asked for',
    async (input) => {
      const { dispatch } = makeHouse();
      const envelope = await dispatch(caller('agent'), 'notes.read', input);
      expect(envelope).toMatchObject({ ok: false, error: { code: 'bad_input' } });
    },
  );

  it('refuses an input that is too large, too wide, too deep or circular', async () => {
    const { dispatch } = makeHouse();
    let deep: unknown = 1;
    for (let depth = 0; depth < 10_000; depth += 1) deep = { deep };
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const id of ['x'.repeat(600_000), Array.from({ length: 60_000 }, () => 1), deep, circle]) {
      const envelope = await dispatch(caller('agent'), 'notes.read', { id });
      expect(envelope).toMatchObject({ ok: false, error: { code: 'too_large' } });
    }
  });

  it('passes an expected refusal on with its code and details', async () => {
    const { dispatch, logged } = makeHouse({
      read: () => {
        throw new Refusal('stale', 'changed meanwhile', { now: { text: 'b' } });
      },
    });
    expect(await dispatch(caller('agent'), 'notes.read', { id: 1 })).toEqual({
      ok: false,
      error: { code: 'stale', message: 'changed meanwhile', details: { now: { text: 'b' } } },
    });
    expect(logged).toEqual([]);
  });

  it('answers a bug with an incident, and logs where it happened without what it said', async () => {
    const { dispatch, logged } = makeHouse({ read: () => JSON.parse('مریم 09121234567') as unknown });
    const envelope = await dispatch(caller('agent'), 'notes.read', { id: 1 });
    expect(envelope).toEqual({
      ok: false,
      error: { code: 'bug', message: 'something went wrong inside', details: { incident: 'incident-1' } },
    });
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({
      code: 'bug',
      facts: { incident: 'incident-1', method: 'notes.read', error: 'SyntaxError' },
    });
    const log = JSON.stringify(logged);
    expect(log).toContain('dispatch.test.ts');
    expect(log).not.toMatch(/مریم|0912|\/electron\//);
  });

  it('logs a thrown value that is no error by its type alone', async () => {
    const { dispatch, logged } = makeHouse({
      read: () => throwText('مریم'),
    });
    expect(await dispatch(caller('agent'), 'notes.read', { id: 1 })).toMatchObject({
      error: { code: 'bug' },
    });
    expect(logged[0]?.facts).toEqual({
      incident: 'incident-1',
      method: 'notes.read',
      error: 'string',
      at: [],
    });
  });

  it('treats an answer that its contract does not say as a bug', async () => {
    const { dispatch, logged } = makeHouse({ read: () => ({ text: 5 }) });
    expect(await dispatch(caller('agent'), 'notes.read', { id: 1 })).toMatchObject({
      error: { code: 'bug' },
    });
    expect(logged[0]?.facts).toMatchObject({ error: 'BadOutput', issues: [{ path: 'text' }] });
  });

  it('asks a lane with the parsed input and the caller, and passes its failures on', async () => {
    const { dispatch, asked, laneAnswers, logged } = makeHouse();
    const who = caller('anyone');
    expect(await dispatch(who, 'cards.read', { more: 1 })).toEqual({ ok: true, value: { n: 1 } });
    expect(asked).toEqual([['live', 'cards.read', {}, who]]);

    laneAnswers(() => {
      throw new Refusal('lane_lost');
    });
    expect(await dispatch(who, 'cards.read', {})).toMatchObject({ error: { code: 'lane_lost' } });

    laneAnswers(() => {
      throw new BugElsewhere({ error: 'SqliteError', at: ['at read (card.ts:1:1)'] });
    });
    expect(await dispatch(who, 'cards.read', {})).toMatchObject({ error: { code: 'bug' } });
    expect(logged[0]?.facts).toMatchObject({ error: 'SqliteError', at: ['at read (card.ts:1:1)'] });
  });

  it('cannot be made while a method has no handler', () => {
    const make = () =>
      makeDispatch({
        contract,
        handlers: { 'notes.read': () => ({}) },
        callLane: () => Promise.resolve({}),
        checkOutput: false,
        log: () => undefined,
        newIncident: () => '',
      });
    expect(make).toThrow('no handler for notes.write');
  });
});

/** What a careless library throws. */
function throwText(text: unknown): never {
  throw text;
}
