import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract, events } from '#shared/contract/contract.ts';
import { query } from '#shared/contract/method.ts';
import { contractVersion } from '../../../electron/core/contract-version.ts';

const method = (input: z.ZodType, output: z.ZodType = z.object({})) =>
  query({ lane: 'live', role: 'agent', input, output });
const base = {
  'a.read': method(z.object({ id: z.int(), name: z.string() })),
  'b.read': method(z.object({})),
};
const told = { 'a.changed': z.object({ id: z.int() }) };
const version = contractVersion(base, told);

describe('the version of a contract', () => {
  it('is short, and the same each time', () => {
    expect(contractVersion(contract, events)).toMatch(/^[\w-]{16}$/);
    expect(contractVersion(contract, events)).toBe(contractVersion(contract, events));
  });

  it('does not depend on the order in which things are written', () => {
    const turned = {
      'b.read': method(z.object({})),
      'a.read': method(z.object({ name: z.string(), id: z.int() })),
    };
    expect(contractVersion(turned, told)).toBe(version);
  });

  it.each([
    ['a method more', { ...base, 'c.read': method(z.object({})) }, told],
    ['a field less', { ...base, 'a.read': method(z.object({ id: z.int() })) }, told],
    ['another type', { ...base, 'a.read': method(z.object({ id: z.string(), name: z.string() })) }, told],
    [
      'another limit',
      { ...base, 'a.read': method(z.object({ id: z.int(), name: z.string().max(5) })) },
      told,
    ],
    ['another answer', { ...base, 'b.read': method(z.object({}), z.object({ n: z.int() })) }, told],
    ['another role', { ...base, 'b.read': { ...base['b.read'], role: 'supervisor' as const } }, told],
    ['another event body', base, { 'a.changed': z.object({ id: z.string() }) }],
    ['an event less', base, {}],
  ])('is another with %s', (_what, methods, events) => {
    expect(contractVersion(methods, events)).not.toBe(version);
  });
});
