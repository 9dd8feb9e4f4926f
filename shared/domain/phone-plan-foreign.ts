/** Numbers of other countries, by libphonenumber's smallest metadata. Its "not valid" is advice, never a refusal. */
import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/min';
import type { LineProfile, NoNumberReason } from './phone-number.ts';
import type { DigitsReading, NumberPlan } from './phone-plan.ts';

export function readForeignPlan(line: LineProfile): NumberPlan {
  const country = (line.country ?? '').toUpperCase();
  const plan: NumberPlan = {
    read: (digits) => readDigits(digits, line, isSupportedCountry(country) ? country : undefined),
    after: () => plan,
    inOrder: (groups) => groups,
  };
  return plan;
}

/** ITU E.164 allows 15 digits; no country's numbers with its code are under 7. */
const LEAST_DIGITS = 7;
const MOST_DIGITS = 15;

/** Digits that begin with a country code. */
export function readInternational(digits: string): DigitsReading {
  const bare = digits.replace(/^0+/, '');
  if (bare.length < LEAST_DIGITS) return none('too_short');
  const parsed = parse(`+${bare}`);
  if (parsed?.isValid() === true) return found(parsed);
  if (bare.length > MOST_DIGITS) return none('too_long');
  return { kind: 'number', number: { e164: `+${bare}`, mobile: false } };
}

export function isValidAbroad(digits: string): boolean {
  if (digits.length < LEAST_DIGITS || digits.length > MOST_DIGITS) return false;
  return parse(`+${digits}`)?.isValid() === true;
}

function readDigits(digits: string, line: LineProfile, country: CountryCode | undefined): DigitsReading {
  if (digits.startsWith('+')) return readInternational(digits.slice(1));
  const short = readShort(digits, line);
  if (short) return none(short);
  if (line.e164WithoutPlus === true && !digits.startsWith('0') && isValidAbroad(digits))
    return readInternational(digits);
  const attempts = [digits, ...withoutPrefix(digits, line.outsidePrefix), ...withArea(digits, line.areaCode)];
  const parsed = attempts.map((attempt) => parse(attempt, country));
  const valid = parsed.find((candidate) => candidate?.isValid() === true);
  if (valid) return found(valid);
  if (digits.startsWith('00')) return readInternational(digits);
  const possible = parsed.find((candidate) => candidate?.isPossible() === true);
  if (possible) return found(possible);
  return none(whyNot(digits, country));
}

function readShort(digits: string, line: LineProfile): NoNumberReason | null {
  const isShortCode = /^[1-9]\d{2,3}$/.test(digits);
  const [least, most] = line.extensionDigits ?? (line.internal === true ? [1, 6] : [1, 0]);
  if (digits.length >= least && digits.length <= most && !(line.internal === false && isShortCode))
    return 'extension';
  if (line.kind === 'sms' && digits.length <= 6) return 'sms_service';
  if (isShortCode) return 'short_code';
  return digits.length < 5 ? 'too_short' : null;
}

function withoutPrefix(digits: string, prefix: string | undefined): string[] {
  return prefix !== undefined && prefix !== '' && digits.startsWith(prefix)
    ? [digits.slice(prefix.length)]
    : [];
}

function withArea(digits: string, areaCode: string | undefined): string[] {
  const area = areaCode?.replace(/[^0-9]/g, '') ?? '';
  return area === '' ? [] : [area + digits, `0${area}${digits}`];
}

function whyNot(digits: string, country: CountryCode | undefined): NoNumberReason {
  if (digits.length > MOST_DIGITS) return 'too_long';
  if (country === undefined) return digits.length < LEAST_DIGITS ? 'too_short' : 'ambiguous';
  if (isValidAbroad(digits)) return 'ambiguous';
  switch (validatePhoneNumberLength(digits, country)) {
    case 'TOO_SHORT':
      return 'too_short';
    case 'TOO_LONG':
      return 'too_long';
    case 'INVALID_COUNTRY':
    case 'INVALID_LENGTH':
    case 'NOT_A_NUMBER':
    case undefined:
      break;
  }
  return 'ambiguous';
}

function parse(text: string, country?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(
    text,
    country === undefined ? { extract: false } : { defaultCountry: country, extract: false },
  );
}

function found(number: PhoneNumber): DigitsReading {
  return { kind: 'number', number: { e164: number.number, mobile: number.getType() === 'MOBILE' } };
}

function none(reason: NoNumberReason): DigitsReading {
  return { kind: 'none', reason };
}
