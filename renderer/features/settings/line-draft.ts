import type { LineSettings } from '#shared/contract/settings.ts';
import { foldDigits } from '#shared/domain/persian-text.ts';

/** A line as it stands in the form: everything as typed. */
export type LineDraft = {
  readonly kind: LineSettings['kind'];
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly extension: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly tls: boolean;
  readonly md5: boolean;
  readonly country: string;
  readonly areaCode: string;
  readonly outsidePrefix: string;
  readonly extensionDigits: string;
  readonly e164WithoutPlus: boolean;
};

/** A field that cannot be taken as it is; its sentence is `lineForm.wrong.<field>`. */
export type WrongField =
  | 'name'
  | 'host'
  | 'port'
  | 'user'
  | 'country'
  | 'areaCode'
  | 'outsidePrefix'
  | 'extensionDigits';

export type ReadDraft =
  | { readonly ok: true; readonly settings: LineSettings }
  | { readonly ok: false; readonly wrong: ReadonlySet<WrongField> };

const AMI_PORT = '5038';
const HTTP_PORT = '47820';

export function newLineDraft(kind: LineSettings['kind'], id: string, extension: string): LineDraft {
  return {
    kind,
    id,
    name: '',
    enabled: true,
    extension,
    host: '',
    port: kind === 'asterisk' ? AMI_PORT : HTTP_PORT,
    user: '',
    tls: false,
    md5: true,
    country: 'IR',
    areaCode: '',
    outsidePrefix: '',
    extensionDigits: '',
    e164WithoutPlus: false,
  };
}

export function draftOf(line: LineSettings): LineDraft {
  const { profile } = line;
  return {
    ...newLineDraft(line.kind, line.id, line.extension),
    name: line.name,
    enabled: line.enabled,
    port: String(line.port),
    ...(line.kind === 'asterisk' ? { host: line.host, user: line.user, tls: line.tls, md5: line.md5 } : {}),
    country: profile.country,
    areaCode: profile.areaCode,
    outsidePrefix: profile.outsidePrefix,
    extensionDigits: digitsText(profile.extensionDigits),
    e164WithoutPlus: profile.e164WithoutPlus,
  };
}

/** The draft as settings, or which fields cannot be taken. Persian digits are as good as others. */
export function readLineDraft(draft: LineDraft): ReadDraft {
  const port = numberIn(draft.port, 1, 65_535);
  const country = draft.country.trim().toUpperCase();
  const areaCode = foldDigits(draft.areaCode).trim();
  const outsidePrefix = foldDigits(draft.outsidePrefix).trim();
  const extensionDigits = digitsRange(draft.extensionDigits);
  const asterisk = draft.kind === 'asterisk';

  const wrong = new Set<WrongField>();
  if (draft.name.trim() === '') wrong.add('name');
  if (asterisk && draft.host.trim() === '') wrong.add('host');
  if (port === null) wrong.add('port');
  if (asterisk && draft.user.trim() === '') wrong.add('user');
  if (!/^[A-Z]{2}$/.test(country)) wrong.add('country');
  if (!/^(?:[1-9]\d{0,3})?$/.test(areaCode)) wrong.add('areaCode');
  if (!/^\d{0,3}$/.test(outsidePrefix)) wrong.add('outsidePrefix');
  if (extensionDigits === 'wrong') wrong.add('extensionDigits');
  if (port === null || extensionDigits === 'wrong' || wrong.size > 0) return { ok: false, wrong };

  const common = {
    id: draft.id,
    name: draft.name.trim(),
    enabled: draft.enabled,
    extension: foldDigits(draft.extension).trim(),
    port,
    profile: { country, areaCode, outsidePrefix, e164WithoutPlus: draft.e164WithoutPlus, extensionDigits },
  };
  return draft.kind === 'http'
    ? { ok: true, settings: { kind: 'http', ...common } }
    : {
        ok: true,
        settings: {
          kind: 'asterisk',
          ...common,
          host: draft.host.trim(),
          user: draft.user.trim(),
          tls: draft.tls,
          md5: draft.md5,
        },
      };
}

/** A free id for a new line: the kind, and a number where it is taken. */
export function freeLineId(kind: LineSettings['kind'], taken: readonly string[]): string {
  let number = 1;
  let id: string = kind;
  while (taken.includes(id)) {
    number += 1;
    id = `${kind}-${number}`;
  }
  return id;
}

/** Numbers typed one a line, without blanks and doubles. */
export function numbersIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

function numberIn(text: string, least: number, most: number): number | null {
  const digits = foldDigits(text).trim();
  if (!/^\d{1,6}$/.test(digits)) return null;
  const value = Number(digits);
  return value >= least && value <= most ? value : null;
}

function digitsRange(text: string): [number, number] | null | 'wrong' {
  const range = foldDigits(text).trim();
  if (range === '') return null;
  const parts = /^([1-8])(?:\s*[-–]\s*([1-8]))?$/.exec(range);
  if (parts?.[1] === undefined) return 'wrong';
  const from = Number(parts[1]);
  const to = Number(parts[2] ?? parts[1]);
  return from <= to ? [from, to] : 'wrong';
}

function digitsText(range: readonly [number, number] | null): string {
  if (range === null) return '';
  return range[0] === range[1] ? String(range[0]) : `${range[0]}-${range[1]}`;
}
