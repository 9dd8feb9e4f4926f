import { expect, it } from 'vitest';
import { readSpreadsheetDate } from '#shared/domain/spreadsheet-date.ts';

const day = Date.parse('2026-11-22T00:00+03:30');

it.each([
  '1405/09/01',
  '۱/۹/۱۴۰۵',
  '۱۴۰۵-۰۹-۰۱',
  '14050901',
  '2026-11-22',
  '22/11/2026',
  '11/22/2026',
  '46348',
])('reads %s as one day', (text) => {
  expect(readSpreadsheetDate(text, 'Asia/Tehran')).toMatchObject({ kind: 'ok', at: day });
});

it('reads the time beside a date', () => {
  expect(readSpreadsheetDate('1405/9/1 16:30', 'Asia/Tehran')).toMatchObject({ at: day + 16.5 * 3_600_000 });
});

it.each([
  ['03/04/2026', 'ambiguous'],
  ['05/09/01', 'ambiguous'],
  ['1404/12/30', 'no_such_day'],
  ['2026-02-30', 'no_such_day'],
  ['soon', 'not_a_date'],
  [' ', 'empty'],
])('refuses %s: %s', (text, reason) => {
  expect(readSpreadsheetDate(text, 'Asia/Tehran')).toEqual({ kind: 'wrong', reason });
});
