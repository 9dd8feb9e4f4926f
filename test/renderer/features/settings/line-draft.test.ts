import { describe, expect, it } from 'vitest';
import { lineSettings } from '#shared/contract/settings.ts';
import {
  draftOf,
  freeLineId,
  newLineDraft,
  numbersIn,
  readLineDraft,
  type LineDraft,
} from '../../../../renderer/features/settings/line-draft.ts';

const filled: LineDraft = {
  ...newLineDraft('asterisk', 'asterisk', '101'),
  name: 'PBX',
  host: 'pbx.local',
  user: 'ashena',
};
const wrongIn = (part: Partial<LineDraft>) => {
  const read = readLineDraft({ ...filled, ...part });
  return read.ok ? [] : [...read.wrong];
};

describe('A line as typed', () => {
  it('becomes settings that the contract accepts', () => {
    const read = readLineDraft({
      ...filled,
      areaCode: '۲۱',
      port: '۵۰۳۸',
      extensionDigits: '۳-۴',
      country: 'ir',
    });
    expect(read).toMatchObject({
      ok: true,
      settings: { port: 5038, profile: { areaCode: '21', country: 'IR', extensionDigits: [3, 4] } },
    });
    expect(read.ok && lineSettings.safeParse(read.settings).success).toBe(true);
  });

  it('goes to settings and back unchanged', () => {
    for (const kind of ['asterisk', 'http'] as const) {
      const draft = {
        ...filled,
        kind,
        host: kind === 'http' ? '' : 'pbx.local',
        user: kind === 'http' ? '' : 'u',
      };
      const read = readLineDraft(draft);
      expect(read.ok && draftOf(read.settings)).toEqual(draft);
    }
  });

  it.each<[Partial<LineDraft>, string]>([
    [{ name: ' ' }, 'name'],
    [{ host: '' }, 'host'],
    [{ user: '' }, 'user'],
    [{ port: '0' }, 'port'],
    [{ port: '65536' }, 'port'],
    [{ port: '50.38' }, 'port'],
    [{ country: 'Iran' }, 'country'],
    [{ areaCode: '021' }, 'areaCode'],
    [{ outsidePrefix: '9999' }, 'outsidePrefix'],
    [{ extensionDigits: '9' }, 'extensionDigits'],
    [{ extensionDigits: '4-3' }, 'extensionDigits'],
  ])('says which field cannot be taken: %o', (part, field) => {
    expect(wrongIn(part)).toEqual([field]);
  });

  it('asks an HTTP line for no host and no user', () => {
    expect(wrongIn({ kind: 'http', host: '', user: '' })).toEqual([]);
  });
});

describe('Lists of numbers', () => {
  it('takes one a line, without blanks and doubles', () => {
    expect(numbersIn(' 02122334455 \r\n\n0912\n0912\n')).toEqual(['02122334455', '0912']);
  });
});

describe('The id of a new line', () => {
  it('is free', () => {
    expect(freeLineId('http', [])).toBe('http');
    expect(freeLineId('http', ['http', 'http-2'])).toBe('http-3');
  });
});
