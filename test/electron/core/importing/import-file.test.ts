import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileRefused } from '../../../../electron/core/importing/refusals.ts';
import { makeImportBench } from './import-in-test.ts';

type Customer = {
  display_name: string;
  title: string | null;
  honorific: string | null;
  given_name: string | null;
  family_name: string | null;
  kind: string;
};
const customers =
  'SELECT display_name, title, honorific, given_name, family_name, kind FROM customer ORDER BY id';
const numbersOf = `SELECT c.display_name AS name, p.e164, p.label, p.extension FROM phone p JOIN customer c ON c.id = p.customer_id ORDER BY p.id`;

describe('a Persian file with a mark and commas', () => {
  it('is read with honorifics, companies, landlines and facts', async () => {
    const bench = makeImportBench();
    const report = await bench.run('persian-bom-comma.csv');
    expect(report).toMatchObject({
      rows: 5,
      people: 5,
      phones: 5,
      refusedRows: 0,
      stopped: null,
      refusedFile: null,
    });
    expect(report.unknownColumns).toEqual(['ردیف']);
    const found = bench.rows<Customer>(customers);
    expect(found.map(({ display_name }) => display_name)).toEqual([
      'رضا کریمی',
      'مریم احمدی',
      'شرکت مهندسی آوند',
      'شرکت پخش البرز',
      'آقاجانی',
      'سارا محمدی',
    ]);
    expect(found[0]).toMatchObject({
      honorific: 'male',
      given_name: 'رضا',
      family_name: 'کریمی',
      title: null,
    });
    expect(found[1]).toMatchObject({ honorific: 'female', title: 'دکتر', family_name: 'احمدی' });
    expect(found.map(({ kind }) => kind)).toEqual([
      'person',
      'person',
      'organisation',
      'organisation',
      'person',
      'person',
    ]);
    expect(bench.rows(numbersOf)).toEqual([
      { name: 'رضا کریمی', e164: '+989123456789', label: 'mobile', extension: null },
      { name: 'رضا کریمی', e164: '+982122334455', label: null, extension: null },
      { name: 'مریم احمدی', e164: '+989351112233', label: 'mobile', extension: null },
      { name: 'شرکت پخش البرز', e164: '+982188776655', label: null, extension: '12' },
      { name: 'آقاجانی', e164: '+989361234567', label: 'mobile', extension: null },
    ]);
    expect(bench.rows('SELECT field, value FROM profile_fact ORDER BY id')).toEqual([
      { field: 'address', value: 'تهران، خیابان بهار، پلاک ۱۲' },
      { field: 'note', value: 'مشتری قدیمی' },
      { field: 'note', value: 'فقط حضوری' },
    ]);
    expect(bench.rows('SELECT kind FROM relation')).toEqual([{ kind: 'worksFor' }]);
  });

  it('adds nothing when it comes a second time', async () => {
    const bench = makeImportBench();
    await bench.run('persian-bom-comma.csv');
    const before = bench.rows('SELECT count(*) AS n FROM change');
    const again = await bench.run('persian-bom-comma.csv');
    expect(again).toMatchObject({ rows: 5, people: 0, merged: 0, unchanged: 5, phones: 0 });
    expect(bench.rows('SELECT count(*) AS n FROM change')).toEqual(before);
  });
});

describe('an English file with semicolons', () => {
  it('is read below its heading, with given and family name apart', async () => {
    const bench = makeImportBench();
    const report = await bench.run('english-semicolon.csv');
    expect(report).toMatchObject({ rows: 4, people: 4, refusedRows: 0 });
    const found = bench.rows<Customer>(customers);
    expect(found[0]).toMatchObject({
      given_name: 'Reza',
      family_name: 'Karimi',
      display_name: 'Reza Karimi',
    });
    expect(found[1]).toMatchObject({ title: 'Dr', given_name: 'Maryam', display_name: 'Maryam Ahmadi' });
    expect(found.at(-2)).toMatchObject({ honorific: 'male', display_name: 'John Smith' });
    expect(bench.rows('SELECT e164 FROM phone ORDER BY id')).toEqual([
      { e164: '+989123456789' },
      { e164: '+989351112233' },
      { e164: '+14155552671' },
    ]);
    expect(bench.rows('SELECT value FROM profile_fact ORDER BY id LIMIT 1')).toEqual([
      { value: 'Prefers mornings; never on Thursday' },
    ]);
  });
});

describe("Excel's Unicode text", () => {
  it('is read as UTF-16 with tabs; a wrong national id is told and left out', async () => {
    const bench = makeImportBench();
    const report = await bench.run('excel-unicode-text.txt');
    expect(report).toMatchObject({ rows: 3, people: 3, damagedRows: 1 });
    expect(report.refused).toEqual([{ row: 4, problem: 'wrong_national_id', kept: true }]);
    expect(bench.rows('SELECT display_name, honorific, national_id FROM customer ORDER BY id')).toEqual([
      { display_name: 'مهدی قاسمی', honorific: 'male', national_id: '0499370899' },
      { display_name: 'لیلا نوری', honorific: 'female', national_id: '0499370899' },
      { display_name: 'کامران راد', honorific: null, national_id: null },
    ]);
  });
});

describe('several numbers in a cell', () => {
  it('are all taken, and a damaged one beside them is told', async () => {
    const bench = makeImportBench();
    const report = await bench.run('several-numbers.csv');
    const numbers = bench.rows<{ name: string; e164: string }>(numbersOf);
    const of = (name: string): string[] => numbers.filter((one) => one.name === name).map(({ e164 }) => e164);
    expect(of('علی رضایی')).toEqual(['+989121110001', '+982122110001']);
    expect(of('حسین مرادی')).toEqual(['+989121110002', '+989121110003']);
    expect(of('زهرا کاظمی')).toEqual(['+989121110004', '+989121110005', '+982122110006']);
    expect(of('خانواده شریفی')).toEqual(['+982122334455']);
    expect(of('ناصر ملکی')).toEqual(['+989121110007']);
    expect(report.refused).toEqual([{ row: 6, problem: 'phone_spreadsheet_number', kept: true }]);
  });
});

describe('quoted cells', () => {
  it('keep their newlines as blanks and their quotation marks', async () => {
    const bench = makeImportBench();
    const report = await bench.run('quotes-and-newlines.csv');
    expect(report).toMatchObject({ rows: 2, people: 2 });
    expect(bench.rows<Customer>(customers).map(({ display_name }) => display_name)).toEqual([
      'Reza Karimi',
      'Ahmadi "Mimi" Maryam',
    ]);
    expect(bench.rows('SELECT value FROM profile_fact ORDER BY id')).toEqual([
      { value: '12 Bahar St second floor' },
      { value: 'He said "call me" twice' },
      { value: 'line one line two line four' },
    ]);
  });
});

describe('damaged rows', () => {
  it('are refused with row and reason, never guessed', async () => {
    const bench = makeImportBench();
    const report = await bench.run('damaged-numbers.csv', { line: { country: 'IR' } });
    expect(report).toMatchObject({ rows: 8, people: 2, refusedRows: 6 });
    expect(report.refused.map(({ row, problem }) => [row, problem])).toEqual([
      [3, 'phone_spreadsheet_number'],
      [4, 'phone_too_long'],
      [5, 'phone_too_short'],
      [6, 'phone_ambiguous'],
      [7, 'phone_short_code'],
      [8, 'no_name'],
    ]);
    expect(bench.rows('SELECT e164 FROM phone ORDER BY id')).toEqual([
      { e164: '+989121110021' },
      { e164: '+989121110028' },
    ]);
  });

  it('stand in a file beside, which can be mended and imported', async () => {
    const bench = makeImportBench();
    const report = await bench.run('damaged-numbers.csv');
    const text = readFileSync(report.refusedFile ?? '', 'utf8');
    expect(text.startsWith('\uFEFF"ردیف"')).toBe(true);
    const mended = text.replaceAll('9.12111E+09', '09121110022');
    const again = await bench.run({ text: mended });
    expect(again.people).toBe(1);
    expect(bench.rows("SELECT 1 AS is_there FROM customer WHERE display_name = 'دو نمایی'")).toHaveLength(1);
  });
});

describe('hostile cells', () => {
  it('are stored as plain text and written out harmless', async () => {
    const bench = makeImportBench();
    const report = await bench.run('hostile.csv');
    const names = bench.rows<Customer>(customers).map(({ display_name }) => display_name);
    expect(names).toEqual(['@SUM(A1)', 'رضا <b>کریمی</b>']);
    const text = readFileSync(report.refusedFile ?? '', 'utf8');
    expect(text).toContain(`"'=cmd|' /C calc'!A0"`);
    expect(text).toContain(`"'+عماد"`);
    expect(text).toContain(`"'-2+3"`);
    expect(text).not.toMatch(/(^|,)"[=+@-](?!\d)/m);
  });

  it('are bounded: long cells and NUL are refused, a row without end stops the file where it is', async () => {
    const bench = makeImportBench();
    const long = `name,phone\nA,09121110061\nB,${'x'.repeat(10_001)}\nC\0,09121110062\nD,09121110063\n`;
    const report = await bench.run({ text: long });
    expect(report.refused.map(({ row, problem }) => [row, problem])).toEqual([
      [3, 'cell_too_long'],
      [4, 'nul'],
    ]);
    expect(report.people).toBe(2);
    const endless = `name,phone\nE,09121110064\n"F,${'y'.repeat(1_200_000)}`;
    expect(await bench.run({ text: endless })).toMatchObject({ people: 1, stopped: 'row_too_large' });
  });
});

describe('files that are not what they should be', () => {
  it.each([
    ['no-header.csv', 'no_header'],
    ['windows-1256.csv', 'not_unicode'],
  ])('%s is refused as a whole: %s', async (name, reason) => {
    const bench = makeImportBench();
    const failure: unknown = await bench.run(name).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FileRefused);
    expect((failure as FileRefused).reason).toBe(reason);
    expect(bench.rows('SELECT 1 AS n FROM customer')).toEqual([]);
  });

  it('a missing one is told', async () => {
    const bench = makeImportBench();
    await expect(bench.run({ text: '' }, { path: join(bench.folder, 'none.csv') })).rejects.toMatchObject({
      reason: 'not_found',
    });
  });
});

describe('who is the same person', () => {
  it('is decided by number and name together; empty fields are filled, nothing is overwritten', async () => {
    const bench = makeImportBench();
    await bench.run({ text: 'نام,موبایل,جنسیت\nرضا کریمی,09121110071,\nسارا کریمی,09121110071,زن\n' });
    const report = await bench.run({
      text: 'نام,موبایل,تلفن منزل,جنسیت\nرضا كريمي,+989121110071,02122330071,مرد\nسارا کریمی,09121110071,,مرد\n',
    });
    expect(report).toMatchObject({ people: 0, merged: 1, unchanged: 1, phones: 1 });
    expect(bench.rows('SELECT display_name, honorific FROM customer ORDER BY id')).toEqual([
      { display_name: 'رضا کریمی', honorific: 'male' },
      { display_name: 'سارا کریمی', honorific: 'female' },
    ]);
  });

  it('holds within one file too', async () => {
    const bench = makeImportBench();
    const report = await bench.run({
      text: 'name,phone\nReza Karimi,09121110072\nreza karimi,0912 111 0072\n',
    });
    expect(report).toMatchObject({ people: 1, unchanged: 1 });
  });

  it('does not bring back a number that was removed', async () => {
    const bench = makeImportBench();
    await bench.run({ text: 'name,phone\nReza Karimi,09121110073\n' });
    bench.writer.command('UPDATE phone SET to_at = 1').run();
    bench.writer.command('DELETE FROM phone_index').run();
    const report = await bench.run({ text: 'name,phone\nReza Karimi,09121110073\n' });
    expect(report).toMatchObject({ people: 0, unchanged: 1 });
    expect(bench.rows('SELECT to_at FROM phone')).toEqual([{ to_at: 1 }]);
  });
});

describe('a dry run', () => {
  it('judges everything and writes nothing, not even beside the file', async () => {
    const bench = makeImportBench();
    const report = await bench.run('damaged-numbers.csv', { dryRun: true });
    expect(report.refusedRows).toBeGreaterThan(3);
    expect(report.people).toBe(0);
    expect(bench.rows('SELECT 1 AS n FROM customer')).toEqual([]);
    expect(existsSync(join(bench.folder, 'damaged-numbers.csv.refused.csv'))).toBe(false);
  });
});
