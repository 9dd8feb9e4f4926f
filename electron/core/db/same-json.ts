import type { Json } from './tables.ts';

/** Equal as the store would hold them; absent is null. Objects are compared by their text: we write them ourselves. */
export function sameJson(first: Json | undefined, second: Json | undefined): boolean {
  if (first === second) return true;
  if (!isObject(first) && !isObject(second)) return (first ?? null) === (second ?? null);
  return JSON.stringify(first ?? null) === JSON.stringify(second ?? null);
}

function isObject(value: Json | undefined): boolean {
  return typeof value === 'object' && value !== null;
}
