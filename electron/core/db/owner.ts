import Database from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeOwnerOnlyFolder, readJsonFile, writeOwnerOnlyFile } from './owner-only-file.ts';
import { storeErrorCode } from './store-error.ts';

/** How a running Ashena is reached by commands of the same user: `run.json`, owner-only. */
const run = z.object({
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  secret: z.string().min(1),
});
export type Run = z.infer<typeof run>;

export type Ownership =
  | {
      readonly state: 'owner';
      /** Tells commands how to reach this process. */
      publish(run: { readonly port: number; readonly secret: string }): void;
      /** Takes `run.json` away and gives the folder back. */
      release(): void;
    }
  | { readonly state: 'in_use' };

/**
 * Makes this process the one owner of a data folder, for as long as it lives. The lock is an exclusive transaction
 * on a file of its own: the system lets go of it when the process ends, however it ends, so there is no stale lock
 * to clear and no process number to mistake for another's.
 */
export function takeOwnership(folder: string): Ownership {
  makeOwnerOnlyFolder(folder);
  const lock = tryLock(folder, 1000);
  if (lock === null) return { state: 'in_use' };
  rmSync(runPath(folder), { force: true });
  return {
    state: 'owner',
    publish({ port, secret }) {
      writeOwnerOnlyFile(runPath(folder), `${JSON.stringify({ pid: process.pid, port, secret })}\n`);
    },
    release() {
      rmSync(runPath(folder), { force: true });
      lock.close();
    },
  };
}

/** How the owner of this folder is reached, or null where nobody owns it or it is not to be reached yet. */
export function readRun(folder: string): Run | null {
  const parsed = run.safeParse(readJsonFile(runPath(folder)));
  if (!parsed.success) return null;
  // what a killed owner left behind: nobody holds the lock
  const lock = tryLock(folder, 0);
  lock?.close();
  return lock === null ? parsed.data : null;
}

function runPath(folder: string): string {
  return join(folder, 'run.json');
}

function tryLock(folder: string, patienceMs: number): Database.Database | null {
  const lock = new Database(join(folder, 'lock.db'), { timeout: patienceMs });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (storeErrorCode(error) === 'SQLITE_BUSY') return null;
    throw error;
  }
}
