import { parse } from 'csv-parse/sync';
import type { ColumnReader, Columns } from './columns.ts';
import { FileRefused } from './refusals.ts';

/** How a file is written: its delimiter, where its header stands (row 1 = the first), and what its columns hold. */
export type Dialect = {
  readonly delimiter: string;
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly columns: Columns;
};

const delimiters = [',', ';', '\t', '|'] as const;
/** People put a heading or an empty row above the header; further down nobody does. */
const rowsLookedThrough = 10;

/** What every reading of a file has in common. */
export const csvOptions = {
  quote: '"',
  escape: '"',
  relax_quotes: true,
  relax_column_count: true,
  record_delimiter: ['\r\n', '\n', '\r'],
};

/**
 * Finds the delimiter under which the first rows hold the most headings that we know. Throws FileRefused
 * `no_header` where no row names somebody and a number.
 */
export function readDialect(beginning: string, reader: ColumnReader): Dialect {
  const found = delimiters
    .flatMap((delimiter) => findHeader(beginning, delimiter, reader))
    .toSorted((a, b) => b.known - a.known || b.dialect.header.length - a.dialect.header.length)[0];
  if (found === undefined) throw new FileRefused('no_header');
  return found.dialect;
}

function findHeader(
  beginning: string,
  delimiter: string,
  reader: ColumnReader,
): { known: number; dialect: Dialect }[] {
  for (const [place, header] of firstRows(beginning, delimiter).entries()) {
    const columns = reader.readHeader(header);
    if (columns === null) continue;
    return [
      { known: reader.countKnown(header), dialect: { delimiter, headerRow: place + 1, header, columns } },
    ];
  }
  return [];
}

function firstRows(beginning: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  const keep = (row: string[]): null => {
    rows.push(row);
    return null;
  };
  try {
    parse(beginning, { ...csvOptions, delimiter, to: rowsLookedThrough, on_record: keep });
  } catch {
    // under this delimiter a quotation mark stays open, perhaps only because the beginning ends there
  }
  return rows;
}
