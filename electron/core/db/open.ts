import { randomBytes } from 'node:crypto';
import { storeErrorCode } from './store-error.ts';
import { openWriter, type Writer } from './connection.ts';
import { readKeyFile, fingerprintOf, writeKeyFile } from './key-file.ts';
import { migrate, type MigrateTools } from './migrate.ts';
import { makeOwnerOnlyFolder } from './owner-only-file.ts';
import { readStoreNote, storeExists, storePath, storeSize, writeStoreNote } from './store-file.ts';

/** Where the key comes from: the folder's key file, or given (a copy being looked at, a keychain's answer). */
export type KeySource = { readonly from: 'file' } | { readonly from: 'given'; readonly key: Uint8Array };

export type OpenStore = {
  readonly state: 'open';
  readonly writer: Writer;
  /** For the other lanes: `openReader({file, key})`. */
  readonly file: string;
  readonly key: Uint8Array;
  readonly created: boolean;
};

export type StoreOpening =
  | OpenStore
  | { readonly state: 'wrong_key' }
  | { readonly state: 'no_key' }
  | { readonly state: 'damaged'; readonly reason: DamageReason }
  | { readonly state: 'newer'; readonly version: number };

export type DamageReason =
  /** The store's note is there and the store is not, or it is empty. */
  | 'missing'
  /** The key is the right one, and the first page cannot be read with it. */
  | 'first_page'
  /** It opens, and its schema or its own row cannot be read. */
  | 'content';

export type OpenTools = {
  readonly now: () => number;
  readonly cacheMb?: number;
  readonly migrations?: NonNullable<MigrateTools['migrations']>;
  readonly randomBytes?: (size: number) => Uint8Array;
};

/**
 * Opens the store of a data folder for writing, brought to the newest schema; makes key and store where neither is
 * there. Wrong key, no key and a damaged first page look alike to SQLite: the fingerprint beside the store tells
 * them apart. A store that does not open is never moved, and no key is made while a store stands in the folder.
 * Throws on what no user can mend by choosing: a full disk, a folder that may not be read.
 */
export function openStore(folder: string, source: KeySource, tools: OpenTools): StoreOpening {
  makeOwnerOnlyFolder(folder);
  const random = tools.randomBytes ?? randomBytes;
  const exists = storeExists(folder);
  const key = keyFor(folder, source, exists, random);
  if (key === null) return { state: 'no_key' };
  const note = readStoreNote(folder);
  const rightKey = note === null ? null : note.fingerprint === fingerprintOf(key);
  if (note !== null && storeSize(folder) === 0) return { state: 'damaged', reason: 'missing' };
  const opened = openWith(folder, key, tools, random);
  if (opened.state === 'unreadable') {
    return rightKey === true ? { state: 'damaged', reason: 'first_page' } : { state: 'wrong_key' };
  }
  if (opened.state !== 'open') return opened;
  if (rightKey !== true) writeStoreNote(folder, fingerprintOf(key), tools.now());
  return { state: 'open', writer: opened.writer, file: storePath(folder), key, created: !exists };
}

function keyFor(
  folder: string,
  source: KeySource,
  exists: boolean,
  random: (size: number) => Uint8Array,
): Uint8Array | null {
  if (source.from === 'given') return source.key;
  const reading = readKeyFile(folder);
  if (reading.state === 'key') return reading.key;
  // a key file that cannot be read is not written over: it may hold the key of a copy
  if (exists || reading.reason !== 'missing') return null;
  writeKeyFile(folder, random(32));
  const made = readKeyFile(folder);
  return made.state === 'key' ? made.key : null;
}

type Opened =
  | { state: 'open'; writer: Writer }
  | { state: 'unreadable' }
  | { state: 'damaged'; reason: DamageReason }
  | { state: 'newer'; version: number };

function openWith(
  folder: string,
  key: Uint8Array,
  tools: OpenTools,
  random: (size: number) => Uint8Array,
): Opened {
  let writer: Writer | null = null;
  try {
    writer = openWriter({
      file: storePath(folder),
      key,
      ...(tools.cacheMb === undefined ? {} : { cacheMb: tools.cacheMb }),
    });
    const migrated = migrate(writer, {
      folder,
      ...(tools.migrations === undefined ? {} : { migrations: tools.migrations }),
    });
    if (migrated.state === 'current') {
      ensureNode(writer, random);
      return { state: 'open', writer };
    }
    writer.close();
    return migrated;
  } catch (error) {
    writer?.close();
    const code = storeErrorCode(error);
    if (code === 'SQLITE_NOTADB') return { state: 'unreadable' };
    if (code?.startsWith('SQLITE_CORRUPT') === true) return { state: 'damaged', reason: 'content' };
    throw error;
  }
}

/** The one row that says which node this is. A random number of 12 bits; a hub may give another when joined. */
function ensureNode(writer: Writer, random: (size: number) => Uint8Array): void {
  writer.transaction(() => {
    if (writer.value('SELECT 1 FROM node').get() !== undefined) return;
    const bytes = Buffer.from(random(18));
    const number = bytes.readUInt16BE(0) % 4096;
    const incarnation = bytes.subarray(2).toString('hex');
    writer.command('INSERT INTO node (only, number, incarnation) VALUES (1, ?, ?)').run(number, incarnation);
  });
}
