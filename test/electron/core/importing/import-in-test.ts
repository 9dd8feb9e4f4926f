import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeApply } from '../../../../electron/core/db/apply.ts';
import type { Writer } from '../../../../electron/core/db/connection.ts';
import { openStore } from '../../../../electron/core/db/open.ts';
import { importFile, type ImportOptions } from '../../../../electron/core/importing/import-file.ts';

export const fixture = (name: string): string => join(import.meta.dirname, '../../../fixtures/csv', name);

export type ImportBench = {
  readonly folder: string;
  readonly writer: Writer;
  /** Imports a file of `fixtures/csv`, or text, from a copy in a folder of its own. */
  run(
    source: string | { readonly text: string | Buffer },
    more?: Partial<ImportOptions> & { readonly dryRun?: boolean },
  ): ReturnType<typeof importFile>;
  rows<T>(sql: string): T[];
};

/** An empty store in a temporary folder, ready to import into. */
export function makeImportBench(): ImportBench {
  const folder = mkdtempSync(join(tmpdir(), 'ashena-import-'));
  const opened = openStore(join(folder, 'store'), { from: 'file' }, { now: () => now });
  if (opened.state !== 'open') throw new Error(opened.state);
  const { writer } = opened;
  const apply = makeApply(writer, { now: () => now });
  onTestFinished(() => {
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  let made = 0;
  return {
    folder,
    writer,
    run(source, more = {}) {
      const path = join(folder, typeof source === 'string' ? basename(source) : `${made++}.csv`);
      if (typeof source === 'string') copyFileSync(fixture(source), path);
      else writeFileSync(path, source.text);
      const line = { country: 'IR', areaCode: '21' };
      const options: ImportOptions = { path, origin: 'oldFile', line, agentId: null, ...more };
      const tools = { writer, apply, now: () => now, liveWaiting: null };
      return importFile(options, more.dryRun === true ? null : tools);
    },
    rows: <T>(sql: string): T[] => writer.query<T>(sql).all(),
  };
}

const now = Date.UTC(2026, 10, 22, 6);
