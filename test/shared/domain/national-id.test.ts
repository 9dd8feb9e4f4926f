import { expect, it } from 'vitest';
import { readNationalId } from '#shared/domain/national-id.ts';

it.each([
  ['0013542419', { kind: 'ok', nationalId: '0013542419' }],
  ['13542419', { kind: 'ok', nationalId: '0013542419' }],
  ['۰۰۱-۳۵۴۲۴۱-۹', { kind: 'ok', nationalId: '0013542419' }],
  ['0013542418', { kind: 'wrong', reason: 'checksum' }],
  ['1111111111', { kind: 'wrong', reason: 'repeated' }],
  ['1234567', { kind: 'wrong', reason: 'length' }],
  ['abc', { kind: 'wrong', reason: 'not_digits' }],
])('reads the national id %s', (raw, expected) => {
  expect(readNationalId(raw)).toEqual(expected);
});
