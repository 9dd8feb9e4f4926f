import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  displayText,
  foldDigits,
  nameKey,
  searchWords,
  soundKey,
  toPersianDigits,
} from '#shared/domain/persian-text.ts';
import { tableRows } from './tables.ts';

const rows = tableRows(new URL('../../fixtures/name-variants.tsv', import.meta.url));
const words =
  'علی رضا سید سیدعلی دکتر آقای خانم زاده اله الله عبداله كريمي کریمی لاله ( ) ، Ali José حاجی مرتضى'.split(
    ' ',
  );
const name = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('علیرضاسدکه()آئ \u200c\u064e')) }),
);

describe('names', () => {
  it.each(rows)('%j and %j: %s (%s)', (variant = '', canonical = '', wanted = '') => {
    const same = nameKey(variant) === nameKey(canonical);
    const alike = soundKey(variant) === soundKey(canonical);
    expect({ same, alike }).toEqual({ same: wanted === 'yes', alike: wanted !== 'no' });
  });

  it.each([
    ['سید علی موسوی', 'علی موسوی'],
    ['جناب آقای مهندس کریمی', 'کریمی'],
    ['Dr. José Álvarez', 'jose alvarez'],
    ['روح اله کریمی', 'روح‌الله کریمی'],
    ['لاله زاری', 'لاله‌زاری'],
    ['عبدالهی', 'عبداللهی'],
  ])('%s is %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it.each(['آقاجانی', 'سیدی', 'خانمحمدی', 'حاجی زاده', 'دکتر', 'آقا زاده'])(
    '%s keeps its beginning',
    (surname) => {
      expect(nameKey(surname)).toBe(nameKey(surname.replace(' ', '')));
      expect(nameKey(surname).length).toBeGreaterThanOrEqual(4);
    },
  );

  it.each([
    ['مصطفا', 'مصطفی'],
    ['لیلا', 'لیلی'],
    ['داوود', 'داود'],
    ['رحمن', 'رحمان'],
    ['کریمی علی', 'علی کریمی'],
  ])('%s only sounds like %s', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
    expect(soundKey(one)).toBe(soundKey(other));
  });

  it('folds a key to itself', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(nameKey(nameKey(text))).toBe(nameKey(text));
      }),
      { numRuns: 500 },
    );
  });

  it('does not see half-spaces, vowel marks, tatweel or bidi marks', () => {
    const mark = fc.constantFrom('\u200c', '\u064e', '\u0651', '\u0640', '\u200f', '\u202b', '\u2069');
    fc.assert(
      fc.property(name, fc.nat(40), mark, (text, at, sign) => {
        const letters = Array.from(text);
        const marked = [...letters.slice(0, at), sign, ...letters.slice(at)].join('');
        expect(nameKey(marked)).toBe(nameKey(text));
      }),
    );
  });

  it('gives equal sounds to equal keys', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(soundKey(nameKey(text))).toBe(soundKey(text));
      }),
    );
  });
});

describe('displayText', () => {
  it('writes Persian letters, half-spaces where they join, and nothing invisible', () => {
    expect(displayText(' \u202eعلي\u00acرضا \u200c كريمي\u0000\n٣ ')).toBe('علی\u200cرضا کریمی ۳');
  });

  it('is bounded in code points and never ends in half a pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 12 }), (text, most) => {
        const shown = displayText(text, most);
        expect(Array.from(shown).length).toBeLessThanOrEqual(most);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\u0000-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
    expect(displayText('😀'.repeat(50_000))).toBe('😀'.repeat(300));
  });
});

describe('searching and digits', () => {
  it('cuts a query at blanks and half-spaces', () => {
    expect(searchWords(' علی\u200cرضا  كريمي ')).toEqual(['علی', 'رضا', 'کریمی']);
    expect(nameKey('عبدالله')).toContain(searchWords('عبدالل')[0]);
  });

  it('folds digits both ways', () => {
    expect(foldDigits('۰۱۲٣٤۹')).toBe('012349');
    expect(toPersianDigits('0912 ٣')).toBe('۰۹۱۲ ۳');
  });
});
