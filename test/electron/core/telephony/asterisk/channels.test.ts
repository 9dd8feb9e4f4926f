import { describe, expect, test } from 'vitest';
import { createChannels } from '../../../../../electron/core/telephony/asterisk/channels.ts';
import { createReader, expectations, recording } from '../recordings.ts';

describe('the channels of a server', () => {
  test('never grow beyond a bound, and lose the oldest first', () => {
    const channels = createChannels(new Set(['101']));
    for (let n = 0; n < 6_000; n += 1) channels.meet(`${n}.1`, `SIP/trunk-${n}`, null, null);
    expect([...channels.all()]).toHaveLength(5_000);
    expect(channels.get('0.1')).toBeNull();
    expect(channels.named('SIP/trunk-0')).toBeNull();
    expect(channels.named('SIP/trunk-5999')?.uniqueid).toBe('5999.1');
  });

  test('find the root of a call also where hostile input made a circle', () => {
    const channels = createChannels(new Set());
    const [one, other] = [
      channels.meet('1.1', 'SIP/a-1', null, null),
      channels.meet('1.2', 'SIP/b-1', null, null),
    ];
    one.parent = '1.2';
    other.parent = '1.1';
    expect(['1.1', '1.2']).toContain(channels.root(one));
  });

  test.each(expectations().filter(({ file }) => !/__[ij]-/u.test(file)))(
    'are all gone when the calls are over: $file',
    ({ file }) => {
      const reader = createReader();
      reader.feed(recording(file));
      reader.translator.beginStatus();
      expect(reader.translator.endStatus(9e12, 0)).toMatchObject({ legs: [] });
      expect([...reader.state.legs.values()].every(({ phase }) => phase === 'ended')).toBe(true);
    },
  );
});
