import { foldDigits } from '#shared/domain/persian-text.ts';

/** What a command needs of the process that runs it. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly complain: (sentence: string) => void;
  /** Runs when the user wants to end it (Ctrl+C). */
  readonly onInterrupt: (end: () => void) => void;
};

/** What a command ends with; `badUsage` is EX_USAGE of sysexits.h. */
export const exitCodes = { fine: 0, failed: 1, unreachable: 2, badUsage: 64 } as const;

/** The command was typed wrongly: the sentence and the command's usage are shown. */
export class BadUsage extends Error {}

/** A number as people type it, in any digits; within bounds, or BadUsage. */
export function readNumber(
  option: string,
  typed: string | undefined,
  least: number,
  most: number,
): number | null {
  if (typed === undefined) return null;
  const text = foldDigits(typed).trim();
  const value = text === '' ? Number.NaN : Number(text);
  if (!(value >= least && value <= most))
    throw new BadUsage(`${option} takes a number from ${least} to ${most}`);
  return value;
}

export function readInteger(
  option: string,
  typed: string | undefined,
  least: number,
  most: number,
): number | null {
  const value = readNumber(option, typed, least, most);
  if (value !== null && !Number.isInteger(value)) throw new BadUsage(`${option} takes a whole number`);
  return value;
}

/** One of a closed list of words. */
export function readWord<W extends string>(
  option: string,
  typed: string | undefined,
  words: readonly W[],
  usual: W,
): W {
  if (typed === undefined) return usual;
  const found = words.find((word) => word === typed);
  if (found === undefined) throw new BadUsage(`${option} is one of ${words.join(', ')}`);
  return found;
}
