import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile, syncFolder, writeOwnerOnlyFile } from './owner-only-file.ts';

/** `ashena.store.json`: written when the store is complete, so that a wrong key can be told from damage. */
const storeNote = z.object({ format: z.literal(1), fingerprint: z.string(), createdAt: z.int() });
export type StoreNote = z.infer<typeof storeNote>;

export function storePath(folder: string): string {
  return join(folder, 'ashena.db');
}

function notePath(folder: string): string {
  return join(folder, 'ashena.store.json');
}

export function readStoreNote(folder: string): StoreNote | null {
  const parsed = storeNote.safeParse(readJsonFile(notePath(folder)));
  return parsed.success ? parsed.data : null;
}

export function writeStoreNote(folder: string, fingerprint: string, createdAt: number): void {
  const note: StoreNote = { format: 1, fingerprint, createdAt };
  writeOwnerOnlyFile(notePath(folder), `${JSON.stringify(note, null, 2)}\n`);
}

/** Whether a store stands here, whole or not: then no key is made, and nothing is written over. */
export function storeExists(folder: string): boolean {
  return existsSync(notePath(folder)) || storeSize(folder) > 0;
}

export function storeSize(folder: string): number {
  return statSync(storePath(folder), { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Sets the store aside by renaming, only when the user chose it: the store, what belongs to it, and the note of its
 * key's fingerprint. Nothing is deleted; the key file stays, it may be the key of the store set aside.
 * Answers the new names.
 */
export function setAside(folder: string, now: number): string[] {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const renamed: string[] = [];
  // the write-ahead log first: a store without its log is older than it was, a log beside a new store is refused
  for (const file of [
    `${storePath(folder)}-wal`,
    `${storePath(folder)}-shm`,
    storePath(folder),
    notePath(folder),
  ]) {
    if (!existsSync(file)) continue;
    const aside = asideName(file, stamp);
    renameSync(file, aside);
    renamed.push(aside);
  }
  syncFolder(folder);
  return renamed;
}

/** `ashena.db-wal` → `ashena.set-aside-<stamp>.db-wal`, so that SQLite still finds the log of the store. */
function asideName(file: string, stamp: string): string {
  const base = file.replace(/\.(db(-wal|-shm)?|store\.json)$/, `.set-aside-${stamp}.$1`);
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : base.replace('.set-aside-', `.set-aside-${n}-`);
    if (!existsSync(name)) return name;
  }
}
