export type SizeLimit = { readonly bytes: number; readonly values: number; readonly depth: number };

/**
 * Whether a value that came from outside is small enough to be looked at closer. Walks without recursion and
 * stops at the first limit passed, so that neither a deep nor a wide value costs more than its limit.
 * Strings count two bytes a letter.
 */
export function isWithin(value: unknown, limit: SizeLimit): boolean {
  let bytes = 0;
  let values = 0;
  const waiting: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    values += 1;
    if (values > limit.values || next.depth > limit.depth) return false;
    const { value: current, depth } = next;
    if (typeof current === 'string') bytes += current.length * 2;
    else if (typeof current !== 'object' || current === null) bytes += 8;
    else if (ArrayBuffer.isView(current) || current instanceof ArrayBuffer) bytes += current.byteLength;
    else {
      const keys = Object.keys(current);
      if (values + keys.length > limit.values) return false;
      for (const key of keys) {
        if (!Array.isArray(current)) bytes += key.length * 2;
        waiting.push({ value: (current as Record<string, unknown>)[key], depth: depth + 1 });
      }
    }
    if (bytes > limit.bytes) return false;
  }
  return true;
}
