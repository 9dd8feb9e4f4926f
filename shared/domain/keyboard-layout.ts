/**
 * Text typed on the other keyboard layout: `ugd` is علی with the layout on English, «سشقش» is "sara" with it on
 * Persian. The Persian layout is the standard one (ISIRI 9147, "Persian (Standard)" in Windows); the older layout of
 * Windows differs in پ and ژ only, which is read where it does not collide.
 */
export function fromWrongLayout(text: string): string {
  return /\p{Script=Arabic}/u.test(text) ? mapped(text, TO_LATIN) : mapped(text, TO_PERSIAN);
}

const PLAIN = keys("qwertyuiop[]asdfghjkl;'zxcvbnm,", 'ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو');
const SHIFTED = keys('HCBGMN', 'آژ\u200cۀءأ');
const OLD_WINDOWS = keys('\\', 'پ');

const TO_PERSIAN: ReadonlyMap<string, string> = new Map([...OLD_WINDOWS, ...PLAIN, ...SHIFTED]);
const TO_LATIN: ReadonlyMap<string, string> = new Map([
  ...[...SHIFTED, ...PLAIN].map(([latin, persian]): [string, string] => [persian, latin.toLowerCase()]),
  ['ي', 'd'],
  ['ك', ';'],
  ['ئ', 'm'],
]);

function mapped(text: string, layout: ReadonlyMap<string, string>): string {
  return Array.from(text)
    .map((letter) => layout.get(letter) ?? layout.get(letter.toLowerCase()) ?? letter)
    .join('');
}

function keys(latin: string, persian: string): [string, string][] {
  return Array.from(latin).map((key, index) => [key, Array.from(persian)[index] ?? key]);
}
