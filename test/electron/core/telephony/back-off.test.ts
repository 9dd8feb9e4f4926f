import { expect, test } from 'vitest';
import { backOff } from '../../../../electron/core/telephony/back-off.ts';

test('pauses double from a second to a minute, and chance takes off at most half', () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8, 1_000].map((attempt) => backOff(attempt, () => 0));
  expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(backOff(7, () => 0.999_999)).toBe(30_000);
});
