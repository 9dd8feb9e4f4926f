import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { openWriter, pageSize } from '../../electron/core/db/connection.ts';
import { keyFilePath, readKeyFile } from '../../electron/core/db/key-file.ts';
import { storePath } from '../../electron/core/db/store-file.ts';
import { generateSample } from '../../electron/core/sample/generate-sample.ts';

/** A store with invented people, made once for a number of customers and kept in `out/bench`. */
export type BenchStore = {
  readonly customers: number;
  readonly folder: string;
  readonly file: string;
  readonly key: Uint8Array;
  /** UTC ms: ten o'clock of the day on which all its histories end. Cards are read at this moment. */
  readonly now: number;
  /** A copy that may be written: its folder is made anew. `close` takes it away. */
  copy(name: string): WorkingCopy;
  /** The same rows in a file that is not encrypted, made once: for measuring what encryption costs. */
  plainFile(): string;
};

export type WorkingCopy = { readonly folder: string; readonly file: string; remove(): void };

const seed = 20_250_101;
const root = join(import.meta.dirname, '../..');
const madeNote = z.object({ now: z.int() });

/** @param say progress, for a person who waits */
export async function openBenchStore(customers: number, say: (text: string) => void): Promise<BenchStore> {
  const folder = join(root, 'out/bench', `${customers}-${sourceHash()}`);
  const notePath = join(folder, 'made.json');
  if (!existsSync(notePath)) await make(customers, folder, notePath, say);
  const { now } = madeNote.parse(JSON.parse(readFileSync(notePath, 'utf8')));
  const key = readKeyFile(folder);
  if (key.state !== 'key') throw new Error('the bench store has lost its key');
  const file = storePath(folder);

  return {
    customers,
    folder,
    file,
    key: key.key,
    now,
    copy(name) {
      const copy = join(folder, `copy-${name}`);
      rmSync(copy, { recursive: true, force: true });
      mkdirSync(copy, { mode: 0o700 });
      for (const one of [file, keyFilePath(folder)]) copyFile(one, join(copy, basename(one)));
      return {
        folder: copy,
        file: storePath(copy),
        remove: () => rmSync(copy, { recursive: true, force: true }),
      };
    },
    plainFile() {
      const plain = join(folder, 'plain.db');
      if (!existsSync(plain)) makePlain(file, key.key, plain, say);
      return plain;
    },
  };
}

/**
 * Where the file system can share blocks this takes no time and no room. Ends when the copy is on the disk: what is
 * still on its way there would be measured with the first writes.
 */
export function copyFile(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  const copy = openSync(to, 'r+');
  fsyncSync(copy);
  closeSync(copy);
}

async function make(
  customers: number,
  folder: string,
  notePath: string,
  say: (text: string) => void,
): Promise<void> {
  const now = tenOClockToday();
  const began = Date.now();
  let told = began;
  rmSync(folder, { recursive: true, force: true });
  say(`making a store of ${customers} customers`);
  const result = await generateSample({
    folder,
    customers,
    language: 'fa',
    seed,
    now,
    onProgress(done, of) {
      if (Date.now() - told < 5_000) return;
      told = Date.now();
      say(`  ${Math.round((100 * done) / of)} % of the customers`);
    },
  });
  if (result.state !== 'made') throw new Error(`the bench store was not made: ${result.state}`);
  writeFileSync(notePath, JSON.stringify({ now, rows: result.rows }));
  say(`  made in ${Math.round((Date.now() - began) / 1000)} s: ${JSON.stringify(result.rows)}`);
}

function makePlain(file: string, key: Uint8Array, plain: string, say: (text: string) => void): void {
  say('making the copy that is not encrypted');
  const making = `${plain}.making`;
  rmSync(making, { force: true });
  copyFile(file, making);
  const writer = openWriter({ file: making, key });
  // page for page the same tree: only the encryption differs
  writer.script(`PRAGMA journal_mode = DELETE; PRAGMA rekey = ''; PRAGMA journal_mode = WAL`);
  writer.close();
  renameSync(making, plain);
}

/** What decides on the rows and on how they lie in the file: another of it is another store. */
function sourceHash(): string {
  const hash = createHash('sha256').update(`${pageSize} ${seed}`);
  const sources = globSync('electron/core/{db/migrations,sample}/*.ts', { cwd: root }).sort();
  for (const source of [...sources, 'electron/core/db/digest.ts']) {
    hash.update(source).update(readFileSync(join(root, source)));
  }
  return hash.digest('hex').slice(0, 10);
}

function tenOClockToday(): number {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate(), 10).getTime();
}
