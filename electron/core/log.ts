import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from './feature.ts';

const largest = 1_000_000;

/**
 * One JSON object a line, in the data folder: for whoever is asked to help. Codes, counts and places only; the
 * callers of `Log` keep names, numbers and notes out (design.md, section 9). One older file is kept.
 */
export function makeFileLog(folder: string, now: () => number): Log {
  const file = join(folder, 'ashena.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });

  return (level, code, facts = {}) => {
    const line = `${JSON.stringify({ at: new Date(now()).toISOString(), level, code, ...facts })}\n`;
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(file, `${file}.1`);
      appendFileSync(file, line, { mode: 0o600 });
    } catch {
      // A full disk must not take the call with it; standard error is the last place left.
      process.stderr.write(line);
    }
  };
}
