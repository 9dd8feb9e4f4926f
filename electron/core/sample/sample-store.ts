import { closeSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { openReader, type Writer } from '../db/connection.ts';
import { keyFilePath, readKeyFile } from '../db/key-file.ts';
import { openStore } from '../db/open.ts';
import { makeOwnerOnlyFolder } from '../db/owner-only-file.ts';
import { storeExists, storePath } from '../db/store-file.ts';

/** What the sample store in a folder was made from. */
export type SampleMade = {
  readonly language: 'fa' | 'en';
  readonly seed: number;
  readonly customers: number;
  readonly today: number;
};

const sampleMade = z.object({
  language: z.enum(['fa', 'en']),
  seed: z.int(),
  customers: z.int(),
  today: z.int(),
});

export type FolderContent =
  | { readonly is: 'empty' }
  | { readonly is: 'sample'; readonly made: SampleMade }
  /** A store with real people, or one that cannot be read: never touched. */
  | { readonly is: 'other' };

/** Looks into a folder and changes nothing in it (SQLite may leave its empty `-wal` and `-shm` beside a store). */
export function lookIntoFolder(folder: string): FolderContent {
  if (!storeExists(folder)) return { is: 'empty' };
  const key = readKeyFile(folder);
  if (key.state !== 'key') return { is: 'other' };
  try {
    const reader = openReader({ file: storePath(folder), key: key.key, cacheMb: 1 });
    try {
      const text = reader.value<string>("SELECT value FROM setting WHERE key = 'branch/sampleMade'").get();
      const made = sampleMade.safeParse(text === undefined ? null : JSON.parse(text));
      return made.success ? { is: 'sample', made: made.data } : { is: 'other' };
    } finally {
      reader.close();
    }
  } catch {
    return { is: 'other' }; // what cannot be read is not ours to replace
  }
}

export type StoreUnderWay = {
  readonly writer: Writer;
  /** Makes the store safe on the disk and puts it in its place. */
  finish(): void;
  /** Takes everything away again. */
  abandon(): void;
};

/**
 * A new store that stands beside its place until it is whole, so that a crash leaves no half-made sample. With a
 * journal in memory and no flushes meanwhile: there is nothing in it yet that could be lost.
 */
export function beginStore(folder: string, now: () => number, cacheMb: number): StoreUnderWay {
  makeOwnerOnlyFolder(folder);
  const making = mkdtempSync(join(folder, 'making-'));
  const opened = openStore(making, { from: 'file' }, { now, cacheMb });
  if (opened.state !== 'open') throw new Error(`a new store did not open: ${opened.state}`);
  const { writer } = opened;
  writer.script('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE');
  return {
    writer,
    finish() {
      writer.script('PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      writer.close();
      flush(storePath(making));
      removeStore(folder);
      for (const file of [keyFilePath(making), storePath(making)])
        renameSync(file, join(folder, basename(file)));
      rmSync(making, { recursive: true, force: true });
    },
    abandon() {
      writer.close();
      rmSync(making, { recursive: true, force: true });
    },
  };
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** Store first, key last: in no order of crashes does a store stand under a key that is not its own. */
function removeStore(folder: string): void {
  const store = storePath(folder);
  const note = join(dirname(store), 'ashena.store.json');
  for (const file of [note, store, `${store}-wal`, `${store}-shm`, keyFilePath(folder)])
    rmSync(file, { force: true });
}
