import { cleanNumber, cleanText, textLimits } from '#shared/domain/line-event.ts';
import type { AmiFields } from './ami-parser.ts';

// What servers and trunks send where there is nothing to say. All of these came from real ones.
const nothing = new Set([
  '',
  '<unknown>',
  'unknown',
  'anonymous',
  'unavailable',
  'restricted',
  'private',
  'withheld',
]);

/** A number as the trunk sent it, or null when there is none. */
export function numberIn(fields: AmiFields, key: string): string | null {
  return cleanNumber(fields.get(key) ?? '');
}

/** A caller's name (raw UTF-8, untrusted), or null when there is none. */
export function nameIn(fields: AmiFields, key: string): string | null {
  return meaningful(fields.get(key), textLimits.name);
}

/** What was dialled; the dialplan's letters (`s`, `h`, `i`, `t`) are places in it and no numbers. */
export function dialledIn(fields: AmiFields, key: string): string | null {
  const dialled = meaningful(fields.get(key), textLimits.number);
  return dialled === null || /^[a-z]$/iu.test(dialled) ? null : dialled;
}

/** A channel's name, Uniqueid or Linkedid; null when absent or too long to be one. */
export function idIn(fields: AmiFields, key: string): string | null {
  const id = fields.get(key);
  return id === undefined || id === '' || id === '<unknown>' || id.length > textLimits.id ? null : id;
}

export function integerIn(fields: AmiFields, key: string): number | null {
  const text = fields.get(key);
  return text !== undefined && /^\d{1,9}$/u.test(text) ? Number(text) : null;
}

function meaningful(raw: string | undefined, limit: number): string | null {
  const text = cleanText(raw ?? '', limit);
  return text === null || nothing.has(text.toLowerCase()) ? null : text;
}
