import type { NoNumberReason } from './phone-number.ts';

export type KnownNumber = { e164: string; mobile: boolean };
export type DigitsReading =
  | { kind: 'number'; number: KnownNumber }
  | { kind: 'none'; reason: NoNumberReason };

/** How one country reads digits. Digits come as [0-9]+ with an optional leading +. */
export type NumberPlan = {
  read(digits: string): DigitsReading;
  /** The plan for numbers written after this one in the same field: «051-38123456 و 38123457». */
  after(number: KnownNumber): NumberPlan;
  /** Groups of digits in the order they are dialled: right-to-left text turns them round. */
  inOrder(groups: readonly string[]): readonly string[];
};
