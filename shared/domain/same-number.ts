/**
 * Whether two numbers, as lines send them, are one number written in two ways (`+98912…`, `0912…`, `9912…` with
 * an outside digit). Only for telling "the same party, told again" from "another party": it never identifies a
 * customer, `readPhone` does. Eight last digits are the length of an Iranian landline without its area code.
 */
export function sameNumber(a: string | null, b: string | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const [left, right] = [digitsOf(a), digitsOf(b)];
  if (left.length < 8 || right.length < 8) return left.length > 0 && left === right;
  return left.endsWith(right.slice(-8));
}

function digitsOf(text: string): string {
  return text.replace(/[^0-9]/gu, '');
}
