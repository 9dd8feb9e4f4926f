import { describe, expect, it } from 'vitest';
import type { Card } from '#shared/contract/card.ts';
import { Refusal } from '#shared/contract/errors.ts';
import type { LineEvent } from '#shared/domain/line-event.ts';
import { makeSwitchboard } from '../../../../electron/core/calls/switchboard.ts';
import type { AskLane } from '../../../../electron/core/feature.ts';
import type { CallRecord, LookedUp, LookUp } from '../../../../electron/core/lanes/internal-methods.ts';

const noVocative = { key: 'greet.doubtful', params: {} } as const;
const none: Card = { match: 'none', greeting: noVocative, earlier: [], earlierCount: 0 };

type Told = { name: string; body: unknown; audience: unknown };

/** A switchboard on a line that the test plays, and a live lane whose answers the test gives. */
function playground(lookUp: (input: LookUp) => Promise<Card> | Card = () => none) {
  const told: Told[] = [];
  const records: CallRecord[] = [];
  const lookUps: LookUp[] = [];
  const history: unknown[] = [];
  const ask = (async (name: string, input: unknown) => {
    if (name === 'cards.lookUp') {
      lookUps.push(input as LookUp);
      return { card: await lookUp(input as LookUp), countToday: 2, unansweredBefore: 1 } satisfies LookedUp;
    }
    if (name === 'calls.record') records.push(input as CallRecord);
    if (name === 'calls.writeInteraction') history.push(input);
    return {};
  }) as AskLane;
  const ignored = new Set<string>();
  const switchboard = makeSwitchboard(
    {
      ask,
      now: () => 1_000,
      emit: (name, body, audience) => void told.push({ name, body, audience }),
      log: () => undefined,
    },
    {
      line: (id) => ({
        id,
        name: 'Sales',
        profile: { country: 'IR', areaCode: '21', extensionDigits: [3, 4] },
      }),
      agents: () => [
        { id: 1, displayName: 'Sara', role: 'agent', extension: '101' },
        { id: 2, displayName: 'Omid', role: 'agent', extension: '102' },
      ],
      agentAt: (extension) => (extension === '101' ? 1 : null),
      isIgnored: (number) => number !== null && ignored.has(number),
    },
  );
  return { switchboard, told, records, lookUps, history, ignored };
}

function event(kind: string, more: object = {}): LineEvent {
  const base = {
    line: 'pbx',
    server: 'pbx.local',
    call: 'c1',
    callStartedAt: 500,
    leg: 'l1',
    extension: '101',
    at: 600,
  };
  return { ...base, kind, ...more } as LineEvent;
}

const rings = (more: object = {}): LineEvent =>
  event('ringing', { direction: 'inbound', number: '09121234567', name: null, dialled: null, ...more });
const hangsUp = (more: object = {}): LineEvent =>
  event('ended', { cause: 16, number: null, name: null, mayRingAgain: false, ...more });
const answers = (more: object = {}): LineEvent => event('answered', { number: null, name: null, ...more });

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the switchboard', () => {
  it('tells a ring once, with call and card together, to the windows of that extension', async () => {
    const { switchboard, told } = playground();
    switchboard.hear(rings());
    expect(told).toEqual([]);
    await settled();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({
      name: 'call.ringing',
      audience: { to: 'extension', extension: '101' },
      body: {
        call: {
          phase: 'ringing',
          e164: '+989121234567',
          number: '09121234567',
          countToday: 2,
          unansweredBefore: 1,
        },
        card: { match: 'none' },
      },
    });
  });

  it('tells what happened while the card was being read', async () => {
    const { switchboard, told } = playground(async () => {
      await settled();
      return none;
    });
    switchboard.hear(rings());
    switchboard.hear(answers());
    await settled();
    await settled();
    expect(told.map(({ name }) => name)).toEqual(['call.ringing']);
    expect(told[0]?.body).toMatchObject({ call: { phase: 'answered', answeredAt: 600 } });
  });

  it('shows the number when the store cannot be read, and the card as soon as it can', async () => {
    let tries = 0;
    const { switchboard, told } = playground(() => {
      tries += 1;
      if (tries === 1) throw new Refusal('lane_lost');
      return none;
    });
    switchboard.hear(rings());
    await settled();
    expect(told[0]).toMatchObject({
      name: 'call.ringing',
      body: { call: { number: '09121234567' }, card: { match: 'unavailable', code: 'lane_lost' } },
    });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(told.at(-1)).toMatchObject({ name: 'call.changed', body: { card: { match: 'none' } } });
    await switchboard.close();
  });

  it('looks the card up again when a transfer brings the customer', async () => {
    const { switchboard, told, lookUps } = playground();
    switchboard.hear(rings({ number: '102', name: 'Omid' }));
    await settled();
    expect(told[0]?.body).toMatchObject({ call: { direction: 'internal' } });
    switchboard.hear(event('connected-to', { number: '02188776655', name: null }));
    await settled();
    expect(lookUps.map(({ e164, direction }) => [e164, direction])).toEqual([
      [null, 'internal'],
      ['+982188776655', 'inbound'],
    ]);
    expect(told.at(-1)).toMatchObject({ name: 'call.changed', body: { call: { e164: '+982188776655' } } });
  });

  it('says who answered elsewhere', async () => {
    const { switchboard, told } = playground();
    switchboard.hear(rings());
    switchboard.hear(rings({ leg: 'l2', extension: '102' }));
    await settled();
    switchboard.hear(answers({ leg: 'l2', extension: '102' }));
    switchboard.hear(hangsUp({ cause: 26 }));
    await settled();
    const last = told.filter(({ audience }) => JSON.stringify(audience).includes('101')).at(-1);
    expect(last?.body).toMatchObject({
      call: { phase: 'ended', end: 'elsewhere', answeredBy: { extension: '102', name: 'Omid' } },
    });
  });

  it('shows nothing of an ignored number, and records it all the same', async () => {
    const { switchboard, told, records, ignored, lookUps } = playground();
    ignored.add('09121234567');
    switchboard.hear(rings());
    switchboard.hear(hangsUp());
    await switchboard.written();
    expect([told, lookUps, switchboard.active('101')]).toEqual([[], [], []]);
    expect(records.at(-1)).toMatchObject({ end: 'missed', number: '09121234567', e164: '+989121234567' });
  });

  it('records a call that never reached the phone, and shows no card', async () => {
    const { switchboard, told, records } = playground();
    switchboard.hear(event('offered'));
    switchboard.hear(hangsUp());
    await switchboard.written();
    expect(told).toEqual([]);
    expect(records).toMatchObject([{ end: 'never_rang', customerId: null }]);
  });

  it('keeps two calls at once apart, and puts an ended one away only', async () => {
    const { switchboard, told } = playground();
    switchboard.hear(rings());
    switchboard.hear(rings({ call: 'c2', leg: 'l2', callStartedAt: 550, number: '02188776655' }));
    await settled();
    const [first, second] = switchboard.active('101');
    expect([first?.call.number, second?.call.number]).toEqual(['09121234567', '02188776655']);
    expect(() => switchboard.putAway('101', first?.call.id ?? '')).toThrow(Refusal);
    switchboard.hear(hangsUp());
    switchboard.putAway('101', first?.call.id ?? '');
    expect(switchboard.active('101').map(({ call }) => call.number)).toEqual(['02188776655']);
    expect(told.at(-1)).toMatchObject({ name: 'call.gone', body: { callId: first?.call.id } });
  });

  it('opens details for the one the agent named, for this call only, and closes them again', async () => {
    const { switchboard, lookUps } = playground();
    switchboard.hear(rings());
    await settled();
    const callId = switchboard.active('101')[0]?.call.id ?? '';
    await switchboard.confirmCaller('101', callId, 77);
    await switchboard.someoneElse('101', callId);
    expect(lookUps.map(({ confirmed, someoneElse }) => [confirmed, someoneElse])).toEqual([
      [null, false],
      [77, false],
      [null, true],
    ]);
    await expect(switchboard.confirmCaller('102', callId, 77)).rejects.toThrow(Refusal);
  });

  it('does not let a long day fill the screen or the memory', async () => {
    const { switchboard } = playground();
    for (let n = 0; n < 300; n += 1) {
      const leg = { call: `c${n}`, leg: `l${n}`, callStartedAt: n, at: 1_000 + n };
      switchboard.hear(rings(leg));
      switchboard.hear(hangsUp(leg));
    }
    await settled();
    expect(switchboard.active('101').length).toBeLessThanOrEqual(12);
  });
});
