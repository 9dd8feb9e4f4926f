import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDeepLink } from '../../../../electron/core/telephony/deep-link.ts';

describe('a link from outside', () => {
  test.each([
    ['tel:09123456789', '09123456789'],
    ['tel:+98-912-345-6789', '+98-912-345-6789'],
    ['TEL:+989123456789;ext=12;phone-context=x', '+989123456789'],
    ['tel://02188776655', '02188776655'],
    ['tel:%2B98%20912%20345%206789', '+98 912 345 6789'],
    ['tel:%DB%B0%DB%B9%DB%B1%DB%B2%DB%B3%DB%B4%DB%B5%DB%B6%DB%B7%DB%B8%DB%B9', '۰۹۱۲۳۴۵۶۷۸۹'],
    ['callto:(021) 8877 6655', '(021) 8877 6655'],
    ['callto://+989123456789/', '+989123456789'],
    ['callto:09123456789?call', '09123456789'],
  ])('%s looks a number up', (link, phone) => {
    expect(readDeepLink(link)).toEqual({ kind: 'look-up', phone });
  });

  test.each([
    ['ashena:customers', { kind: 'show', room: 'customers' }],
    ['ashena://customers/', { kind: 'show', room: 'customers' }],
    ['ashena://customers/12345', { kind: 'show', room: 'customers', id: 12345 }],
    ['ASHENA:follow-ups/9007199254740991', { kind: 'show', room: 'follow-ups', id: 9007199254740991 }],
  ])('%s shows a room', (link, expected) => {
    expect(readDeepLink(link)).toEqual(expected);
  });

  test.each([
    ['tel:', 'no_number'],
    ['tel:someone', 'no_number'],
    ['tel:<script>1</script>', 'no_number'],
    ['tel:0912\u202E3456789x', 'no_number'],
    [`tel:${'1'.repeat(65)}`, 'no_number'],
    ['tel:%E0%A4%A', 'malformed'],
    ['callto:skype.user?call', 'no_number'],
    ['ashena:dial/09123456789', 'unknown_room'],
    ['ashena:customers/new', 'bad_id'],
    ['ashena:customers/1/delete', 'unknown_room'],
    ['ashena:customers/9007199254740993', 'bad_id'],
    ['ashena:customers/-1', 'bad_id'],
    ['ashena:call/1', 'bad_id'],
    ['ashena:__proto__', 'unknown_room'],
    ['https://example.org', 'unknown_scheme'],
    ['javascript:alert(1)', 'unknown_scheme'],
    ['file:///etc/passwd', 'unknown_scheme'],
    ['', 'unknown_scheme'],
    [`tel:${'1'.repeat(3_000)}`, 'too_long'],
  ])('%.60s is refused', (link, reason) => {
    expect(readDeepLink(link)).toEqual({ kind: 'refused', reason });
  });

  test('whatever it says, gives a short number, a known room, or a reason', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc
        .tuple(
          fc.constantFrom('tel:', 'callto:', 'ashena:', 'ashena://customers/'),
          fc.string({ unit: 'binary', maxLength: 90 }),
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anything, (link) => {
        const read = readDeepLink(link);
        expect(['look-up', 'show', 'refused']).toContain(read.kind);
        const phone = read.kind === 'look-up' ? read.phone : '1';
        expect(phone).toMatch(/^[+*#\p{Nd} ().\-/]{1,64}$/u);
      }),
      { numRuns: 2_000 },
    );
  });
});
