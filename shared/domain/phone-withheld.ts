/** The words that gateways, caller-ID boxes and people write where a caller shows no number. */

/** One of these says it. */
const WITHHOLDING: ReadonlySet<string> = new Set(
  [
    'unknown anonymous anonym anonyme private privat privado withheld restricted unavailable blocked hidden secret',
    'nocallerid unidentified undisclosed suppressed null none nil undefined empty nobody asterisk outofarea clir noid',
    'unbekannt inconnu gizli nonumber unknowncaller privatenumber privatecaller anonymouscaller payphone coin p o u s na',
    'خصوصی ناشناس نامشخص مخفی پنهان محرمانه ناشناخته نامعلوم محدود بدون پوشیده مستور ندارد نامرئی عدم غیرقابل',
    'مجهول محجوب خاص ناپیدا هیچ خالی بی',
  ].flatMap((line) => line.split(' ')),
);

/** These may stand beside such a word. */
const BESIDE: ReadonlySet<string> = new Set(
  [
    'number caller callers call calls id cid name user line party no not out of area available the is presentation',
    'restriction allowed display displayed callerid permitted interaction address identity disclosed info information',
    'shown coinline long distance network error by',
    'شماره تماس گیرنده تماسگیرنده زنگ نام شده است در دسترس نیست نمایش شماره‌ی مشترک هویت آی دی آیدی کاربر غیر معروف',
    'قابل داده نشده نشد دسترسی رقم خط ای',
  ].flatMap((line) => line.split(' ')),
);

/** Phrases without a word of their own for it. */
const PHRASES: ReadonlySet<string> = new Set([
  'no number',
  'no caller id',
  'no caller',
  'no id',
  'no cid',
  'no name',
  'not available',
  'n a',
  'out of area',
  'not shown',
  'not displayed',
  'not disclosed',
  'no info',
  'id not available',
  'در دسترس نیست',
  'نمایش داده نشده',
  'غیر معروف',
  'غیر قابل نمایش',
  'غیر قابل دسترس',
  'غیر قابل دسترسی',
]);

/** Nothing at all, only zeros, only signs, or only words that say the number is withheld. */
export function isWithheld(text: string): boolean {
  if (text.length > 80 || /[1-9]/.test(text)) return false;
  const words = text
    .toLowerCase()
    .replace(/@.*/s, '')
    .replace(/^[<"'\s]*(sips?|tel|callto):/, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
  if (words.length === 0) return !/[*#]/.test(text.replace(/^[*#]+$/, '')) && !/^#{2,}$/.test(text);
  if (PHRASES.has(words.join(' '))) return true;
  return (
    words.some((word) => WITHHOLDING.has(word)) &&
    words.every((word) => WITHHOLDING.has(word) || BESIDE.has(word))
  );
}
