import { expect, it } from 'vitest';
import { fromWrongLayout } from '#shared/domain/keyboard-layout.ts';

it.each([
  ['ugd', 'علی'],
  ['vqh', 'رضا'],
  ["'g", 'گل'],
  ['HvhN', 'آراأ'],
  ['شمه', 'ali'],
  ['سشقش', 'sara'],
])('takes %s for %s', (typed, meant) => {
  expect(fromWrongLayout(typed)).toBe(meant);
});
