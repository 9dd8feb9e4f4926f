import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeOwnerOnlyFile } from './owner-only-file.ts';

/**
 * `ashena.key.json`: the store's key in one or more wrappings. `file` is the bare key in an owner-only file; the
 * keychain and a recovery phrase are wrappings of later versions, and a version that does not know one keeps it.
 */
const wrapping = z.looseObject({ kind: z.string() });
const fileWrapping = z.object({ kind: z.literal('file'), key: z.string().regex(/^[0-9a-f]{64}$/) });
const keyFile = z.looseObject({
  version: z.int().positive(),
  fingerprint: z.string(),
  wrappings: z.array(wrapping),
});
type KeyFile = z.infer<typeof keyFile>;

export type KeyReading =
  | { readonly state: 'key'; readonly key: Buffer; readonly fingerprint: string }
  /** No key file, or none of its wrappings can be opened here. */
  | { readonly state: 'no_key'; readonly reason: 'missing' | 'unreadable' | 'unknown_wrapping' };

const keyFileVersion = 1;

export function keyFilePath(folder: string): string {
  return join(folder, 'ashena.key.json');
}

export function readKeyFile(folder: string): KeyReading {
  const json = readJsonFile(keyFilePath(folder));
  if (json === undefined) return { state: 'no_key', reason: 'missing' };
  const parsed = keyFile.safeParse(json);
  if (!parsed.success) return { state: 'no_key', reason: 'unreadable' };
  const found = parsed.data.wrappings
    .map((each) => fileWrapping.safeParse(each))
    .find((each) => each.success);
  if (found?.data === undefined) return { state: 'no_key', reason: 'unknown_wrapping' };
  const key = Buffer.from(found.data.key, 'hex');
  return { state: 'key', key, fingerprint: fingerprintOf(key) };
}

/** Writes the key in its `file` wrapping, beside wrappings of other kinds that are already there for this key. */
export function writeKeyFile(folder: string, key: Uint8Array): void {
  const fingerprint = fingerprintOf(key);
  const known = keyFile.safeParse(readJsonFile(keyFilePath(folder)));
  const kept: KeyFile =
    known.success && known.data.fingerprint === fingerprint
      ? known.data
      : { version: keyFileVersion, fingerprint, wrappings: [] };
  const written: KeyFile = {
    ...kept,
    wrappings: [
      ...kept.wrappings.filter((each) => each.kind !== 'file'),
      { kind: 'file', key: Buffer.from(key).toString('hex') },
    ],
  };
  writeOwnerOnlyFile(keyFilePath(folder), `${JSON.stringify(written, null, 2)}\n`);
}

/** Tells keys apart without telling anything of them: a keyed hash of a fixed text. */
export function fingerprintOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('ashena store key').digest('hex').slice(0, 32);
}
