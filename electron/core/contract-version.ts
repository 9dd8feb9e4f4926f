import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Method } from '#shared/contract/method.ts';

/**
 * A short hash of every method's and event's schema. Core and renderer are built apart and may meet in
 * different versions (a tab left open over an update): the same hash means that they mean the same.
 */
export function contractVersion(
  contract: { readonly [name: string]: Method },
  events: { readonly [name: string]: z.ZodType },
): string {
  const methods = Object.entries(contract).map(([name, { kind, lane, role, input, output }]) => [
    name,
    { kind, lane, role, input: schemaOf(input, 'input'), output: schemaOf(output, 'output') },
  ]);
  const told = Object.entries(events).map(([name, body]) => [name, schemaOf(body, 'output')]);
  const text = stableJson({ methods: Object.fromEntries(methods), events: Object.fromEntries(told) });
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}

/** Keys, and the lists of required keys, in order: the place of a line in a file changes nothing. */
function stableJson(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'required' && Array.isArray(part)) return part.map(String).sort();
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
