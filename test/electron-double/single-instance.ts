import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A single-instance lock as Electron's: answered at once, and a second process hands its arguments to the first.
 * The lock is a file with the owner's process number; one whose process is gone is taken over.
 */
export function lockFolder(folder: string, argv: string[], onSecond: (argv: string[]) => void): boolean {
  const lock = join(folder, 'double-lock');
  const handed = join(folder, 'double-handed');
  mkdirSync(handed, { recursive: true });
  if (isAlive(ownerOf(lock))) {
    writeFileSync(join(handed, `${process.pid}.json`), JSON.stringify(argv));
    return false;
  }
  writeFileSync(lock, String(process.pid));
  watch(handed, () => takeAll()).unref();
  return true;

  function takeAll(): void {
    for (const name of readdirSync(handed)) {
      const file = join(handed, name);
      const text = readFileSync(file, 'utf8');
      if (text === '') continue; // being written: the next change brings it
      rmSync(file);
      onSecond(JSON.parse(text) as string[]);
    }
  }
}

function ownerOf(lock: string): number | null {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
