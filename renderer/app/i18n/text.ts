import i18next from 'i18next';
import type { Language } from '#shared/contract/common.ts';
import { toPersianDigits } from '#shared/domain/persian-text.ts';
import { en, fa, type KeyUnder, type TextKey } from './texts.ts';

export type TextParams = Readonly<Record<string, string | number>>;
export type Text = (key: TextKey, params?: TextParams) => string;

/**
 * Texts of one language. Numbers given as parameters take that language's digits; `count` chooses the plural.
 * What comes from outside (names, gists) is put in as it is: React shows it as text, never as markup.
 */
export function makeText(language: Language): Text {
  const i18n = i18next.createInstance({
    lng: language,
    resources: { [language]: { translation: language === 'fa' ? fa : en } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  void i18n.init();
  return (key, params = {}) => {
    // `count` chooses the plural as a number and is shown in the language's digits. `nest: false`: a customer called
    // "$t(…)" is a name, not a reference.
    const count = typeof params['count'] === 'number' ? { count: params['count'] } : {};
    return i18n.t(key, { ...count, replace: shownParams(params, language), nest: false });
  };
}

function shownParams(params: TextParams, language: Language): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' ? digits(value, language) : value,
    ]),
  );
}

export function digits(value: number, language: Language): string {
  return language === 'fa' ? toPersianDigits(String(value)) : String(value);
}

/** A key made of a known prefix and a code from the core, or null where this build has no text for the code. */
export function keyUnder<P extends string>(prefix: P, code: string): KeyUnder<P> | null {
  const key = prefix + code;
  return Object.hasOwn(fa, key) || Object.hasOwn(fa, `${key}_other`) ? (key as KeyUnder<P>) : null;
}

const faOrdinals = ['', 'اول', 'دوم', 'سوم', 'چهارم', 'پنجم', 'ششم', 'هفتم', 'هشتم', 'نهم', 'دهم'] as const;

/** The place in a row as `call.again` says it: «سوم» in Persian, a plain number in English. */
export function ordinal(count: number, language: Language): string {
  return language === 'en' ? String(count) : (faOrdinals[count] ?? `${digits(count, 'fa')}م`);
}
