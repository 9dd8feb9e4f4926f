import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trait } from '#shared/contract/card.ts';
import { errorCodes } from '#shared/contract/errors.ts';
import { keyUnder, makeText, ordinal } from '../../../renderer/app/i18n/text.ts';
import { en, fa } from '../../../renderer/app/i18n/texts.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const params = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '').sort();
const keys = Object.keys(fa) as (keyof typeof fa)[];

describe('Texts in two languages', () => {
  it('has every key in both, and no empty text', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(fa).sort());
    for (const key of keys) {
      expect(fa[key].trim(), key).not.toBe('');
      expect(en[key].trim(), key).not.toBe('');
    }
  });

  it('asks for the same parameters in both', () => {
    for (const key of keys) {
      // A singular may leave its number out: «یک خرید».
      const wanted = (text: string) =>
        params(text).filter((name) => !(key.endsWith('_one') && name === 'count'));
      expect(wanted(en[key]), key).toEqual(wanted(fa[key]));
    }
  });

  it('has both plural forms of each key that counts', () => {
    const forms = keys.filter((key) => /_(?:one|other)$/.test(key));
    const wanted = forms.flatMap((key) =>
      ['_one', '_other'].map((form) => key.replace(/_(?:one|other)$/, form)),
    );
    expect(wanted.filter((key) => !Object.hasOwn(fa, key))).toEqual([]);
    expect(forms.length).toBeGreaterThan(0);
  });

  it('uses every key somewhere', () => {
    const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: root })
      .filter((path) => !path.includes('/i18n/fa/') && !path.includes('/i18n/en/'))
      .map((path) => readFileSync(root + path, 'utf8'))
      .join('\n');
    const prefixes = [...sources.matchAll(/(?:`|keyUnder\(')([a-zA-Z_]+(?:\.[a-zA-Z_]+)*\.)(?:\$\{|')/g)].map(
      (found) => found[1] ?? '',
    );
    // The greeting's whole key comes from the core (contract: `greeting.key`).
    prefixes.push('greet.');
    const unused = keys
      .map((key) => key.replace(/_(?:one|other)$/, ''))
      .filter((key) => !sources.includes(`'${key}'`) && !prefixes.some((prefix) => isUnder(key, prefix)));
    expect(unused).toEqual([]);
  });

  it('keeps the words we were given', () => {
    const given = readFileSync(`${root}test/fixtures/labels-fa.tsv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t'));
    for (const [key, persian, english] of given) {
      const own = (fa as Record<string, string>)[key ?? ''] ?? (fa as Record<string, string>)[`${key}_other`];
      if (own === undefined) continue;
      const ownEnglish =
        (en as Record<string, string>)[key ?? ''] ?? (en as Record<string, string>)[`${key}_other`];
      expect(own, key).toBe(persian);
      expect(ownEnglish, key).toBe(english);
    }
  });

  it('has a sentence for each error and each trait', () => {
    for (const code of errorCodes) expect(keyUnder('error.', code), code).not.toBeNull();
    for (const each of trait.options) {
      expect(keyUnder('temperament.', each), each).not.toBeNull();
      expect(keyUnder('advice.', each), each).not.toBeNull();
    }
  });
});

describe('A text put together', () => {
  it('writes numbers in the digits of its language and chooses the plural', () => {
    expect(makeText('fa')('card.more', { count: 12 })).toBe('و ۱۲ مورد دیگر');
    expect(makeText('en')('card.withUs', { count: 1, years: 1 })).toBe('1 year with us');
    expect(makeText('en')('card.withUs', { count: 7, years: 7 })).toBe('7 years with us');
    expect(makeText('en')('match.none.earlier', { count: 0 })).toBe('0 earlier calls from this number');
  });

  it('says ordinals as Persian does', () => {
    const text = makeText('fa');
    expect(text('call.again', { count: ordinal(3, 'fa') })).toBe('امروز بار سوم است');
    expect(text('call.again', { count: ordinal(14, 'fa') })).toBe('امروز بار ۱۴م است');
    expect(makeText('en')('call.again', { count: ordinal(3, 'en') })).toBe('Call number 3 today');
  });

  it.each(['$t(app.name)', '{{when}}', '<b>x</b>', '{{count}}', '$t(card.more, {"count": 3})'])(
    'puts a name in as it is: %s',
    (name) => {
      expect(makeText('en')('match.maybe', { name })).toBe(`Perhaps ${name}`);
      expect(makeText('fa')('match.maybe', { name })).toBe(`شاید ${name}`);
    },
  );

  it('knows no key for a code from a newer core', () => {
    expect(keyUnder('advice.', 'unheardOf')).toBeNull();
    expect(keyUnder('advice.', 'toString')).toBeNull();
  });
});

function isUnder(key: string, prefix: string): boolean {
  return key.startsWith(prefix);
}
