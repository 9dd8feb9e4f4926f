import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pageSize } from '../../electron/core/db/connection.ts';

/** What the disk itself asks for: one page appended and made safe, in the folder where the store stands. */
export function openWriteFloor(folder: string): { appendPage(): void; close(): void } {
  const file = join(folder, 'floor');
  const handle = openSync(file, 'a');
  const page = Buffer.alloc(pageSize, 7);
  return {
    appendPage() {
      writeSync(handle, page);
      fdatasyncSync(handle);
    },
    close() {
      closeSync(handle);
      rmSync(file);
    },
  };
}
