import { readEnvelope, type Envelope } from './phone-envelope.ts';
import { isWithheld } from './phone-withheld.ts';
import { splitExtension } from './phone-extension.ts';
import { readForeignPlan } from './phone-plan-foreign.ts';
import { readIranianPlan, spreadsheetDigits } from './phone-plan-iran.ts';
import { partsOf } from './phone-parts.ts';
import type { NumberPlan } from './phone-plan.ts';

/** What we know of the line or file that a number came from. */
export type LineProfile = {
  /** ISO 3166, 'IR' when left out; elsewhere the rules are libphonenumber's. */
  country?: string;
  /** The branch's own area code without its 0, for local numbers. */
  areaCode?: string;
  /** The digit that the PBX dials for an outside line and sometimes leaves before the number. */
  outsidePrefix?: string;
  /** The trunk sends whole international numbers without +. */
  e164WithoutPlus?: boolean;
  /** Fewest and most digits of an internal extension. */
  extensionDigits?: [number, number];
  /** true: the call is known to be internal; false: known not to be, so short codes win over extensions. */
  internal?: boolean;
  kind?: 'voice' | 'sms';
};

export type NoNumberReason =
  | 'withheld'
  | 'extension'
  | 'short_code'
  | 'service_number'
  | 'sms_service'
  | 'alphanumeric'
  | 'too_short'
  | 'too_long'
  | 'spreadsheet_number'
  | 'ambiguous';

export type PhoneReading =
  | { kind: 'number'; e164: string; extension?: string; mobile: boolean }
  | { kind: 'several'; numbers: string[] }
  | { kind: 'none'; reason: NoNumberReason };

/** A field with more than this is no telephone number, nor a list of them. */
const MOST_CHARACTERS = 2_048;

/**
 * Reads what a line, a caller-ID box or a cell of a spreadsheet gives as a number. Never throws. Whatever comes
 * back, keep the raw text: the reading may be wrong, and the next version may read more.
 */
export function readPhone(raw: string, line: LineProfile = {}): PhoneReading {
  if (isIranian(line)) {
    const mobile = plainMobile(raw, line);
    if (mobile !== null) return { kind: 'number', e164: mobile, mobile: true };
  }
  if (raw.length > MOST_CHARACTERS) return none('too_long');
  const text = cleanText(raw);
  if (isWithheld(text)) return none('withheld');
  const envelope = readEnvelope(text);
  return envelope.kind === 'text' ? readText(envelope, line) : none(envelope.kind);
}

/** An E.164 number as the safe integer that the index holds: at most 15 digits, so always below 2^53. */
export function phoneKey(e164: string): number {
  const key = Number(e164.replace(/[^0-9]/g, ''));
  if (!Number.isSafeInteger(key) || key === 0) throw new RangeError('Not an E.164 number');
  return key;
}

/** The last eight digits, by which suspects are found: an Iranian landline without its area code. */
export function lastEightDigits(e164: string): string {
  return e164.replace(/[^0-9]/g, '').slice(-8);
}

function readText(envelope: Envelope & { kind: 'text' }, line: LineProfile): PhoneReading {
  if (isWithheld(envelope.text)) return none('withheld');
  const profile = envelope.areaCode === undefined ? line : { ...line, areaCode: envelope.areaCode };
  const sheet = spreadsheetDigits(envelope.text);
  if (sheet === 'lost') return none('spreadsheet_number');
  const { rest, extension } =
    sheet === null ? splitExtension(envelope.text) : { rest: sheet.digits, extension: undefined };
  if (!/[0-9]/.test(rest)) return none(reasonWithoutDigits(rest, extension ?? envelope.extension));
  const plan = planOf(profile);
  const parts = partsOf(rest, plan);
  const numbers = parts.numbers.filter(
    (number, index, all) => all.findIndex((other) => other.e164 === number.e164) === index,
  );
  const [first, second] = numbers;
  if (first && second) return { kind: 'several', numbers: numbers.map((number) => number.e164) };
  if (first) {
    const inside = extension ?? envelope.extension ?? parts.extension;
    return { kind: 'number', ...first, ...(inside === undefined ? {} : { extension: inside }) };
  }
  if (/\p{L}/u.test(rest)) return none('alphanumeric');
  return none(parts.reason);
}

function reasonWithoutDigits(text: string, extension: string | undefined): NoNumberReason {
  if (extension !== undefined) return 'extension';
  return /\p{L}/u.test(text) ? 'alphanumeric' : 'withheld';
}

function planOf(line: LineProfile): NumberPlan {
  return isIranian(line) ? readIranianPlan(line) : readForeignPlan(line);
}

function isIranian(line: LineProfile): boolean {
  return line.country === undefined || line.country === '' || line.country.toUpperCase() === 'IR';
}

/** Most calls: an Iranian mobile as plain digits, in its three usual forms. Says E.164, or null for the long way. */
function plainMobile(raw: string, line: LineProfile): string | null {
  switch (raw.length) {
    case 11:
      return /^09\d{9}$/.test(raw) ? `+98${raw.slice(1)}` : null;
    case 12:
      return line.outsidePrefix === undefined && /^989\d{9}$/.test(raw) ? `+${raw}` : null;
    case 13:
      return /^\+989\d{9}$/.test(raw) ? raw : null;
    default:
      return null;
  }
}

/** One spelling for digits, signs and blanks; no bidi marks, no zero-width characters. */
function cleanText(raw: string): string {
  return raw
    .normalize('NFKC')
    .replace(/[\p{Cf}\u0640\u00ac]/gu, '')
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '')
    .replace(/[۰-۹٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[‐‑‒–—―−﹣]/g, '-')
    .replace(/[⁄∕]/g, '/')
    .replace(/[يى]/g, 'ی')
    .replace(/ك/g, 'ک')
    .trim();
}

function none(reason: NoNumberReason): PhoneReading {
  return { kind: 'none', reason };
}
