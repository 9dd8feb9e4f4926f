/**
 * Persian and Latin text made comparable. `nameKey` says "the same name, typed differently", `soundKey`
 * says "sounds alike", `displayText` is what we keep to show.
 *
 * The folds follow what Iranian keyboards, old code pages and spreadsheets do to a name: Arabic yeh and kaf,
 * presentation forms, hamza carriers, vowel marks, tatweel, half-spaces, bidi marks and three digit sets.
 */

import { withoutTitles } from './name-titles.ts';

/** Raise this when `nameKey` or `soundKey` changes: keys stored under another version are folded again. */
export const NAME_KEY_VERSION = 1;

/**
 * Equal keys mean the same name typed differently. The key has no blanks, no punctuation, no leading titles and
 * no vowel marks. What stood in brackets follows the name after a `(`, so «علی کریمی (پدر)» differs from «علی کریمی»
 * and `soundKey` can still bring them together. Empty when the text holds no letter or digit.
 */
export function nameKey(text: string): string {
  const { name, notes } = splitBrackets(foldLetters(text));
  const words = wordsOf(name);
  const outside = withoutTitles(words);
  const inside = notes.map((note) => wordsOf(note).join('')).filter((note) => note !== '');
  if (outside === '') return inside.length < 2 ? withoutTitles(inside) : nameKey(inside.join(''));
  return [outside, ...inside].join('(');
}

/**
 * Equal keys sound alike: a suggestion, never a match. A function of `nameKey`, so equal name keys always have
 * equal sound keys. Long keys are turned to their smallest rotation, which makes «کریمی، علی» meet «علی کریمی»
 * although the stored key has no word boundaries.
 */
export function soundKey(text: string): string {
  const key = nameKey(text);
  const bare = key.includes('(') ? key.slice(0, key.indexOf('(')) : key;
  return wordOrderFree(soundOf(withoutHaji(bare)));
}

/**
 * What we store to show: NFC, one line, Persian yeh and kaf, half-spaces only where they join letters, no control or
 * bidi characters, at most `maxLength` code points (never half a surrogate pair).
 */
export function displayText(text: string, maxLength = 300): string {
  // Far more raw characters than a name can need for each one shown; bounds the work on megabytes of rubbish.
  const start = text.length > maxLength * 40 ? text.slice(0, maxLength * 40) : text;
  const clean = start
    .replace(LONE_SURROGATES, '')
    .replace(PRESENTATION_FORMS, (form) => form.normalize('NFKC'))
    .normalize('NFC')
    .replace(/[\u0643\u06aa]/g, 'ک')
    .replace(/[\u064a\u0649]/g, 'ی')
    .replace(/[\u0660-\u0669]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x90))
    .replace(/\u00ac/g, ZWNJ)
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1');
  return tidy(cutCodePoints(tidy(clean), maxLength));
}

/** The folded words of a query, in its order, each at least one character; blanks, punctuation and ZWNJ separate. */
export function searchWords(query: string): string[] {
  const words = wordsOf(foldLetters(query.replace(HALF_SPACES, ' ')));
  return words.map((word) => word.replace(/الل$/, 'ال'));
}

/** Persian and Arabic digits become ASCII; everything else stays. */
export function foldDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

/** ASCII and Arabic digits become Persian; everything else stays. */
export function toPersianDigits(text: string | number): string {
  return String(text).replace(/[0-9٠-٩]/g, (digit) =>
    String.fromCharCode(0x06f0 + (digit.charCodeAt(0) & 0xf)),
  );
}

const ZWNJ = '\u200c';
const HALF_SPACES = /[\u200c\u00ac]/g;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const PRESENTATION_FORMS = /[\ufb50-\ufdff\ufe71-\ufe7f\ufe80-\ufefc]/g;
/** Controls, tatweel, zero-width and bidi characters (Unicode UAX #9), tags and annotations; not ZWNJ, not ZWJ. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u0640\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/** In keys these vanish: the invisible ones, joiners, and half-space as old editors left it (U+00AC). */
const JOINERS = /\u200c|\u200d|\u00ac/g;
/** Latin accents after decomposition, Arabic vowel and hamza marks, Quranic signs, variation selectors. */
const MARKS =
  /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff]|[\ufe00-\ufe0f]/g;

const LETTERS: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ې: 'ی',
  ۍ: 'ی',
  ے: 'ی',
  ێ: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ګ: 'گ',
  ة: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ۃ: 'ه',
  ٱ: 'ا',
  ۇ: 'و',
  ۆ: 'و',
  ۋ: 'و',
  ڵ: 'ل',
  ڕ: 'ر',
  ء: '',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ς: 'σ',
};
const FOLDED_LETTERS = /[يىېۍےێكڪګةەہھۃٱۇۆۋڵڕءßæœøłđıς]/g;

/** Letter-level fold; blanks and punctuation still stand. */
function foldLetters(text: string): string {
  return (
    foldDigits(
      text
        .replace(/[\ufe70-\ufe7f]/g, '')
        .normalize('NFKD')
        .toLowerCase()
        .normalize('NFKD'),
    )
      .replace(INVISIBLE, '')
      .replace(JOINERS, '')
      .replace(MARKS, '')
      .replace(FOLDED_LETTERS, (letter) => LETTERS[letter] ?? letter)
      // اله and الله are one word in names (عبداله، رحمت الله); the short form needs no word boundary, so that
      // «لاله زاری» still meets «لاله‌زاری».
      .replace(/الله/g, 'اله')
  );
}

function splitBrackets(text: string): { name: string; notes: string[] } {
  if (!/[()[\]{}«»<>]/.test(text)) return { name: text, notes: [] };
  const parts = text.split(/([([{«<])|([)\]}»>])/);
  let name = '';
  const notes: string[] = [];
  let inside = false;
  for (const part of parts) {
    if (part === undefined || part === '') continue;
    if (/^[([{«<]$/.test(part)) {
      inside = true;
      notes.push('');
    } else if (/^[)\]}»>]$/.test(part)) inside = false;
    else if (inside) notes[notes.length - 1] += part;
    else name += ` ${part}`;
  }
  return { name, notes };
}

function wordsOf(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}\p{M}]+/u).filter((word) => word !== '');
}

/** حاجی may be a title or the beginning of a surname: enough for a suggestion where no surname ending follows. */
function withoutHaji(key: string): string {
  return /^حاجی(?!زاده|نژاد|پور|وند|لو|ان|لر)..../.test(key) ? key.slice(4) : key;
}

/** Letters that sound alike in Persian (one /s/, one /z/, one /t/, one /h/, one /q/). */
const SOUNDS: Readonly<Record<string, string>> = {
  ث: 'س',
  ص: 'س',
  ذ: 'ز',
  ض: 'ز',
  ظ: 'ز',
  ط: 'ت',
  ح: 'ه',
  غ: 'ق',
  ع: 'ا',
};

/** Names of the Arabic patterns whose final -ā is written ی or ا, and those with an unwritten ā: both closed classes. */
const FINAL_A = /(موس|عیس|یحی|مرتز|مستف|مجتب|کبر|سقر|لیل|سلم|هد|ند|بشر|توب|یسر|ازم|زه|یمن)ی/g;
const UNWRITTEN_A: readonly (readonly [RegExp, string])[] = [
  [/اسمایل|اسماییل/g, 'اسماایل'],
  [/اسهق|اسهاق/g, 'اسهاق'],
  [/رهمن/g, 'رهمان'],
  [/ابرهیم/g, 'ابراهیم'],
  [/هرون/g, 'هارون'],
  [/سلیمن/g, 'سلیمان'],
  [/لقمن/g, 'لقمان'],
];

function soundOf(key: string): string {
  let sound = key
    .replace(/[ثصذضظطحغع]/g, (letter) => SOUNDS[letter] ?? letter)
    .replace(/خوا/g, 'خا')
    .replace(/وو/g, 'و')
    .replace(/([a-z])\1+/g, '$1');
  for (const [spelling, full] of UNWRITTEN_A) sound = sound.replace(spelling, full);
  sound = sound.replace(FINAL_A, '$1ا');
  return isSingleName(sound) ? sound.replace(/(?<=...)ی$/, 'ا') : sound;
}

const SINGLE_NAME_LETTERS = 6;

function isSingleName(sound: string): boolean {
  return sound.length <= SINGLE_NAME_LETTERS;
}

/** The smallest rotation, found in linear time; short keys are one word and keep their order (امین is not مینا). */
function wordOrderFree(sound: string): string {
  if (isSingleName(sound)) return sound;
  const letters = Array.from(sound);
  const count = letters.length;
  let best = 0;
  let rival = 1;
  let same = 0;
  while (best < count && rival < count && same < count) {
    const a = letters[(best + same) % count] ?? '';
    const b = letters[(rival + same) % count] ?? '';
    if (a === b) same += 1;
    else {
      if (a > b) best += same + 1;
      else rival += same + 1;
      if (best === rival) rival += 1;
      same = 0;
    }
  }
  const start = Math.min(best, rival);
  return [...letters.slice(start), ...letters.slice(0, start)].join('');
}

/** No blanks or half-spaces at an edge, no half-space beside a blank, none twice. */
function tidy(text: string): string {
  return text
    .replace(/ *(?:\u200c *)+/g, (joint) => (joint.includes(' ') ? ' ' : ZWNJ))
    .replace(/^[ \u200c]+|[ \u200c]+$/g, '')
    .replace(/ {2,}/g, ' ');
}

function cutCodePoints(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : Array.from(text).slice(0, maxLength).join('');
}
