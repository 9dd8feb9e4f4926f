import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeApply, type Apply } from '../../../../electron/core/db/apply.ts';
import type { Writer } from '../../../../electron/core/db/connection.ts';
import { openStore } from '../../../../electron/core/db/open.ts';
import { describeTables } from '../../../../electron/core/db/tables.ts';

/** A noon in Tehran; tests move it by hand. */
export const someNoon = Date.UTC(2026, 10, 22, 8, 30);

export type TestClock = { now: number };

export type TempStore = {
  readonly folder: string;
  readonly file: string;
  readonly key: Uint8Array;
  readonly writer: Writer;
  readonly apply: Apply;
  readonly clock: TestClock;
  remove(): void;
};

/** A real encrypted store in a folder of its own. */
export function makeTempStore(clock: TestClock = { now: someNoon }): TempStore {
  const folder = makeTempFolder();
  const opened = openStore(folder, { from: 'file' }, { now: () => clock.now });
  if (opened.state !== 'open') throw new Error(opened.state);
  return {
    folder,
    file: opened.file,
    key: opened.key,
    writer: opened.writer,
    apply: makeApply(opened.writer, { now: () => clock.now }),
    clock,
    remove() {
      opened.writer.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function makeTempFolder(): string {
  return mkdtempSync(join(tmpdir(), 'ashena-test-'));
}

/** Ids of clustered facts whose place is missing or wrong, and of places where nothing stands. None is right. */
export function wrongPlaces(writer: Writer): number[] {
  const facts = [...describeTables().values()]
    .filter((shape) => shape.clusteredBy !== null)
    .map((shape) => `SELECT id, ${String(shape.clusteredBy)} AS owner, at FROM "${shape.name}"`)
    .join(' UNION ALL ');
  const places = 'SELECT id, owner, at FROM place';
  return writer
    .value<number>(
      `SELECT id FROM (SELECT * FROM (${facts}) EXCEPT ${places})
       UNION SELECT id FROM (SELECT * FROM (${places}) EXCEPT SELECT * FROM (${facts}))`,
    )
    .all();
}
