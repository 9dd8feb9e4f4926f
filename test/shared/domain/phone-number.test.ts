import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastEightDigits, phoneKey, readPhone, type LineProfile } from '#shared/domain/phone-number.ts';
import { tableRows } from './tables.ts';

const given = tableRows(new URL('../../fixtures/phones-ir.tsv', import.meta.url));
const ours = tableRows(new URL('./phone-number.tsv', import.meta.url));

describe('readPhone', () => {
  it.each([...given, ...ours])(
    'reads %j of line %s as %s (%s)',
    (input = '', context = '', expected = '') => {
      expect(shown(input, lineOf(context))).toBe(expected);
    },
  );

  it('knows both tables to be full', () => {
    expect(given.length).toBeGreaterThan(60);
    expect(ours.length).toBeGreaterThan(160);
  });

  it('says whether a number is a mobile', () => {
    expect(readPhone('09121234567')).toMatchObject({ mobile: true });
    expect(readPhone('02122334455')).toMatchObject({ mobile: false });
  });

  it('takes the area code however the branch wrote it, and asks for one when it is empty', () => {
    for (const areaCode of ['51', '051', '+9851', '009851'])
      expect(readPhone('22334455', { areaCode })).toMatchObject({ e164: '+985122334455' });
    expect(readPhone('22334455', { areaCode: '' })).toEqual({ kind: 'none', reason: 'ambiguous' });
  });

  it('never throws, on any text and line', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789+-/()،*#@;:<>" eE.,xودSIP')) }),
    );
    const line = fc.constantFrom<LineProfile>(
      {},
      { areaCode: '21' },
      { kind: 'sms' },
      { country: 'DE' },
      { country: '??' },
    );
    fc.assert(
      fc.property(text, line, (raw, profile) => {
        expect(['number', 'several', 'none']).toContain(readPhone(raw, profile).kind);
      }),
    );
  });

  it('reads a mobile alike in every form, digit set and wrapping', () => {
    const forms = [
      (n: string) => `0${n}`,
      (n: string) => n,
      (n: string) => `+98${n}`,
      (n: string) => `0098${n}`,
      (n: string) => `98${n}`,
      (n: string) => `\u202a0${n.slice(0, 3)} ${n.slice(3, 6)}-${n.slice(6)}\u202c`,
      (n: string) => `0${n}`.replace(/\d/g, (d) => '۰۱۲۳۴۵۶۷۸۹'[Number(d)] ?? d),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom(...forms), (rest, form) => {
        const national = `9${String(rest).padStart(9, '0')}`;
        const reading = readPhone(form(national), { areaCode: '21' });
        expect(reading).toEqual({ kind: 'number', e164: `+98${national}`, mobile: true });
      }),
    );
  });

  it('refuses a field of 100 kB at once', () => {
    expect(readPhone('09121234567 '.repeat(10_000))).toEqual({ kind: 'none', reason: 'too_long' });
  });
});

describe('keys of a number', () => {
  it('is a safe integer, the digits of E.164', () => {
    expect(phoneKey('+989121234567')).toBe(989_121_234_567);
    expect(Number.isSafeInteger(phoneKey('+999999999999999'))).toBe(true);
    expect(() => phoneKey('')).toThrow(RangeError);
  });

  it('keeps the last eight digits for suspects', () => {
    expect(lastEightDigits('+982122334455')).toBe('22334455');
  });
});

function shown(input: string, line: LineProfile): string {
  const reading = readPhone(input, line);
  switch (reading.kind) {
    case 'number':
      return reading.extension === undefined ? reading.e164 : `${reading.e164} ext ${reading.extension}`;
    case 'several':
      return reading.numbers.join('|');
    case 'none':
      break;
  }
  return `reason:${reading.reason}`;
}

/** "21;out=9;ext=3-4" */
function lineOf(context: string): LineProfile {
  const line: LineProfile = {};
  for (const part of context.split(';')) {
    const [name = '', value = ''] = part.split('=');
    if (/^\d+$/.test(name)) line.areaCode = name;
    if (name === 'out') line.outsidePrefix = value;
    if (name === 'e164') line.e164WithoutPlus = true;
    if (name === 'from') line.internal = value === 'internal';
    if (name === 'kind') line.kind = 'sms';
    if (name === 'country') line.country = value;
    const [least = 0, most = 0] = value.split('-').map(Number);
    if (name === 'ext') line.extensionDigits = [least, most];
  }
  return line;
}
