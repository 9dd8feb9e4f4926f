import { describe, expect, test } from 'vitest';
import { createAmiParser } from '../../../../../electron/core/telephony/asterisk/ami-parser.ts';
import { activeCallsAt, callByKey } from '../../../../../shared/domain/call-view.ts';
import { createReader, inWords, recording } from '../recordings.ts';
import { block, channel11, channel20 } from './streams.ts';

const customer = '09123456789';

function heard(...stream: string[]) {
  const reader = createReader();
  reader.feed(Buffer.from(stream.join('')));
  return reader;
}

function status(reader: ReturnType<typeof createReader>, entries: readonly string[], at: number): void {
  reader.translator.beginStatus();
  for (const item of createAmiParser().push(Buffer.from(entries.join(''))))
    if (item.kind === 'block') reader.translator.takeStatus(item.fields);
  const list = reader.translator.endStatus(at, at);
  expect(list).not.toBeNull();
  if (list) reader.hear(list);
}

describe('Asterisk with Linkedid', () => {
  const caller = channel20('PJSIP/trunk-1', '1795312000.1', '1795312000.1', customer, '');
  const leg = (n: number) => channel20(`PJSIP/101-${n}`, `1795312000.${n}`, '1795312000.1', '101', customer);

  test('a queue that rings again makes one missed call', () => {
    const reader = heard(
      caller.made(4, '02191000500'),
      caller.queue('QueueCallerJoin'),
      ...[2, 3, 4].flatMap((n) => [leg(n).made(), leg(n).state(5), leg(n).hangup(0)]),
      caller.queue('QueueCallerAbandon'),
      caller.queue('QueueCallerLeave'),
      caller.hangup(0),
    );
    const rings = `101 RINGS ${customer}`;
    expect(inWords(reader.happenings)).toBe(`${rings}; ${rings}; ${rings}; 101 MISSED cause=0`);
    expect(new Set(reader.happenings.map(({ key }) => key))).toEqual(
      new Set(['pbx.test|1795312000.1|1795312000000']),
    );
  });

  test('a queue whose caller leaves it unanswered for somewhere else has missed the call', () => {
    const reader = heard(
      caller.made(4),
      caller.queue('QueueCallerJoin'),
      leg(2).made(),
      leg(2).state(5),
      leg(2).hangup(127),
    );
    expect(inWords(reader.happenings)).toBe(`101 RINGS ${customer}`);
    reader.feed(Buffer.from(caller.queue('QueueCallerLeave')));
    expect(inWords(reader.happenings)).toBe(`101 RINGS ${customer}; 101 MISSED cause=127`);
  });

  test('a mobile that answers the same call takes it, whatever the cause says', () => {
    const mobile = channel20('PJSIP/trunk-9', '1795312000.9', '1795312000.1', '09350000000', customer);
    const reader = heard(
      caller.made(4),
      leg(2).made(),
      leg(2).state(5),
      mobile.made(),
      mobile.state(6),
      leg(2).hangup(16),
    );
    expect(inWords(reader.happenings)).toBe(`101 RINGS ${customer}; 101 ELSEWHERE cause=16`);
  });

  test('an attended transfer brings the customer to the second agent', () => {
    const second = channel20('PJSIP/102-5', '1795312003.5', '1795312003.4', '102', '101');
    const reader = heard(second.made(), second.state(5), second.state(6), second.connected(customer));
    expect(inWords(reader.happenings)).toBe(`102 RINGS 101; 102 ANSWERED; 102 connected to ${customer}`);
  });

  test('a number that a phone is told for itself is nobody', () => {
    const own = channel20('PJSIP/101-5', '1795312003.5', '1795312003.4', '', '101');
    expect(inWords(heard(own.made(), own.state(5)).happenings)).toBe('101 RINGS no number');
  });

  test.each(['', '<unknown>', 'unknown', 'Anonymous', 'UNAVAILABLE', 'Restricted', 'P', '0'])(
    '"%s" is no number',
    (number) => {
      const one = channel20('PJSIP/101-5', '1795312003.5', '1795312003.4', '101', number);
      expect(inWords(heard(one.made(), one.state(5)).happenings)).toBe('101 RINGS no number');
    },
  );

  test('a failed click-to-dial, answered with the Uniqueid <unknown>, disturbs nothing', () => {
    const failed = block('OriginateResponse', {
      Response: 'Failure',
      Uniqueid: '<unknown>',
      Channel: 'PJSIP/101',
    });
    expect(heard(failed, block('Hangup', { Uniqueid: '<unknown>', Cause: 1 })).happenings).toEqual([]);
  });

  test('which of our numbers was dialled is told with the ring', () => {
    const reader = heard(caller.made(4, '02191000101'), leg(2).made(), leg(2).state(5));
    expect(activeCallsAt(reader.state, '101')).toMatchObject([
      { dialled: '02191000101', id: '1795312000.1' },
    ]);
  });
});

describe('Asterisk 11', () => {
  const trunk = channel11('SIP/trunk-1', '1795313000.1', customer, '');
  const first = channel11('SIP/101-2', '1795313000.2', '101', customer);
  const asks = channel11('SIP/101-3', '1795313010.3', '101', '');
  const second = channel11('SIP/102-4', '1795313010.4', '102', '101');
  const link = (one: [string, string, string], other: [string, string, string], state = 'Link') =>
    block('Bridge', {
      Bridgestate: state,
      Channel1: one[0],
      Channel2: other[0],
      Uniqueid1: one[1],
      Uniqueid2: other[1],
      CallerID1: one[2],
      CallerID2: other[2],
    });
  const dial = (from: string, to: string) =>
    block('Dial', { SubEvent: 'Begin', UniqueID: from, DestUniqueID: to });
  const beforeTransfer = [
    trunk.made('02191000101'),
    trunk.state(4),
    first.made(),
    dial('1795313000.1', '1795313000.2'),
    first.state(5),
    first.state(6),
    link(['SIP/trunk-1', '1795313000.1', customer], ['SIP/101-2', '1795313000.2', '101']),
    asks.made('102'),
    asks.state(4),
    second.made(),
    dial('1795313010.3', '1795313010.4'),
    second.state(5),
    second.state(6),
    asks.state(6),
    link(['SIP/101-3', '1795313010.3', '101'], ['SIP/102-4', '1795313010.4', '102']),
  ];
  const transfer = [
    block('Masquerade', {
      Clone: 'SIP/trunk-1',
      CloneState: 'Up',
      Original: 'SIP/101-3',
      OriginalState: 'Up',
    }),
    block('Rename', { Channel: 'SIP/trunk-1', Newname: 'SIP/trunk-1<MASQ>', Uniqueid: '1795313000.1' }),
    block('Rename', { Channel: 'SIP/101-3', Newname: 'SIP/trunk-1', Uniqueid: '1795313010.3' }),
    block('Rename', { Channel: 'SIP/trunk-1<MASQ>', Newname: 'SIP/101-3<ZOMBIE>', Uniqueid: '1795313000.1' }),
    channel11('SIP/101-3<ZOMBIE>', '1795313000.1', '101', '').hangup(16),
    first.hangup(16),
  ];
  const told =
    `101 RINGS ${customer}; 101 ANSWERED; 101 dials 102; 102 RINGS 101; 102 ANSWERED; 101 far end answered; ` +
    `102 connected to ${customer}; 101 ENDED cause=16; 101 ENDED cause=16`;

  test('an attended transfer is followed through the masquerade, and the zombie ends the right leg', () => {
    const reader = heard(...beforeTransfer, ...transfer);
    expect(inWords(reader.happenings)).toBe(told);
    expect(reader.happenings.at(-2)).toMatchObject({ leg: '1795313010.3' });
    expect(activeCallsAt(reader.state, '102')).toMatchObject([{ number: customer }]);
    reader.feed(
      Buffer.from(channel11('SIP/trunk-1', '1795313010.3', customer, '102').hangup(16) + second.hangup(16)),
    );
    expect(inWords(reader.happenings)).toBe(`${told}; 102 ENDED cause=16`);
  });

  test('a bridge told after it says the same once more, and nothing happens', () => {
    const again = link(['SIP/trunk-1', '1795313010.3', customer], ['SIP/102-4', '1795313010.4', '102']);
    expect(inWords(heard(...beforeTransfer, ...transfer, again).happenings)).toBe(told);
  });

  test('a bridge alone shows the customer, where no masquerade was told', () => {
    const bridge = link(['SIP/trunk-1', '1795313000.1', customer], ['SIP/102-4', '1795313010.4', '102']);
    expect(inWords(heard(...beforeTransfer, bridge).happenings)).toContain(`102 connected to ${customer}`);
  });

  test('legs of a queue are one call, under its caller', () => {
    const reader = createReader();
    reader.feed(recording('ast11-sip__f2-queue-local-members-102-answers.txt'));
    expect(new Set(reader.happenings.map(({ call }) => call))).toEqual(new Set(['1795313536.27']));
    expect(callByKey(reader.state, 'pbx.test|1795313536.27|1795313536000')).toMatchObject({
      end: 'ended',
      answeredBy: '102',
      number: customer,
      name: 'علی رضایی',
      dialled: '02191000501',
    });
  });
});

describe('the list of what is alive', () => {
  const leg = channel20('PJSIP/101-2', '1795312000.2', '1795312000.1', '101', customer);
  const later = 1_796_000_000_000;

  test('ends calls that are gone', () => {
    const reader = heard(leg.made(), leg.state(5), leg.state(6));
    status(reader, [], later);
    expect(inWords(reader.happenings)).toBe(`101 RINGS ${customer}; 101 ANSWERED; 101 ENDED cause=null`);
    expect(reader.happenings.at(-1)).toMatchObject({ uncertain: true });
  });

  test('shows calls that began unheard, ringing or talking, in the words of both versions', () => {
    const reader = createReader();
    const old = {
      Channel: 'SIP/102-7',
      State: 'Ringing',
      CallerIDNum: '102',
      ConnectedLineNum: '02188776655',
    };
    status(
      reader,
      [block('Status', leg.status(6)), block('Status', { ...old, Uniqueid: '1795312000.7' })],
      later,
    );
    expect(inWords(reader.happenings)).toBe('101 ANSWERED; 102 RINGS 02188776655');
    expect(activeCallsAt(reader.state, '101')).toMatchObject([{ number: customer, uncertain: true }]);
    reader.feed(Buffer.from(leg.hangup(16)));
    expect(inWords(reader.happenings)).toContain('101 ENDED cause=16');
  });

  test('changes nothing about a call that goes on', () => {
    const reader = heard(leg.made(), leg.state(5));
    status(reader, [block('Status', leg.status(5))], later);
    reader.feed(Buffer.from(leg.state(6) + leg.hangup(16)));
    expect(inWords(reader.happenings)).toBe(`101 RINGS ${customer}; 101 ANSWERED; 101 ENDED cause=16`);
  });

  test('shows an outbound call under the number that was dialled', () => {
    const reader = createReader();
    const dials = channel20('PJSIP/101-2', '1795312000.2', '1795312000.2', '02191000000', '');
    status(reader, [block('Status', { ...dials.status(4), Exten: customer })], later);
    expect(inWords(reader.happenings)).toBe(`101 dials ${customer}`);
  });
});
