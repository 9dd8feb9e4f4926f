/**
 * The Iranian numbering plan: ten national digits; mobiles begin with 9, every province has one two-digit area code
 * and subscribers of eight digits. No list of mobile prefixes is kept, because it ages. The order of the rules
 * matters: a local number is tried before any country code, and a foreign reading comes last.
 */
import type { LineProfile, NoNumberReason } from './phone-number.ts';
import type { DigitsReading, KnownNumber, NumberPlan } from './phone-plan.ts';
import { isValidAbroad, readInternational } from './phone-plan-foreign.ts';

export function readIranianPlan(line: LineProfile): NumberPlan {
  return {
    read: (digits) => readDigits(digits, line),
    after: (number) => readIranianPlan(withAreaOf(number, line)),
    inOrder,
  };
}

/** Digits that a spreadsheet turned into a number: whole again, 'lost' when it kept only some, null when it is none. */
export function spreadsheetDigits(text: string): { digits: string } | 'lost' | null {
  if (/^#{2,}$/.test(text)) return 'lost';
  const whole = /^'?([0-9]{7,})[.,٫]0{1,2}$/.exec(text);
  if (whole) return { digits: whole[1] ?? '' };
  const scientific = /^[+-]?([0-9]+)(?:[.,٫]([0-9]*))?\s*e\s*\+?\s*([0-9]{1,2})$/i.exec(text);
  if (!scientific) return null;
  const [, integer = '', fraction = '', exponent = ''] = scientific;
  const isComplete = fraction.length === Number(exponent) && integer.length + fraction.length >= 8;
  return isComplete ? { digits: integer + fraction } : 'lost';
}

/** The provinces, 31 since the plan was closed in 1393. Only used where a number would otherwise be read in two ways. */
const PROVINCES: ReadonlySet<string> = new Set(
  '11 13 17 21 23 24 25 26 28 31 34 35 38 41 44 45 51 54 56 58 61 66 71 74 76 77 81 83 84 86 87'.split(' '),
);

function readDigits(digits: string, line: LineProfile): DigitsReading {
  if (line.kind === 'sms') return readSender(digits);
  if (digits.startsWith('+')) return readPlus(digits.slice(1), line);
  const short = readShort(digits, line);
  if (short) return none(short);
  if (line.e164WithoutPlus === true && /^[1-9]\d{8,14}$/.test(digits) && !/^(?:98|9\d{9}$)/.test(digits)) {
    const abroad = readInternational(digits);
    if (isValidAbroad(digits) || (digits.length > 10 && home(digits, line) === null)) return abroad;
  }
  const here = home(digits, line);
  if (here) return here;
  const outside = readOutside(digits, line);
  if (outside) return outside;
  if (digits.startsWith('00')) return readDoubleZero(digits, line);
  return none(whyNot(digits));
}

/** Extensions, short codes and services: too short for the plan. */
function readShort(digits: string, line: LineProfile): NoNumberReason | null {
  const isShortCode = /^[1-9]\d{2,3}$|^1\d{4}$/.test(digits);
  const [least, most] = line.extensionDigits ?? (line.internal === true ? [1, 6] : [1, 0]);
  if (digits.length >= least && digits.length <= most && !(line.internal === false && isShortCode))
    return 'extension';
  if (isShortCode) return 'short_code';
  // 096xx are universal access numbers of firms; 09990 and its kind are operators' desks.
  return /^09(?:6\d{2,3}|990)$/.test(digits) ? 'service_number' : null;
}

function readPlus(digits: string, line: LineProfile): DigitsReading {
  if (digits.startsWith('0')) return readDigits(digits, withoutInside(line));
  if (!digits.startsWith('98')) return readInternational(digits);
  return withoutCountry(digits.slice(2), line) ?? none(lengthReason(digits.length - 2, 10));
}

/** Readings that need no guess; null where the digits fit none, so that outside-line digits may be tried. */
function home(digits: string, line: LineProfile): DigitsReading | null {
  if (/^[2-9]\d{7}$/.test(digits))
    return areaOf(line) === '' ? none('ambiguous') : number(areaOf(line) + digits);
  const national = /^0?([1-9]\d{9})$/.exec(digits)?.[1];
  if (national !== undefined) return readNational(national, digits.startsWith('0'));
  const glued = withoutGluedArea(digits, line);
  if (glued !== null) return number(glued);
  const abroad = /^0{0,3}98(\d{9,})$/.exec(digits)?.[1];
  return abroad === undefined ? null : withoutCountry(abroad, line);
}

/** After 98: the national number, with a 0 that does not belong there, with the area glued on, or 98 once more. */
function withoutCountry(digits: string, line: LineProfile): DigitsReading | null {
  const rest = /^(?:0{0,2}98)*?0{0,2}([1-9]\d{9})$/.exec(digits)?.[1];
  if (rest !== undefined) return readNational(rest, true);
  if (/^0?96\d{2,3}$/.test(digits)) return none('service_number');
  const glued = withoutGluedArea(digits, line);
  return glued === null ? null : number(glued);
}

function readNational(national: string, isMarked: boolean): DigitsReading {
  if (national.startsWith('9')) return number(national);
  if (/^[78]0/.test(national)) return none('service_number');
  // Without 0 or 98 ten digits are ours only if a province has the code: they may be a foreign number.
  return isMarked || PROVINCES.has(national.slice(0, 2)) ? number(national) : none('ambiguous');
}

/** Trunks prepend the branch's area code to everything: 21 + 0912…, 021 + 021…, and 21 + 912… for their own area. */
function withoutGluedArea(digits: string, line: LineProfile): string | null {
  const withZero = /^0?(\d\d)0([1-9]\d{9})$/.exec(digits);
  if (withZero && PROVINCES.has(withZero[1] ?? '')) return withZero[2] ?? null;
  const mobile = /^0?(\d\d)(9\d{9})$/.exec(digits);
  if (mobile && mobile[1] === areaOf(line)) return mobile[2] ?? null;
  return null;
}

function readOutside(digits: string, line: LineProfile): DigitsReading | null {
  const prefix = line.outsidePrefix;
  if (prefix === undefined || prefix === '' || !digits.startsWith(prefix)) return null;
  const rest = digits.slice(prefix.length);
  const reading = rest.startsWith('00') ? readDoubleZero(rest, line) : home(rest, line);
  return reading?.kind === 'number' ? reading : null;
}

/** 00 dials abroad, unless what follows is a number of ours behind a stray 0 (009121234567 is not India). */
function readDoubleZero(digits: string, line: LineProfile): DigitsReading {
  const abroad = digits.replace(/^0+/, '');
  if (isValidAbroad(abroad)) return readInternational(abroad);
  const here = home(digits.slice(1), line);
  return here?.kind === 'number' ? here : readInternational(abroad);
}

function whyNot(digits: string): NoNumberReason {
  if (digits.startsWith('0')) return lengthReason(digits.length, 11);
  if (digits.startsWith('98') && digits.length > 10) return lengthReason(digits.length, 12);
  if (digits.length < 11) return lengthReason(digits.length, 10);
  return isValidAbroad(digits) ? 'ambiguous' : 'too_long';
}

function lengthReason(length: number, expected: number): NoNumberReason {
  if (length === expected) return 'ambiguous';
  return length < expected ? 'too_short' : 'too_long';
}

/** Messages come from people (mobiles), from firms' landlines, or from bulk lines 1000…, 2000…, 3000…, 5000…, 9000…. */
function readSender(digits: string): DigitsReading {
  const plain = digits.replace(/^\+/, '');
  if (digits.startsWith('+') && !/^0*98/.test(plain)) return readInternational(plain);
  const abroad = /^00([1-9]\d{6,14})$/.exec(plain)?.[1];
  if (abroad !== undefined && !abroad.startsWith('98') && isValidAbroad(abroad))
    return readInternational(abroad);
  // 98 is the country's where + or 00 stands before it, where 12 digits do, and before a bulk line (98 2000 1390).
  const hasCountry = digits.startsWith('+') || /^0*98(?:[1-5]000|\d{10}$)/.test(plain);
  const rest = hasCountry ? plain.replace(/^0*98/, '') : plain;
  const national = /^0?([1-9]\d{9})$/.exec(rest)?.[1];
  if (national === undefined) return none('sms_service');
  const isOurs = national.startsWith('9') || PROVINCES.has(national.slice(0, 2));
  return isOurs ? number(national) : none('sms_service');
}

/** Right-to-left text turns groups round: «۲۲۳۳۴۴۵۵-۰۲۱», «۴۵۶۷ ۱۲۳ ۰۹۱۲», and after +98 without the 0. */
function inOrder(groups: readonly string[]): readonly string[] {
  if (groups.length < 2) return groups;
  const [first = '', second = ''] = groups;
  const last = groups.at(-1) ?? '';
  const length = groups.reduce((sum, group) => sum + group.length, 0);
  const isAreaLast = /^0\d\d$/.test(last) && PROVINCES.has(last.slice(1));
  if (length === 11 && (isAreaLast || /^09\d\d$/.test(last)) && /^[1-9]/.test(first))
    return groups.toReversed();
  if (
    first === '+98' &&
    length === 13 &&
    groups.length > 2 &&
    /^9\d\d$/.test(last) &&
    !second.startsWith('9')
  )
    return [first, ...groups.slice(1).toReversed()];
  return groups;
}

function withAreaOf(known: KnownNumber, line: LineProfile): LineProfile {
  const area = /^\+98([1-8]\d)\d{8}$/.exec(known.e164)?.[1];
  return area === undefined ? line : { ...line, areaCode: area };
}

/** What begins with + is never an extension. */
function withoutInside(line: LineProfile): LineProfile {
  const { extensionDigits: _digits, internal: _internal, ...rest } = line;
  return rest;
}

/** Two digits, however the setting was written (21, 021, +9821); empty when there is none to use. */
function areaOf(line: LineProfile): string {
  const digits = (line.areaCode ?? '').replace(/[^0-9]/g, '');
  return /^(?:(?:00)?98)?0?([1-9]\d)$/.exec(digits)?.[1] ?? '';
}

function number(national: string): DigitsReading {
  return { kind: 'number', number: { e164: `+98${national}`, mobile: national.startsWith('9') } };
}

function none(reason: NoNumberReason): DigitsReading {
  return { kind: 'none', reason };
}
