import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { rowProblems, type RowProblem } from './refusals.ts';

export type RefusedRow = {
  readonly row: number;
  readonly problem: RowProblem;
  /** The row was taken, without what the problem names. */
  readonly kept: boolean;
};

/** Keeps what was refused in a file beside the import's own, ready to be mended and imported again. */
export type RefusedFile = {
  add(refused: RefusedRow, cells: readonly string[]): void;
  /** Where it is; null where nothing was refused. */
  close(): string | null;
};

/** A file that is made with its first row; one from an import before is replaced, or taken away. */
export function openRefusedFile(path: string, header: readonly string[]): RefusedFile {
  rmSync(path, { force: true });
  let handle: number | null = null;
  const write = (cells: readonly string[]): void => {
    if (handle === null) {
      handle = openSync(path, 'wx', 0o600);
      // the mark by which Excel knows UTF-8
      writeSync(handle, `\uFEFF${toLine(['ردیف', 'کد', 'علت', 'reason', 'kept', ...header])}`);
    }
    writeSync(handle, toLine(cells));
  };
  return {
    add({ row, problem, kept }, cells) {
      const { fa, en } = rowProblems[problem];
      write([String(row), problem, fa, en, kept ? 'yes' : 'no', ...cells]);
    },
    close() {
      if (handle === null) return null;
      closeSync(handle);
      return path;
    },
  };
}

function toLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${harmless(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** A cell that begins so is a formula to a spreadsheet, unless it is a number (design.md, section 9). */
function harmless(cell: string): string {
  if (!/^\s*[=+\-@\t\r]/.test(cell)) return cell;
  return /^\s*[+-]?[\d۰-۹٠-٩][\d۰-۹٠-٩\s().-]*$/.test(cell) ? cell : `'${cell}`;
}
