import { describe, expect, test } from 'vitest';
import {
  extensionOf,
  localPair,
  readChannelName,
} from '../../../../../electron/core/telephony/asterisk/channel-name.ts';

describe("a channel's name", () => {
  test.each([
    ['SIP/101-00000003', '101'],
    ['PJSIP/101-00000001', '101'],
    ['IAX2/101-5521', '101'],
    ['SCCP/101-00000012', '101'],
    ['DAHDI/i1/101-2', '101'],
    ['DAHDI/101-1', '101'],
    ['PJSIP/sales-desk-101-00000001', 'sales-desk-101'],
    ['SIP/101@branch-00000001', '101'],
    ['SIP/101-00000003<ZOMBIE>', '101'],
    ['Pjsip/101-00000001', '101'],
  ])('%s is the phone %s', (name, peer) => {
    expect(readChannelName(name)).toMatchObject({ kind: 'phone', peer });
  });

  test.each([
    'Local/101@from-queue-00000000;1',
    'Agent/101',
    'AsyncGoto/SIP/101-1',
    'Bridge/SIP/101-1',
    '101',
    '',
  ])('%s is the server talking to itself', (name) => {
    expect(readChannelName(name)).toEqual({ kind: 'inner' });
  });

  test('belongs to an extension that is watched, by its whole name and nothing less', () => {
    const watched = new Set(['101', 'DAHDI/5']);
    expect(extensionOf('SIP/101-00000003', null, watched)).toBe('101');
    expect(extensionOf('SIP/1011-00000003', null, watched)).toBeNull();
    expect(extensionOf('DAHDI/5-1', null, watched)).toBe('DAHDI/5');
    expect(extensionOf('DAHDI/7-1', '101', watched)).toBe('101');
    expect(extensionOf('SIP/trunk-00000003', '101', watched)).toBeNull();
    expect(extensionOf('Local/101@from-queue-0000;1', '101', watched)).toBeNull();
  });

  test('pairs the halves of a Local channel', () => {
    expect(localPair('Local/101@q-0000;1')).toBe(localPair('Local/101@q-0000;2'));
    expect(localPair('SIP/101-0000')).toBeNull();
  });
});
