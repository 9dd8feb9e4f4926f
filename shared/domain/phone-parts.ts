import type { NoNumberReason } from './phone-number.ts';
import type { DigitsReading, KnownNumber, NumberPlan } from './phone-plan.ts';

/** The numbers in a field, in their order; `reason` says why there is none. */
export type Parts = { numbers: KnownNumber[]; extension?: string; reason: NoNumberReason };

type Group = { digits: string; before: string };

/**
 * Cuts a field into numbers. One number may be written in groups, with any signs between; two numbers may be parted
 * by the same signs. So the whole is read first, then the pieces between strong separators, then the shortest
 * beginnings that are numbers. A short rest is the end of a hunt range (22334455-7) or an extension (…,123).
 */
export function partsOf(field: string, plan: NumberPlan): Parts {
  const text = joinedThousands(plusInFront(wordsAsSigns(field)));
  if (/^[*#][0-9*#]+$/.test(text)) return { numbers: [], reason: 'short_code' };
  const groups = groupsOf(text);
  if (groups.length > MOST_GROUPS) return { numbers: [], reason: 'too_long' };
  const whole = readWhole(groups, plan);
  if (whole.kind === 'number') return { numbers: [whole.number], reason: 'ambiguous' };
  const scanned = scan(groups, plan);
  return { ...scanned, reason: whole.reason };
}

const MOST_GROUPS = 120;

function readWhole(groups: readonly Group[], plan: NumberPlan): DigitsReading {
  if (groups.slice(1).some((group) => group.digits.startsWith('+')))
    return { kind: 'none', reason: 'ambiguous' };
  const [first, second] = groups;
  const last = groups.at(-1);
  // Two or more pieces of which the first is whole and the last a hunt range are not one longer number.
  if (first && second && last && isHuntShaped(groups, plan)) return { kind: 'none', reason: 'ambiguous' };
  const ordered = plan.inOrder(groups.map((group) => group.digits));
  return plan.read(ordered.join(''));
}

function isHuntShaped(groups: readonly Group[], plan: NumberPlan): boolean {
  const last = groups.at(-1);
  if (!last || !/[-/~،,]/.test(last.before) || last.digits.length > 4 || groups[0]?.digits.length === 2)
    return false;
  const head = groups.slice(0, -1);
  const number = plan.read(head.map((group) => group.digits).join(''));
  return number.kind === 'number' && isRangeEnd(number.number.e164, last.digits);
}

/** «22334455-60»: the range ends at a number a little above the first one. */
function isRangeEnd(e164: string, end: string): boolean {
  const begin = Number(e164.slice(-end.length));
  return Number(end) > begin && Number(end) - begin < 200;
}

function scan(
  groups: readonly Group[],
  firstPlan: NumberPlan,
): { numbers: KnownNumber[]; extension?: string } {
  const numbers: KnownNumber[] = [];
  let plan = firstPlan;
  let extension: string | undefined;
  let start = 0;
  while (start < groups.length) {
    const found = firstNumber(groups, start, plan);
    if (found === null) {
      const rest = groups[start];
      const latest = numbers.at(-1);
      if (rest && latest && extension === undefined && isExtension(latest, rest)) extension = rest.digits;
      start += 1;
      continue;
    }
    numbers.push(found.number);
    plan = firstPlan.after(found.number);
    start = found.next;
  }
  return extension === undefined || numbers.length !== 1 ? { numbers } : { numbers, extension };
}

/** What follows a number: with a comma it is dialled after it; otherwise only where it cannot end a hunt range. */
function isExtension(number: KnownNumber, rest: Group): boolean {
  if (!/^[0-9]{1,6}$/.test(rest.digits)) return false;
  if (/^\s*[,;(]/.test(rest.before) && !/\s*و/.test(rest.before)) return true;
  return rest.digits.length >= 3 && /[-/،(]/.test(rest.before) && !isRangeEnd(number.e164, rest.digits);
}

function firstNumber(
  groups: readonly Group[],
  start: number,
  plan: NumberPlan,
): { number: KnownNumber; next: number } | null {
  const turned = turnedNumber(groups, start, plan);
  if (turned) return turned;
  let digits = '';
  let strongest: { number: KnownNumber; next: number } | null = null;
  for (let end = start; end < groups.length; end += 1) {
    const group = groups[end];
    if (!group || (end > start && (group.digits.startsWith('+') || isStrong(group.before)))) break;
    digits += group.digits;
    if (digits.length > 20) break;
    const reading = plan.read(digits);
    if (reading.kind !== 'number') continue;
    strongest = { number: reading.number, next: end + 1 };
    // A longer reading is better only where the next group carries on the number, as blanks inside a +number do.
    if (!digits.startsWith('+')) break;
  }
  return strongest;
}

/** Right-to-left text shows «۰۹۱۲ ۱۲۳ ۴۵۶۷» turned round: two to four groups of eleven digits, the prefix last. */
function turnedNumber(
  groups: readonly Group[],
  start: number,
  plan: NumberPlan,
): { number: KnownNumber; next: number } | null {
  for (let count = 2; count <= 4 && start + count <= groups.length; count += 1) {
    const digits = groups.slice(start, start + count).map((group) => group.digits);
    if (groups.slice(start + 1, start + count).some((group) => isStrong(group.before))) return null;
    const ordered = plan.inOrder(digits);
    if (ordered === digits) continue;
    const reading = plan.read(ordered.join(''));
    if (reading.kind === 'number') return { number: reading.number, next: start + count };
  }
  return null;
}

function isStrong(before: string): boolean {
  return /[\n\r\t,،؛;|&\p{L}]|\s[-/]\s/u.test(before);
}

/** «و», «یا», "and", "or" and «تا» part numbers as signs do. */
function wordsAsSigns(text: string): string {
  return text
    .replace(/(?<=[0-9)\s])(?:تا|الی|to|until)(?=[\s0-9])/gi, '~')
    .replace(/(?<=[0-9)\s])(?:و|یا|and|or)(?=[\s0-9+(])/gi, '&');
}

/** «912 123 4567 98+» and «989121234567+»: right-to-left text carries the plus to the other end. */
function plusInFront(text: string): string {
  const moved =
    /^([^+]*?)[\s(-]*(?<![0-9])(98)\s*\+\s*\)?$/.exec(text) ?? /^([^+]*?)[\s(-]*\+\s*(98)\s*\)?$/.exec(text);
  if (moved && /[0-9]{2}/.test(moved[1] ?? '')) return `+98 ${moved[1] ?? ''}`;
  const trailing = /^([^+]*[0-9])\s*\+$/.exec(text);
  return trailing ? `+${trailing[1] ?? ''}` : text;
}

/** 9,121,234,567 is one number that a spreadsheet grouped. */
function joinedThousands(text: string): string {
  return /^[0-9]{1,3}([,٬،])[0-9]{3}(?:\1[0-9]{3}){1,3}$/.test(text) ? text.replace(/[,٬،]/g, '') : text;
}

function groupsOf(text: string): Group[] {
  const groups: Group[] = [];
  // "(0)" after a country code is dialled only inside that country.
  const bare = text.replace(/(?<=\+\s?[0-9]{1,3}\s?)\(0\)/g, ' ');
  let end = 0;
  for (const match of bare.matchAll(/(\+[\s(]*)?[0-9]+/g)) {
    groups.push({ digits: match[0].replace(/[\s(]/g, ''), before: bare.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return groups;
}
