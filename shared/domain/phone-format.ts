import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { foldDigits, toPersianDigits } from './persian-text.ts';

/**
 * A number as people read it aloud: 0912 123 4567, 021 2233 4455, +1 415 555 2671; Persian digits in Persian.
 * What is not E.164 comes back as it is, in the language's digits. The caller isolates it left-to-right.
 */
export function formatPhone(number: string, language: 'fa' | 'en'): string {
  const grouped = grouping(foldDigits(number.trim()));
  return language === 'fa' ? toPersianDigits(grouped) : grouped;
}

function grouping(number: string): string {
  const mobile = /^(?:\+98|0)(9\d\d)(\d{3})(\d{4})$/.exec(number);
  if (mobile) return `0${mobile[1] ?? ''} ${mobile[2] ?? ''} ${mobile[3] ?? ''}`;
  const landline = /^(?:\+98|0)([1-8]\d)(\d{4})(\d{4})$/.exec(number);
  if (landline) return `0${landline[1] ?? ''} ${landline[2] ?? ''} ${landline[3] ?? ''}`;
  if (!/^\+\d{7,15}$/.test(number)) return number;
  const foreign = parsePhoneNumberFromString(number, { extract: false });
  return foreign ? foreign.formatInternational() : number;
}
