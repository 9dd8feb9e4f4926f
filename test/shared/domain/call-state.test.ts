import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advance,
  type CallContext,
  type CallState,
  type Happening,
  noCalls,
  stopWaiting,
} from '../../../shared/domain/call-state.ts';
import { activeCallsAt, callByKey, callsInProgress } from '../../../shared/domain/call-view.ts';
import type { LegEvent, LineEvent, SnapshotLeg } from '../../../shared/domain/line-event.ts';

const context: CallContext = { extensionDigits: [3, 3], colleagues: new Set(['7001']) };
const customer = '09123456789';
const line = 'pbx';
const server = 'pbx.test';

type Where = { leg: string; extension?: string; call?: string; at?: number };

function base({ leg, extension = '101', call = 'c1', at = 1_000 }: Where) {
  return { line, server, call, callStartedAt: 0, leg, extension, at };
}

const offered = (where: Where): LegEvent => ({ ...base(where), kind: 'offered' });
const rings = (where: Where, number: string | null = customer): LegEvent => ({
  ...base(where),
  kind: 'ringing',
  direction: 'inbound',
  number,
  name: null,
  dialled: '02191000101',
});
const dials = (where: Where, number: string): LegEvent => ({
  ...base(where),
  kind: 'ringing',
  direction: 'outbound',
  number,
  name: null,
  dialled: null,
});
const ownDial = (where: Where): LegEvent => ({
  ...base(where),
  kind: 'ringing',
  direction: 'own-dial',
  number: customer,
  name: null,
  dialled: null,
});
const answered = (where: Where): LegEvent => ({ ...base(where), kind: 'answered', number: null, name: null });
const connected = (where: Where, number: string | null, name: string | null = null): LegEvent => ({
  ...base(where),
  kind: 'connected-to',
  number,
  name,
});
const ended = (where: Where, cause = 16, mayRingAgain = false): LegEvent => ({
  ...base(where),
  kind: 'ended',
  cause,
  number: customer,
  name: null,
  mayRingAgain,
});
const ofCall = (kind: 'taken' | 'caller-left', call = 'c1', at = 1_000): LineEvent => ({
  kind,
  line,
  server,
  call,
  at,
});
const resynced = (since: number, legs: SnapshotLeg[], at = since): LineEvent => ({
  kind: 'resynced',
  line,
  server,
  at,
  since,
  legs,
});

function play(events: readonly LineEvent[], from: CallState = noCalls) {
  let state = from;
  const happenings: Happening[] = [];
  for (const event of events) {
    const step = advance(state, event, context);
    state = step.state;
    happenings.push(...step.happenings);
  }
  return { state, happenings, told: happenings.map((h) => `${h.extension} ${h.event}`) };
}

describe('one phone', () => {
  test('rings, is answered, ends', () => {
    const { happenings, state } = play([
      offered({ leg: 'a' }),
      rings({ leg: 'a' }),
      answered({ leg: 'a' }),
      ended({ leg: 'a' }),
    ]);
    expect(happenings.map(({ event, number, cause }) => [event, number, cause])).toEqual([
      ['rings', customer, null],
      ['answered', customer, null],
      ['ended', customer, 16],
    ]);
    expect(callsInProgress(state)).toEqual([]);
  });

  test.each([
    [16, 'missed'],
    [0, 'missed'],
    [127, 'missed'],
    [17, 'busy'],
    [26, 'elsewhere'],
  ])('that ends with cause %i before an answer is %s', (cause, event) => {
    expect(play([rings({ leg: 'a' }), ended({ leg: 'a' }, cause)]).told).toEqual([
      '101 rings',
      `101 ${event}`,
    ]);
  });

  test('whose channel ends before it rang never rang, with the number that the end tells', () => {
    const { happenings } = play([offered({ leg: 'a' }), ended({ leg: 'a' }, 0)]);
    expect(happenings).toMatchObject([{ event: 'never_rang', number: customer, cause: 0 }]);
  });

  test('shows nothing for an end of which nothing was known', () => {
    expect(play([ended({ leg: 'a' })]).told).toEqual([]);
  });

  test('that answers by itself is answered without a ring', () => {
    expect(play([offered({ leg: 'a' }), answered({ leg: 'a' })]).told).toEqual(['101 answered']);
  });

  test('ignores an answer and a ring that come after the end, and an end told twice', () => {
    const { told } = play([
      rings({ leg: 'a' }),
      ended({ leg: 'a' }),
      answered({ leg: 'a' }),
      rings({ leg: 'a' }),
      ended({ leg: 'a' }),
    ]);
    expect(told).toEqual(['101 rings', '101 missed']);
  });

  test('can have two calls at once', () => {
    const other = { leg: 'b', call: 'c2', at: 2_000 };
    const { state, told } = play([rings({ leg: 'a' }), rings(other, '02188776655'), answered({ leg: 'a' })]);
    expect(told).toEqual(['101 rings', '101 rings', '101 answered']);
    expect(activeCallsAt(state, '101').map(({ number, answeredBy }) => [number, answeredBy])).toEqual([
      [customer, '101'],
      ['02188776655', null],
    ]);
  });
});

describe('a queue', () => {
  test('rings many phones for one call; who did not answer first sees it answered elsewhere', () => {
    const { told, state } = play([
      rings({ leg: 'a' }),
      rings({ leg: 'b', extension: '102' }),
      answered({ leg: 'b', extension: '102' }),
      ended({ leg: 'a' }, 16),
    ]);
    expect(told).toEqual(['101 rings', '102 rings', '102 answered', '101 elsewhere']);
    expect(callsInProgress(state)).toMatchObject([{ end: null, answeredBy: '102', legs: [{}, {}] }]);
  });

  test('answered at a phone that nobody watches is answered elsewhere too', () => {
    expect(play([rings({ leg: 'a' }), ofCall('taken'), ended({ leg: 'a' })]).told).toEqual([
      '101 rings',
      '101 elsewhere',
    ]);
  });

  test('that rings again makes one missed call, told when the caller leaves', () => {
    const { told, state } = play([
      rings({ leg: 'a' }),
      ended({ leg: 'a' }, 0, true),
      rings({ leg: 'a2' }),
      ended({ leg: 'a2' }, 0, true),
      ofCall('caller-left'),
    ]);
    expect(told).toEqual(['101 rings', '101 stopped', '101 rings', '101 stopped', '101 missed']);
    expect(callByKey(state, 'pbx.test|c1|0')).toMatchObject({ end: 'missed', legs: [{}, {}] });
  });

  test('whose second ring is answered has no missed call', () => {
    const { told } = play([
      rings({ leg: 'a' }),
      ended({ leg: 'a' }, 0, true),
      rings({ leg: 'a2' }),
      answered({ leg: 'a2' }),
      ended({ leg: 'a2' }),
      ofCall('caller-left'),
    ]);
    expect(told).toEqual(['101 rings', '101 stopped', '101 rings', '101 answered', '101 ended']);
  });

  test('answered by another after this phone stopped is answered elsewhere', () => {
    const { told } = play([
      rings({ leg: 'a' }),
      ended({ leg: 'a' }, 0, true),
      rings({ leg: 'b', extension: '102' }),
      answered({ leg: 'b', extension: '102' }),
    ]);
    expect(told).toEqual(['101 rings', '101 stopped', '102 rings', '102 answered', '101 elsewhere']);
  });

  test('with a second ring outside a queue is missed once, and the ring is still told to be over', () => {
    const { told } = play([
      rings({ leg: 'a' }),
      ended({ leg: 'a' }),
      rings({ leg: 'a2' }),
      ended({ leg: 'a2' }),
    ]);
    expect(told).toEqual(['101 rings', '101 missed', '101 rings', '101 stopped']);
  });

  test('whose verdict is open is settled when listening stops', () => {
    const { state } = play([rings({ leg: 'a' }), ended({ leg: 'a' }, 0, true)]);
    expect(stopWaiting(state, 5_000, context).happenings).toMatchObject([
      { event: 'missed', uncertain: true },
    ]);
  });

  test('lets a phone that rang after an earlier, ended talk be missed', () => {
    const b = { leg: 'b', extension: '102' };
    const { told } = play([
      rings({ leg: 'a' }),
      answered({ leg: 'a' }),
      ended({ leg: 'a' }),
      rings(b),
      ended(b),
    ]);
    expect(told).toEqual(['101 rings', '101 answered', '101 ended', '102 rings', '102 missed']);
  });
});

describe('outbound', () => {
  test('dials, is answered at the far end, ends; never missed', () => {
    expect(
      play([dials({ leg: 'a' }, '09123456789'), answered({ leg: 'a' }), ended({ leg: 'a' })]).told,
    ).toEqual(['101 dials', '101 far_end_answered', '101 ended']);
    expect(play([dials({ leg: 'a' }, '09123456789'), ended({ leg: 'a' }, 17)]).told).toEqual([
      '101 dials',
      '101 ended',
    ]);
  });

  test('is not "connected to" the number that it dialled, written in another way', () => {
    const { told } = play([dials({ leg: 'a' }, '909123456789'), connected({ leg: 'a' }, '+989123456789')]);
    expect(told).toEqual(['101 dials']);
  });

  test('by click-to-dial rings our own phone first, and is no missed call when nobody picks up', () => {
    expect(play([ownDial({ leg: 'a' }), answered({ leg: 'a' }), ended({ leg: 'a' })]).told).toEqual([
      '101 own_dial_rings',
      '101 answered',
      '101 ended',
    ]);
    expect(play([ownDial({ leg: 'a' }), ended({ leg: 'a' })]).told).toEqual([
      '101 own_dial_rings',
      '101 ended',
    ]);
  });
});

describe('transfers and colleagues', () => {
  test('an attended transfer brings the customer to the second agent', () => {
    const b = { leg: 'b', extension: '102', call: 'c2' };
    const { happenings, state } = play([rings(b, '101'), answered(b), connected(b, customer, 'علی')]);
    expect(happenings.map(({ event, number, internal }) => [event, number, internal])).toEqual([
      ['rings', '101', true],
      ['answered', '101', true],
      ['connected_to', customer, false],
    ]);
    expect(activeCallsAt(state, '102')).toMatchObject([
      { number: customer, name: 'علی', direction: 'inbound' },
    ]);
  });

  test('the same number told again is no change, and silence takes nothing away', () => {
    const a = { leg: 'a' };
    const { told, state } = play([rings(a), connected(a, '+989123456789'), connected(a, null)]);
    expect(told).toEqual(['101 rings']);
    expect(activeCallsAt(state, '101')).toMatchObject([{ number: customer }]);
  });

  test.each([
    ['101', true],
    ['7001', true],
    ['1010', false],
    ['09123456789', false],
  ])('%s as the other party is internal: %s', (number, internal) => {
    expect(play([rings({ leg: 'a', extension: '102' }, number)]).happenings).toMatchObject([{ internal }]);
  });
});

describe('after a reconnect', () => {
  const listed = (where: Where, phase: 'ringing' | 'talking'): SnapshotLeg => {
    const { line: _line, server: _server, at: _at, ...leg } = base(where);
    return { ...leg, phase, direction: 'inbound', number: customer, name: null, dialled: null };
  };

  test('calls that are gone have ended, as far as is known', () => {
    const { happenings } = play([
      rings({ leg: 'a' }),
      answered({ leg: 'a' }),
      rings({ leg: 'b', extension: '102', call: 'c2' }),
      offered({ leg: 'c', call: 'c3' }),
      resynced(5_000, []),
    ]);
    expect(happenings.slice(3)).toMatchObject([
      { event: 'ended', leg: 'a', uncertain: true },
      { event: 'missed', leg: 'b', uncertain: true },
    ]);
  });

  test('calls that are still there go on, and what happened to them meanwhile is told', () => {
    const { told } = play([rings({ leg: 'a' }), resynced(5_000, [listed({ leg: 'a' }, 'talking')])]);
    expect(told).toEqual(['101 rings', '101 answered']);
  });

  test('calls that are new appear: ringing ones ring, talking ones are told as answered', () => {
    const legs = [listed({ leg: 'a' }, 'ringing'), listed({ leg: 'b', call: 'c2' }, 'talking')];
    const { told, state } = play([resynced(5_000, legs)]);
    expect(told).toEqual(['101 rings', '101 answered']);
    expect(activeCallsAt(state, '101')).toHaveLength(2);
  });

  test('what was heard since the connection began is newer than the list', () => {
    const { told } = play([rings({ leg: 'a', at: 5_000 }), resynced(5_000, [], 5_001)]);
    expect(told).toEqual(['101 rings']);
  });

  test("another line's list ends nothing here", () => {
    const other: LineEvent = { kind: 'resynced', line: 'other', server, at: 9_000, since: 9_000, legs: [] };
    expect(play([rings({ leg: 'a' }), other]).told).toEqual(['101 rings']);
  });
});

describe('laws', () => {
  const where = fc.record({
    leg: fc.constantFrom('a', 'b', 'c'),
    extension: fc.constantFrom('101', '102'),
    call: fc.constantFrom('c1', 'c2'),
    at: fc.integer({ min: 0, max: 10_000 }),
  });
  const anyEvent: fc.Arbitrary<LineEvent> = fc.oneof(
    where.map(offered),
    fc.tuple(where, fc.constantFrom(customer, '101', null)).map(([w, number]) => rings(w, number)),
    where.map((w) => dials(w, customer)),
    where.map(ownDial),
    where.map(answered),
    fc.tuple(where, fc.constantFrom('02188776655', null)).map(([w, number]) => connected(w, number)),
    fc
      .tuple(where, fc.constantFrom(0, 16, 17, 26), fc.boolean())
      .map(([w, cause, again]) => ended(w, cause, again)),
    fc.constantFrom('c1', 'c2').map((call) => ofCall('taken', call)),
    fc.constantFrom('c1', 'c2').map((call) => ofCall('caller-left', call)),
    fc.integer({ min: 0, max: 10_000 }).map((since) => resynced(since, [])),
  );
  const verdicts = new Set(['ended', 'missed', 'elsewhere', 'busy', 'never_rang']);

  test('in any order of events each leg gets at most one verdict, and each call one miss at each extension', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const { happenings } = play(events);
        const ends = happenings.filter(({ event }) => verdicts.has(event)).map(({ leg }) => leg);
        const misses = happenings
          .filter(({ event }) => event === 'missed')
          .map((h) => `${h.call} ${h.extension}`);
        expect(new Set(ends).size).toBe(ends.length);
        expect(new Set(misses).size).toBe(misses.length);
      }),
    );
  });

  test('hearing each event twice in a row changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        expect(play(events.flatMap((event) => [event, event])).told).toEqual(play(events).told);
      }),
    );
  });

  test('a step leaves the state it was given as it was', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), anyEvent, (before, event) => {
        const { state } = play(before);
        const copy = structuredClone(state);
        advance(state, event, context);
        expect(state).toEqual(copy);
      }),
    );
  });

  test('thousands of calls leave no trace beyond a bounded memory', () => {
    let state: CallState = noCalls;
    for (let n = 0; n < 3_000; n += 1) {
      const leg = { leg: `l${n}`, call: `c${n}`, at: n * 1_000 };
      state = play([rings(leg), answered(leg), ended(leg)], state).state;
    }
    expect(state.legs.size).toBeLessThanOrEqual(400);
    expect(play([rings({ leg: 'z', call: 'z', at: 99_000_000 })], state).state.legs.size).toBe(1);
  });

  test('a flood of rings that never end does not grow it for ever', () => {
    let state: CallState = noCalls;
    for (let n = 0; n < 2_500; n += 1) state = play([rings({ leg: `l${n}`, call: `c${n}` })], state).state;
    expect(state.legs.size).toBe(2_000);
  });
});
