/**
 * Titles before a name, cut only as whole leading words and only while a word remains: آقاجانی، حاجی‌زاده،
 * خانمحمدی and سیدی are surnames. Words come folded (see persian-text.ts), in their spelling after the fold.
 */

const TITLES: ReadonlySet<string> = new Set(
  [
    'اقای اقا خانم خانوم بانو دوشیزه جناب سرکار سرکارخانم سرکارخانوم جناباقای',
    'دکتر دکتور دکترا مهندس مهندسه استاد پروفسور پرفسور حاج حاجاقا حاجاقای حاجخانم حاجخانوم حاجیه حاجیهخانم',
    'حاجیاقا حاجیخانم سید سیده حجتالاسلام ایتاله سرهنگ سرگرد سروان سرتیپ سردار تیمسار کاپیتان',
    'mr mrs ms miss dr prof professor eng engineer sir madam',
  ].flatMap((line) => line.split(' ')),
);

/** Titles of several words of which some alone may be a name. */
const PHRASES: readonly (readonly string[])[] = [
  ['حاجی', 'اقا'],
  ['حاجی', 'خانم'],
  ['سر', 'کار'],
  ['حجت', 'الاسلام'],
  ['حجتالاسلام', 'و', 'المسلمین'],
  ['حجتالاسلام', 'والمسلمین'],
  ['ایت', 'اله'],
];

/** Endings that make a surname of the word before them; a title before one of these alone is that surname's beginning. */
const SURNAME_ENDINGS: ReadonlySet<string> = new Set(
  'زاده نژاد پور فر نیا وند لو جانی بابایی خانی میری زادگان پناه دوست'.split(' '),
);

/** Given names that custom joins to سید in writing. */
const AFTER_SEYYED: ReadonlySet<string> = new Set(
  [
    'علی محمد حسن حسین رضا مهدی احمد محمود مصطفی مرتضی مجتبی جواد کاظم هادی ابراهیم اسماعیل جعفر صادق باقر',
    'تقی نقی حمید مجید سعید امیر عباس جلال جمال کمال ضیا نصر فخر شهاب یوسف یحیی موسی عیسی روحاله عبداله اسداله',
    'محسن ناصر اکبر اصغر قاسم هاشم مسعود منصور وحید میثم داود داوود حجت رسول حبیب یاسر ایمان پویا علیرضا محمدرضا',
    'حمیدرضا امیرحسین محمدحسین محمدعلی محمدمهدی علیاکبر علیاصغر غلامرضا احمدرضا محمدجواد محمدتقی ابوالفضل ابوالقاسم',
  ].flatMap((line) => line.split(' ')),
);

/** The name without its leading titles, words joined. */
export function withoutTitles(words: readonly string[]): string {
  let rest = words;
  for (;;) {
    const length = titleLength(rest);
    if (length === 0 || rest.length <= length || isSurnameBeginning(rest, length)) break;
    rest = rest.slice(length);
  }
  return withoutJoinedSeyyed([withoutJoinedSeyyed(rest[0] ?? ''), ...rest.slice(1)].join(''));
}

function titleLength(words: readonly string[]): number {
  const phrase = PHRASES.find((candidate) => candidate.every((word, index) => words[index] === word));
  if (phrase) return phrase.length;
  return TITLES.has(words[0] ?? '') ? 1 : 0;
}

function isSurnameBeginning(words: readonly string[], length: number): boolean {
  const next = words[length] ?? '';
  return words.length === length + 1 && SURNAME_ENDINGS.has(next) && !(words[0] ?? '').endsWith('ی');
}

function withoutJoinedSeyyed(word: string): string {
  let rest = word;
  while (rest.startsWith('سید') && AFTER_SEYYED.has(rest.slice(3))) rest = rest.slice(3);
  return rest;
}
