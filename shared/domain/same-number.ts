/**
 * Whether two numbers, as lines send them, are one number written in two ways (`+98912…`, `0912…`, `90912…` with
 * an outside digit). Only for telling "the same party, told again" from "another party": it never identifies a
 * customer, `readPhone` does.
 */
export function sameNumber(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const [left, right] = [significantDigits(a), significantDigits(b)];
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
  // Eight digits are an Iranian landline without its area code, ten a whole number without its prefixes.
  if (shorter.length < 8) return shorter !== '' && shorter === longer;
  return longer.endsWith(shorter.slice(-Math.max(8, Math.min(shorter.length, 10))));
}

function significantDigits(text: string): string {
  return text.replace(/[^0-9]/gu, '').replace(/^0+/u, '');
}
