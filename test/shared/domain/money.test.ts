import { describe, expect, it } from 'vitest';
import { formatAmount, readAmount } from '#shared/domain/money.ts';

describe('money', () => {
  it('is shown in toman, grouped, with its unit', () => {
    expect(formatAmount({ value: 125_000_000, unit: 'IRR' }, 'fa')).toBe('۱۲٬۵۰۰٬۰۰۰ تومان');
    expect(formatAmount({ value: 125_000_005n, unit: 'IRR' }, 'en')).toBe('12,500,000.5 toman');
    expect(formatAmount({ value: 300, unit: 'EUR' }, 'en')).toBe('300 EUR');
  });

  it.each([
    ['۱۲٬۵۰۰٬۰۰۰ تومان', 125_000_000],
    ['12,500,000 rials', 12_500_000],
    ['۲ میلیون و ۵۰۰ هزار تومان', 25_000_000],
    ['۱٫۵ میلیون تومن', 15_000_000],
  ])('reads %s', (text, rials) => {
    expect(readAmount(text)).toEqual({ kind: 'ok', rials });
  });

  it('asks for the unit of a bare number, and refuses words', () => {
    expect(readAmount('500')).toEqual({ kind: 'wrong', reason: 'no_unit' });
    expect(readAmount('500', 'toman')).toEqual({ kind: 'ok', rials: 5_000 });
    expect(readAmount('زیاد تومان')).toEqual({ kind: 'wrong', reason: 'not_a_number' });
  });
});
