import { displayText, nameKey } from '#shared/domain/persian-text.ts';

export type NameCells = {
  readonly full: string;
  readonly given: string;
  readonly family: string;
  readonly honorific: string;
  readonly title: string;
};

export type ReadName = {
  readonly displayName: string;
  readonly title: string | null;
  readonly honorific: 'male' | 'female' | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly isOrganisation: boolean;
};

const honorificWords: ReadonlyMap<string, 'male' | 'female'> = new Map<string, 'male' | 'female'>([
  ...splitWords('آقا آقای مرد مذکر male m man mr', 'male'),
  ...splitWords('خانم خانوم زن بانو دوشیزه مؤنث مونث female f woman mrs ms miss', 'female'),
]);
/** Words before a name that say how to address, and those that only accompany them. */
type WordBefore = 'male' | 'female' | 'title' | 'courtesy';
const before: ReadonlyMap<string, WordBefore> = new Map<string, WordBefore>([
  ...splitWords('آقای mr', 'male'),
  ...splitWords('خانم خانوم سرکارخانم mrs ms miss', 'female'),
  ...splitWords('دکتر مهندس استاد پروفسور dr eng prof professor', 'title'),
  ...splitWords('جناب سرکار', 'courtesy'),
]);
const organisationWords: ReadonlySet<string> = new Set(
  splitWords('شرکت سازمان مؤسسه موسسه اداره بانک فروشگاه دانشگاه بیمارستان هتل داروخانه کارخانه', true).map(
    ([word]) => word,
  ),
);

/**
 * Puts a name together. Title and honorific are split off only where they stand as words of their own before a name
 * (`nameKey` must say that the same name is left); آقاجانی stays a family name, and nobody's gender is guessed from a
 * given name. Given and family name are told apart only in two words, or around a comma. Null where nothing is named.
 */
export function readName(cells: NameCells): ReadName | null {
  const apart = cells.family !== '' || cells.given !== '';
  const written = apart ? `${cells.given} ${cells.family}`.trim() : cells.full;
  if (written === '') return null;
  const { rest, titles, honorific } = splitTitles(written);
  const title = displayText([...titles, cells.title].filter((text) => text !== '').join(' '), 60) || null;
  const common = { title: title, honorific: readHonorific(cells.honorific) ?? honorific };
  if (apart) {
    const givenName = splitTitles(cells.given).rest || null;
    const familyName = (cells.given === '' ? rest : cells.family) || null;
    return { ...common, displayName: rest, givenName, familyName, isOrganisation: false };
  }
  if (titles.length === 0 && honorific === null && isOrganisation(rest)) {
    return {
      displayName: rest,
      title: null,
      honorific: null,
      givenName: null,
      familyName: null,
      isOrganisation: true,
    };
  }
  return { ...common, ...givenAndFamily(rest), isOrganisation: false };
}

function splitTitles(written: string): {
  rest: string;
  titles: string[];
  honorific: 'male' | 'female' | null;
} {
  let rest = written;
  let honorific: 'male' | 'female' | null = null;
  const titles: string[] = [];
  for (;;) {
    const space = rest.indexOf(' ');
    if (space < 0) return { rest, titles, honorific };
    const word = rest.slice(0, space);
    const kind = before.get(keyOfWord(word));
    const left = rest.slice(space + 1).trim();
    if (kind === undefined || nameKey(left) !== nameKey(rest)) return { rest, titles, honorific };
    if (kind === 'title') titles.push(word.replace(/[.:]$/, ''));
    else if (kind !== 'courtesy') honorific ??= kind;
    rest = left;
  }
}

function givenAndFamily(name: string): Pick<ReadName, 'displayName' | 'givenName' | 'familyName'> {
  const around = name.split(/\s*[،,]\s*/);
  const [family, given] = around;
  if (around.length === 2 && given !== undefined && given !== '' && family !== undefined && family !== '') {
    return { displayName: `${given} ${family}`, givenName: given, familyName: family };
  }
  const words = name.split(' ');
  const [first, second] = words;
  if (words.length === 1) return { displayName: name, givenName: null, familyName: name };
  if (words.length === 2 && first !== undefined && second !== undefined && !/[()]/.test(name)) {
    return { displayName: name, givenName: first, familyName: second };
  }
  return { displayName: name, givenName: null, familyName: null };
}

function readHonorific(cell: string): 'male' | 'female' | null {
  if (cell === '') return null;
  const last = cell.split(/[ /]+/).at(-1) ?? '';
  return honorificWords.get(keyOfWord(cell)) ?? honorificWords.get(keyOfWord(last)) ?? null;
}

function isOrganisation(name: string): boolean {
  const words = name.split(' ');
  return words.length > 1 && organisationWords.has(keyOfWord(words[0] ?? ''));
}

function splitWords<const T>(words: string, value: T): [string, T][] {
  return words.split(' ').map((word) => [keyOfWord(word), value]);
}

function keyOfWord(word: string): string {
  return nameKey(word.replace(/[.:]$/, ''));
}
