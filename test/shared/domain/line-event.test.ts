import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../shared/domain/line-event.ts';
import { sameNumber } from '../../../shared/domain/same-number.ts';

describe('text from outside', () => {
  test.each([
    ['  Ali \t Rezaei\r\n', 'Ali Rezaei'],
    ['\u0000\u0007\u001b[31m', '[31m'],
    ['نیم\u200cفاصله', 'نیم\u200cفاصله'],
    ['a\u2066b\u2069c', 'a b c'],
    ['\ud800x', '\ufffdx'],
    [' \n ', null],
    ['', null],
  ])('%j becomes %j', (raw, clean) => {
    expect(cleanText(raw, 200)).toBe(clean);
  });

  test('is never longer than allowed, never cut inside a character, never with controls', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        (raw, limit) => {
          const text = cleanText(raw, limit) ?? '-';
          expect(text.length).toBeLessThanOrEqual(limit);
          expect(text.isWellFormed()).toBe(true);
          expect(text).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        },
      ),
    );
  });
});

describe('two ways of writing a number', () => {
  test.each([
    ['+989123456789', '09123456789', true],
    ['9123456789', '00989123456789', true],
    ['909123456789', '0912 345 6789', true],
    ['02188776655', '88776655', true],
    ['+982188776655', '902188776655', true],
    ['09121234567', '02121234567', false],
    ['88776655', '77776655', false],
    ['101', '101', true],
    ['101', '2101', false],
    ['09123456789', '09123456780', false],
    ['09123456789', null, false],
    ['anonymous', 'unknown', false],
    [null, null, true],
  ])('%s and %s: the same is %s', (a, b, same) => {
    expect(sameNumber(a, b)).toBe(same);
    expect(sameNumber(b, a)).toBe(same);
  });
});
