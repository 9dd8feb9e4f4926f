import { expect, it } from 'vitest';
import { formatPhone } from '#shared/domain/phone-format.ts';

it.each([
  ['+989121234567', '0912 123 4567', '۰۹۱۲ ۱۲۳ ۴۵۶۷'],
  ['+982122334455', '021 2233 4455', '۰۲۱ ۲۲۳۳ ۴۴۵۵'],
  ['+14155552671', '+1 415 555 2671', '+۱ ۴۱۵ ۵۵۵ ۲۶۷۱'],
  ['101', '101', '۱۰۱'],
  ['anonymous', 'anonymous', 'anonymous'],
])('shows %s as %s', (number, en, fa) => {
  expect(formatPhone(number, 'en')).toBe(en);
  expect(formatPhone(number, 'fa')).toBe(fa);
});
