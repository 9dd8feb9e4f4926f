import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  importOrigin,
  importReport,
  type ImportOrigin,
  type ImportReport,
} from '#shared/contract/importing.ts';
import { foldDigits, searchWords } from '#shared/domain/persian-text.ts';
import { makeApply } from '../core/db/apply.ts';
import { checkpointBeforeClosing } from '../core/db/checkpoint.ts';
import type { Writer } from '../core/db/connection.ts';
import { openStore } from '../core/db/open.ts';
import { readRun, takeOwnership, type Run } from '../core/db/owner.ts';
import { storeExists } from '../core/db/store-file.ts';
import { makeSearchIndexer } from '../core/db/search-index.ts';
import { lineOf, usualLine } from '../core/importing/branch-line.ts';
import { importFile } from '../core/importing/import-file.ts';
import { FileRefused, fileRefusals, rowProblems, type RowProblem } from '../core/importing/refusals.ts';
import { askRunning } from '../hosts/control/control-client.ts';
import { dataFolderOf } from '../hosts/data-folder.ts';
import { BadUsage, exitCodes, readInteger, readWord, type Terminal } from './terminal.ts';

export const importUsage = `Usage: npm run import -- FILE.csv [--data DIR] [--origin ORIGIN] [--area-code 21] [--country IR] [--dry-run]
Imports customers from a spreadsheet saved as CSV (UTF-8) or as Excel's "Unicode text". Delimiter and columns are
found by themselves; one column must be headed as a name, one as a number. What cannot be taken is written beside
the file as FILE.csv.refused.csv. The same file, imported twice, adds nothing.
  --data DIR      the data folder; where an Ashena runs on it, that one imports while people work
  --origin O      ${importOrigin.options.join(', ')}; oldFile by default
  --area-code C   for local numbers; by default the branch's own
  --country CC    for numbers without a country code; IR by default
  --dry-run       only reads and reports
`;

type Wish = {
  readonly path: string;
  readonly origin: ImportOrigin;
  readonly country: string;
  readonly areaCode: string | null;
  readonly dryRun: boolean;
};

type Outcome =
  | { readonly is: 'done'; readonly report: ImportReport }
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'unreachable' };

/** `npm run import`: a summary on stderr, the report as one JSON line on stdout. */
export async function importCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { wish, folder } = readWish(argv);
  const run = readRun(folder);
  const outcome = run === null ? await importAlone(folder, wish) : await importThroughRunning(run, wish);
  if (outcome.is === 'unreachable') {
    terminal.complain('The Ashena that runs on this data folder does not answer.');
    return exitCodes.unreachable;
  }
  if (outcome.is === 'failed') {
    terminal.complain(outcome.why);
    return exitCodes.failed;
  }
  summarise(outcome.report, wish.dryRun, terminal);
  terminal.out(JSON.stringify(outcome.report));
  return outcome.report.stopped === null ? exitCodes.fine : exitCodes.failed;
}

function readWish(argv: readonly string[]): { wish: Wish; folder: string } {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      origin: { type: 'string' },
      'area-code': { type: 'string' },
      country: { type: 'string' },
      'dry-run': { type: 'boolean' },
    },
  });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new BadUsage('import takes one file');
  const areaCode = values['area-code'];
  if (areaCode !== undefined) readInteger('--area-code', areaCode, 0, 9999);
  const country = (values.country ?? 'IR').toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) throw new BadUsage('--country takes two letters, such as IR');
  return {
    folder: dataFolderOf(values.data),
    wish: {
      path: resolve(path),
      origin: readWord('--origin', values.origin, importOrigin.options, 'oldFile'),
      country,
      areaCode: areaCode === undefined ? null : foldDigits(areaCode).trim().replace(/^0+/, ''),
      dryRun: values['dry-run'] ?? false,
    },
  };
}

/** The running app owns the store: it imports in its background lane. */
async function importThroughRunning(run: Run, wish: Wish): Promise<Outcome> {
  const status = await askRunning(run, 'app.status', {});
  if (status.ok && (status.value as { sample?: unknown }).sample === true) {
    return {
      is: 'failed',
      why: 'The app shows sample data now. Leave it there first: real people do not belong in it.',
    };
  }
  const answer = await askRunning(run, 'importing.importFile', wish);
  if (answer.ok) return { is: 'done', report: importReport.parse(answer.value) };
  if (answer.error.code === 'connection_lost') return { is: 'unreachable' };
  return { is: 'failed', why: answer.error.message };
}

/** Nobody runs: this process becomes the owner for as long as it takes. */
async function importAlone(folder: string, wish: Wish): Promise<Outcome> {
  const { path, origin, country, areaCode } = wish;
  try {
    if (!existsSync(path)) throw new FileRefused('not_found');
    if (wish.dryRun && !storeExists(folder)) {
      const options = { path, origin, line: usualLine(country, areaCode), agentId: null };
      return { is: 'done', report: await importFile(options, null) };
    }
    return await withStore(folder, async (writer) => {
      const apply = makeApply(writer, { now: Date.now });
      const tools = wish.dryRun ? null : { writer, apply, now: Date.now, liveWaiting: null };
      const options = { path, origin, line: lineOf(writer, country, areaCode), agentId: null };
      const report = await importFile(options, tools);
      const indexer = makeSearchIndexer(writer, (gist) => searchWords(gist).join(' '));
      while (indexer.drainNames(500) > 0);
      return { is: 'done', report };
    });
  } catch (error) {
    if (error instanceof FileRefused) return { is: 'failed', why: fileRefusals[error.reason].en };
    throw error;
  }
}

async function withStore(folder: string, work: (writer: Writer) => Promise<Outcome>): Promise<Outcome> {
  const ownership = takeOwnership(folder);
  if (ownership.state === 'in_use') return { is: 'unreachable' };
  try {
    const store = openStore(folder, { from: 'file' }, { now: Date.now });
    if (store.state !== 'open') return { is: 'failed', why: `The store does not open: ${store.state}.` };
    try {
      return await work(store.writer);
    } finally {
      checkpointBeforeClosing(store.writer);
      store.writer.close();
    }
  } finally {
    ownership.release();
  }
}

const mostShown = 20;

function summarise(report: ImportReport, dryRun: boolean, { complain }: Terminal): void {
  const { rows, people, merged, unchanged, phones, refused, refusedRows, damagedRows, refusedFile } = report;
  if (report.unknownColumns.length > 0) complain(`Columns left out: ${report.unknownColumns.join(' | ')}`);
  for (const { row, problem, kept } of refused.slice(0, mostShown)) {
    const why = rowProblems[problem as RowProblem].en;
    complain(`row ${row}: ${why}${kept ? ' The rest of the row was taken.' : ''}`);
  }
  if (refused.length > mostShown) complain('…');
  if (report.stopped !== null) complain(`${fileRefusals.row_too_large.en} What came before it was imported.`);
  complain(
    dryRun
      ? `${rows} rows read: ${rows - refusedRows} can be imported, ${refusedRows} cannot. Nothing was written.`
      : `${rows} rows read: ${people} new, ${merged} completed, ${unchanged} known already, ${refusedRows} refused, ` +
          `${damagedRows} taken in part; ${phones} numbers.`,
  );
  if (refusedFile !== null) complain(`What was refused stands in ${refusedFile}`);
}
