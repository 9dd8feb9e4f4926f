import type { LineProfile } from '#shared/domain/phone-number.ts';
import type { Reader } from '../db/connection.ts';

/** Tehran, as everywhere in Ashena until the branch says where it is. */
const usualAreaCode = '21';

/**
 * How a file's numbers are read. An area code of null is the branch's own (setting `branch/areaCode`); an empty one
 * is none: local numbers are ambiguous then, and told as such.
 */
export function lineOf(reader: Reader, country: string, areaCode: string | null): LineProfile {
  return usualLine(country, areaCode ?? branchAreaCode(reader));
}

/** The same where there is no store yet. */
export function usualLine(country: string, areaCode: string | null): LineProfile {
  const code = areaCode ?? usualAreaCode;
  return code === '' ? { country } : { country, areaCode: code };
}

function branchAreaCode(reader: Reader): string {
  const text = reader.value<string>("SELECT value FROM setting WHERE key = 'branch/areaCode'").get();
  const value: unknown = text === undefined ? null : JSON.parse(text);
  return typeof value === 'string' && /^\d{0,4}$/.test(value) ? value : usualAreaCode;
}
