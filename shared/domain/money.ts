import { foldDigits, toPersianDigits } from './persian-text.ts';

/** `value` in the smallest unit written: `IRR` are rials. Other units are shown by their own name. */
export type Amount = { value: number | bigint; unit: string };

/** «۱۲٬۵۰۰٬۰۰۰ تومان», "12,500,000 toman"; never a bare number. A rial that makes no whole toman stays as .5 */
export function formatAmount({ value, unit }: Amount, language: 'fa' | 'en'): string {
  const whole = typeof value === 'bigint' ? value : BigInt(Math.round(value));
  const name = unit === 'IRR' ? TOMAN[language] : unit;
  const size = whole < 0n ? -whole : whole;
  const number =
    unit === 'IRR' ? grouped(size / 10n, language) + tenth(size % 10n, language) : grouped(size, language);
  const signed = `${whole < 0n ? '−' : ''}${number} ${name}`;
  return language === 'fa' ? toPersianDigits(signed) : signed;
}

/** Rials as people say them. */
export function formatRials(rials: number | bigint, language: 'fa' | 'en'): string {
  return formatAmount({ value: rials, unit: 'IRR' }, language);
}

export type AmountReading =
  | { kind: 'ok'; rials: number }
  | { kind: 'wrong'; reason: 'empty' | 'not_a_number' | 'no_unit' | 'too_large' };

/**
 * Reads «۱۲٬۵۰۰٬۰۰۰ تومان», "12,500,000 rials", «۲ میلیون و ۵۰۰ هزار تومان», into rials. A bare number takes
 * `bareUnit`, and is refused without one: ten times too much is worse than a question.
 */
export function readAmount(text: string, bareUnit?: 'toman' | 'rial'): AmountReading {
  const folded = foldDigits(text.slice(0, 200).toLowerCase())
    .replace(/\p{Cf}/gu, '')
    .replace(/ي/g, 'ی');
  if (folded.trim() === '') return { kind: 'wrong', reason: 'empty' };
  const unit = /تومان|تومن|toman/.test(folded) ? 'toman' : /ریال|rial|irr|﷼/.test(folded) ? 'rial' : bareUnit;
  const bare = folded
    .replace(/تومان|تومن|tomans?|ریال|rials?|irr|﷼/g, ' ')
    .replace(/(?<=\d)[,٬،](?=\d{3}(?!\d))/g, '');
  const parts = bare
    .split(/\s+و\s+|\s+and\s+|\s+(?=\d)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  let total = 0;
  for (const part of parts) {
    const found = /^(\d+(?:[.٫/]\d+)?)\s*(هزار|میلیون|ملیون|میلیارد|thousand|million|billion|k|m)?$/.exec(
      part,
    );
    if (!found) return { kind: 'wrong', reason: 'not_a_number' };
    total += Number((found[1] ?? '').replace(/[٫/]/, '.')) * (SCALES[found[2] ?? ''] ?? 1);
  }
  if (parts.length === 0) return { kind: 'wrong', reason: 'not_a_number' };
  if (unit === undefined) return { kind: 'wrong', reason: 'no_unit' };
  const rials = Math.round(total * (unit === 'toman' ? 10 : 1));
  return Number.isSafeInteger(rials) ? { kind: 'ok', rials } : { kind: 'wrong', reason: 'too_large' };
}

const TOMAN = { fa: 'تومان', en: 'toman' };
const SCALES: Readonly<Record<string, number>> = {
  هزار: 1e3,
  میلیون: 1e6,
  ملیون: 1e6,
  میلیارد: 1e9,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  k: 1e3,
  m: 1e6,
};

function grouped(value: bigint, language: 'fa' | 'en'): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, language === 'fa' ? '٬' : ',');
}

function tenth(value: bigint, language: 'fa' | 'en'): string {
  return value === 0n ? '' : `${language === 'fa' ? '٫' : '.'}${value}`;
}
