import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Writer } from '../../../../electron/core/db/connection.ts';
import { openStore } from '../../../../electron/core/db/open.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ashena-sample-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openAgain(folder: string): Writer {
  const opened = openStore(folder, { from: 'file' }, { now: Date.now });
  if (opened.state !== 'open') throw new Error(opened.state);
  onTestFinished(() => opened.writer.close());
  return opened.writer;
}
