import { readNationalId } from '#shared/domain/national-id.ts';
import { displayText, foldDigits, nameKey } from '#shared/domain/persian-text.ts';
import { readPhone, type LineProfile } from '#shared/domain/phone-number.ts';
import type { Columns, PhoneLabel } from './columns.ts';
import { readName, type ReadName } from './read-name.ts';
import type { RowProblem } from './refusals.ts';

export type ImportedPhone = {
  readonly raw: string;
  readonly e164: string;
  readonly extension: string | null;
  readonly label: PhoneLabel;
};

export type ImportedCustomer = ReadName & {
  readonly kind: 'person' | 'organisation';
  readonly nationalId: string | null;
  readonly ownNumber: string | null;
  /** Where a person works. */
  readonly company: string | null;
  readonly phones: readonly ImportedPhone[];
  readonly facts: readonly { readonly field: string; readonly value: string }[];
};

export type RowReading =
  | { readonly kind: 'blank' }
  /** `problems`: parts of the row that could not be taken. */
  | {
      readonly kind: 'customer';
      readonly customer: ImportedCustomer;
      readonly problems: readonly RowProblem[];
    }
  | { readonly kind: 'refused'; readonly problem: RowProblem };

/** Characters; a field longer than this is no field. */
const longestCell = 10_000;
const mostPhones = 20;
const longestFact = 2_000;

/** Reads one row of a spreadsheet. Numbers are read as on the given line; a damaged one is told, never guessed. */
export function readRow(cells: readonly string[], columns: Columns, line: LineProfile): RowReading {
  if (cells.every((cell) => cell.trim() === '')) return { kind: 'blank' };
  if (cells.some((cell) => cell.length > longestCell)) return { kind: 'refused', problem: 'cell_too_long' };
  if (cells.some((cell) => cell.includes('\0'))) return { kind: 'refused', problem: 'nul' };

  const textIn = (is: string): string =>
    columns
      .map((role, place) => (role?.is === is ? displayText(cells[place] ?? '') : ''))
      .find((text) => text !== '') ?? '';
  const company = textIn('company') || null;
  const person = readName({
    full: textIn('name'),
    given: textIn('given'),
    family: textIn('family'),
    honorific: textIn('honorific'),
    title: textIn('title'),
  });
  const named = person ?? (company === null ? null : { ...organisation, displayName: company });
  if (named === null || nameKey(named.displayName) === '') return { kind: 'refused', problem: 'no_name' };

  const { phones, problems: phoneProblems } = readPhones(cells, columns, line);
  const [firstProblem] = phoneProblems;
  // without its number a row would only make a double when it comes again mended
  if (phones.length === 0 && firstProblem !== undefined) return { kind: 'refused', problem: firstProblem };

  const nationalText = textIn('nationalId');
  const national = nationalText === '' ? null : readNationalId(nationalText);
  return {
    kind: 'customer',
    customer: {
      ...named,
      kind: person === null || named.isOrganisation ? 'organisation' : 'person',
      nationalId: national?.kind === 'ok' ? national.nationalId : null,
      ownNumber: foldDigits(textIn('ownNumber')).slice(0, 60) || null,
      company: person === null || named.isOrganisation ? null : company,
      phones,
      facts: columns.flatMap((role, place) => {
        if (role?.is !== 'fact') return [];
        const value = displayText(cells[place] ?? '', longestFact);
        return value === '' ? [] : [{ field: role.field, value }];
      }),
    },
    problems: [...phoneProblems, ...(national?.kind === 'wrong' ? (['wrong_national_id'] as const) : [])],
  };
}

const organisation: Omit<ReadName, 'displayName'> = {
  title: null,
  honorific: null,
  givenName: null,
  familyName: null,
  isOrganisation: true,
};

function readPhones(
  cells: readonly string[],
  columns: Columns,
  line: LineProfile,
): { phones: ImportedPhone[]; problems: RowProblem[] } {
  const phones: ImportedPhone[] = [];
  const problems: RowProblem[] = [];
  for (const [place, role] of columns.entries()) {
    const cell = cells[place] ?? '';
    if (role?.is !== 'phone' || !/\p{Nd}/u.test(cell)) continue; // «ندارد», a dash: no number, and no damage
    const read = readCell(cell, role.label, line);
    phones.push(...read.phones.filter(({ e164 }) => phones.every((known) => known.e164 !== e164)));
    problems.push(...read.problems);
  }
  return { phones: phones.slice(0, mostPhones), problems: [...new Set(problems)] };
}

function readCell(
  cell: string,
  label: PhoneLabel,
  line: LineProfile,
): { phones: ImportedPhone[]; problems: RowProblem[] } {
  const reading = readPhone(cell, line);
  const pieces = cell.split(/[\n\r;؛،,|/]+/).map((piece) => displayText(piece, 200));
  if (reading.kind === 'none') {
    const empty = reading.reason === 'withheld'; // «۰», «خصوصی»: somebody filled the cell with nothing
    return { phones: [], problems: empty ? [] : [`phone_${reading.reason}`] };
  }
  const problems = damagedPieces(pieces, line);
  if (reading.kind === 'several') {
    return { phones: reading.numbers.map((e164) => writtenAs(e164, pieces, cell, label, line)), problems };
  }
  const { e164, extension = null, mobile } = reading;
  const phone = {
    raw: displayText(cell, 200),
    e164,
    extension,
    label: label ?? (mobile ? 'mobile' : null),
  } as const;
  return { phones: [phone], problems };
}

/** One of several numbers in a cell, with the piece of the cell that it was read from. */
function writtenAs(
  e164: string,
  pieces: readonly string[],
  cell: string,
  label: PhoneLabel,
  line: LineProfile,
): ImportedPhone {
  for (const piece of pieces) {
    const reading = readPhone(piece, line);
    if (reading.kind !== 'number' || reading.e164 !== e164) continue;
    return {
      raw: piece,
      e164,
      extension: reading.extension ?? null,
      label: labelFor(label, reading.mobile),
    };
  }
  const alone = readPhone(e164, line);
  const mobile = alone.kind === 'number' && alone.mobile;
  return { raw: displayText(cell, 200), e164, extension: null, label: labelFor(label, mobile) };
}

/** In a cell of several numbers the heading says little: a landline in a "mobile" column is no mobile. */
function labelFor(label: PhoneLabel, mobile: boolean): PhoneLabel {
  if (mobile) return 'mobile';
  return label === 'mobile' ? null : label;
}

/** Numbers that Excel rounded, beside others in the same cell. */
function damagedPieces(pieces: readonly string[], line: LineProfile): RowProblem[] {
  const damaged = pieces.some((piece) => {
    if (!/\d/.test(foldDigits(piece))) return false;
    const reading = readPhone(piece, line);
    return reading.kind === 'none' && reading.reason === 'spreadsheet_number';
  });
  return damaged ? ['phone_spreadsheet_number'] : [];
}
