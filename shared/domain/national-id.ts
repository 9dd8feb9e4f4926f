import { foldDigits } from './persian-text.ts';

export type NationalIdReading =
  | { kind: 'ok'; nationalId: string }
  | { kind: 'wrong'; reason: 'not_digits' | 'length' | 'repeated' | 'checksum' };

/**
 * An Iranian national id: ten digits with a mod-11 check digit. Spreadsheets drop up to two leading zeros. A wrong
 * one warns and never blocks.
 */
export function readNationalId(raw: string): NationalIdReading {
  const digits = foldDigits(raw.slice(0, 100)).replace(/[\s\-_.\p{Cf}]/gu, '');
  if (!/^[0-9]+$/.test(digits)) return { kind: 'wrong', reason: 'not_digits' };
  if (digits.length < 8 || digits.length > 10) return { kind: 'wrong', reason: 'length' };
  const nationalId = digits.padStart(10, '0');
  if (/^(\d)\1{9}$/.test(nationalId)) return { kind: 'wrong', reason: 'repeated' };
  const sum = Array.from(nationalId.slice(0, 9)).reduce(
    (total, digit, index) => total + Number(digit) * (10 - index),
    0,
  );
  const remainder = sum % 11;
  const expected = remainder < 2 ? remainder : 11 - remainder;
  if (expected !== Number(nationalId[9])) return { kind: 'wrong', reason: 'checksum' };
  return { kind: 'ok', nationalId };
}
