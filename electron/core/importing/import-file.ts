import type { ImportOrigin, ImportReport } from '#shared/contract/importing.ts';
import type { LineProfile } from '#shared/domain/phone-number.ts';
import type { Apply } from '../db/apply.ts';
import type { Writer } from '../db/connection.ts';
import type { LiveWaiting } from '../db/live-waiting.ts';
import { inShortTransactions } from '../db/short-transactions.ts';
import { openFile, type FileRow } from './read-file.ts';
import { FileRefused, type FileRefusalReason } from './refusals.ts';
import { openRefusedFile, type RefusedRow } from './refused-rows.ts';
import { makeCustomerWriter } from './write-customer.ts';

export type ImportOptions = {
  readonly path: string;
  readonly origin: ImportOrigin;
  /** How the file's numbers are read: the branch's country and area code. */
  readonly line: LineProfile;
  readonly agentId: number | null;
};

export type ImportTools = {
  readonly writer: Writer;
  readonly apply: Apply;
  readonly now: () => number;
  readonly liveWaiting: LiveWaiting | null;
};

/** How many refused rows the report lists, at most. */
export const mostListed = 200;
/** Rows read before they are written: reading waits for the disk, and no transaction stands open meanwhile. */
const rowsAtOnce = 200;

/**
 * Imports a spreadsheet: streams it, writes in transactions of about 10 ms that stand back for the live lane, and
 * tells of every row it could not take. Without tools it only reads and judges, and writes nothing anywhere.
 * Throws FileRefused where nothing of the file can be read.
 */
export async function importFile(options: ImportOptions, tools: ImportTools | null): Promise<ImportReport> {
  const file = await openFile(options.path, options.line);
  const counts = { rows: 0, people: 0, merged: 0, unchanged: 0, phones: 0, refusedRows: 0, damagedRows: 0 };
  const refused: RefusedRow[] = [];
  const refusedFile = tools === null ? null : openRefusedFile(`${options.path}.refused.csv`, file.header);
  const write =
    tools === null ? null : makeCustomerWriter(tools.writer, tools.apply, { ...options, now: tools.now });
  let stopped: FileRefusalReason | null = null;
  let waiting: FileRow[] = [];
  try {
    for await (const row of file.rows) {
      waiting.push(row);
      if (waiting.length >= rowsAtOnce) takeWaiting();
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    stopped = error.reason;
  } finally {
    takeWaiting();
  }
  return {
    ...counts,
    refused,
    refusedFile: refusedFile?.close() ?? null,
    unknownColumns: file.header.filter(
      (heading, place) => heading.trim() !== '' && file.columns[place] === null,
    ),
    stopped,
  };

  function takeWaiting(): void {
    const rows = waiting;
    waiting = [];
    let next = 0;
    const step = (): boolean => {
      const row = rows[next];
      if (row === undefined) return false;
      take(row);
      next += 1;
      return next < rows.length;
    };
    if (tools === null) while (step());
    else inShortTransactions(tools.writer, step, { liveWaiting: tools.liveWaiting });
  }

  function take({ row, cells, reading }: FileRow): void {
    switch (reading.kind) {
      case 'blank':
        return;
      case 'refused':
        counts.rows += 1;
        counts.refusedRows += 1;
        tell({ row, problem: reading.problem, kept: false }, cells);
        return;
      case 'customer': {
        counts.rows += 1;
        if (reading.problems.length > 0) counts.damagedRows += 1;
        for (const problem of reading.problems) tell({ row, problem, kept: true }, cells);
        if (write === null) return;
        const { became, phones } = write(reading.customer);
        counts[became === 'new' ? 'people' : became] += 1;
        counts.phones += phones;
      }
    }
  }

  function tell(one: RefusedRow, cells: readonly string[]): void {
    if (refused.length < mostListed) refused.push(one);
    refusedFile?.add(one, cells);
  }
}
