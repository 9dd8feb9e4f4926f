import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { LineProfile } from '#shared/domain/phone-number.ts';
import { makeColumnReader, type Columns } from './columns.ts';
import { csvOptions, readDialect, type Dialect } from './dialect.ts';
import { readRow, type RowReading } from './read-row.ts';
import { readBeginning, readText } from './read-text.ts';
import { FileRefused } from './refusals.ts';

export type FileRow = {
  /** As a spreadsheet counts: the header most often is row 1. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly reading: RowReading;
};

export type OpenedFile = {
  readonly header: readonly string[];
  readonly columns: Columns;
  /** Row after row, with bounded memory. Throws FileRefused in mid-file where a row cannot be ended. */
  readonly rows: AsyncIterable<FileRow>;
};

/** Characters by which the delimiter and the header are found. */
const beginningLength = 65_536;
/** Characters in a row, quotation marks and all. */
const longestRow = 1_000_000;

/** Opens a spreadsheet for reading. Throws FileRefused. */
export async function openFile(path: string, line: LineProfile): Promise<OpenedFile> {
  const beginning = await readBeginning(path, beginningLength);
  const dialect = readDialect(beginning, makeColumnReader());
  return { header: dialect.header, columns: dialect.columns, rows: readRows(path, dialect, line) };
}

async function* readRows(path: string, dialect: Dialect, line: LineProfile): AsyncGenerator<FileRow, void> {
  const parser = parse({ ...csvOptions, delimiter: dialect.delimiter, max_record_size: longestRow });
  const source = Readable.from(readText(path));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let row = 0;
  try {
    for await (const record of parser) {
      row += 1;
      if (row <= dialect.headerRow) continue;
      const cells = record as string[];
      yield { row, cells, reading: readRow(cells, dialect.columns, line) };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new FileRefused('row_too_large');
    throw error;
  } finally {
    source.destroy();
  }
}
