import type { Reader } from './connection.ts';
import { reverseDigits } from './derive-numbers.ts';

/** Finds customers by name or number; answers ids, most recent contact first. Never counts, never sorts all. */
export type Search = {
  /**
   * Customers in whose name all of these words occur, in any order, also in mid-word. The words are folded
   * (`searchWords` of shared/domain/persian-text.ts) and hold no blanks.
   */
  byName(words: readonly string[], limit: number): number[];
  /** Customers whose name sounds like this: a suggestion, never a match. `key` is a `soundKey`. */
  bySound(key: string, limit: number): number[];
  /**
   * Customers with a number that ends with or begins with these digits (2 at least; Latin; a leading 0 or 98 may
   * be there or not), and recent customers with a number that holds them anywhere (3 at least).
   */
  byDigits(digits: string, limit: number): number[];
  /** Interactions whose gist has all of these folded words, newest first. */
  byGist(words: readonly string[], limit: number): number[];
};

/** A trigram index finds nothing under three letters. */
const shortestIndexed = 3;

/** How many of the most recent customers a search looks through where no index helps: some milliseconds. */
const looksThrough = 2000;

/** How many queued customers a search looks through: more wait only during an import, newest entered first. */
const looksThroughQueue = 20_000;

const maxWords = 8;

export function makeSearch(reader: Reader): Search {
  const alive = 'c.deleted_at IS NULL AND c.merged_into IS NULL';
  const indexed = reader.value<number>(
    `SELECT s.customer_id FROM (
       SELECT rowid AS slot FROM name_fts WHERE name_fts MATCH ?1 ORDER BY rowid DESC LIMIT ?2
     ) f JOIN slot s ON s.slot = f.slot ORDER BY f.slot DESC`,
  );
  const nameOf = reader.value<string>(`SELECT c.name_key FROM customer c WHERE c.id = ? AND ${alive}`);
  const beginning = reader.value<number>(
    `SELECT c.id FROM customer c WHERE c.name_key >= ?1 AND c.name_key < ?2 AND ${alive} ORDER BY c.name_key LIMIT ?3`,
  );
  const recent = reader.query<{ id: number; name_key: string }>(
    `SELECT c.id, c.name_key FROM (SELECT slot, customer_id FROM slot ORDER BY slot DESC LIMIT ?) s
     JOIN customer c ON c.id = s.customer_id WHERE ${alive} ORDER BY s.slot DESC`,
  );
  const queued = reader.query<{ customer_id: number; k: string }>(
    'SELECT customer_id, k FROM name_queue ORDER BY customer_id DESC LIMIT ?',
  );
  const soundsLike = reader.value<number>(
    `SELECT c.id FROM customer c WHERE c.sound_key = ? AND ${alive} LIMIT ?`,
  );
  const numberFrom = reader.value<number>(
    'SELECT customer_id FROM phone_index WHERE e164 >= ? AND e164 < ? LIMIT ?',
  );
  const numberEnding = reader.value<number>(
    'SELECT customer_id FROM phone_index WHERE rev >= ?1 AND rev < ?2 LIMIT ?3',
  );
  const recentHolding = reader.value<number>(
    `SELECT DISTINCT s.customer_id FROM (SELECT slot, customer_id FROM slot ORDER BY slot DESC LIMIT ?1) s
     JOIN phone p ON p.customer_id = s.customer_id
     WHERE p.to_at IS NULL AND p.deleted_at IS NULL AND instr(p.e164, ?2) LIMIT ?3`,
  );
  const gists = reader.value<number>(
    'SELECT rowid FROM gist_fts WHERE gist_fts MATCH ? ORDER BY rowid DESC LIMIT ?',
  );

  function inIndex(words: readonly string[], limit: number): number[] {
    const long = words.filter((word) => Array.from(word).length >= shortestIndexed);
    const match = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
    if (long.length === words.length) return indexed.all(match, limit);
    // the short words are looked for in what the long ones found
    const found = indexed.all(match, Math.max(looksThrough, limit));
    return found.filter((id) => holdsAll(nameOf.get(id) ?? '', words));
  }

  function withoutIndex(words: readonly string[], limit: number): number[] {
    const [first] = words;
    if (first === undefined) return [];
    const found = recent.all(looksThrough).filter((row) => holdsAll(row.name_key, words));
    const begins = words.length === 1 ? beginning.all(first, `${first}\u{10ffff}`, limit) : [];
    return [...found.map((row) => row.id), ...begins];
  }

  /** The shortest and longest E.164 are 8 and 15 digits: one range for each length that begins so. */
  function numbersFrom(digits: string, limit: number): number[] {
    const found: number[] = [];
    for (let length = Math.max(8, digits.length); length <= 15 && found.length < limit; length += 1) {
      const scale = 10 ** (length - digits.length);
      const from = Number(digits) * scale;
      found.push(...numberFrom.all(from, from + scale, limit - found.length));
    }
    return found;
  }

  return {
    byName(words, limit) {
      const asked = words.filter((word) => word !== '').slice(0, maxWords);
      if (asked.length === 0) return [];
      const hasLong = asked.some((word) => Array.from(word).length >= shortestIndexed);
      // not yet indexed: just entered or just spoken with, so they come first
      const waiting = queued.all(looksThroughQueue).filter((row) => holdsAll(row.k, asked));
      const found = hasLong ? inIndex(asked, limit) : withoutIndex(asked, limit);
      return firstOf([...waiting.map((row) => row.customer_id), ...found], limit).filter(
        (id) => nameOf.get(id) !== undefined,
      );
    },
    bySound: (key, limit) => (key === '' ? [] : soundsLike.all(key, limit)),
    byDigits(digits, limit) {
      if (!/^\d{2,15}$/.test(digits)) return [];
      const reversed = reverseDigits(digits);
      const ending = numberEnding.all(reversed, `${reversed}:`, limit); // ':' follows '9'
      const national = digits.replace(/^0+/, '');
      const starts = national === '' ? [] : [digits, `98${national}`].filter((start) => /^[1-9]/.test(start));
      const found = firstOf([...ending, ...starts.flatMap((start) => numbersFrom(start, limit))], limit);
      if (found.length === limit || digits.length < shortestIndexed) return found;
      // in the middle of a number no index helps: the recent customers only
      return firstOf([...found, ...recentHolding.all(looksThrough, digits, limit)], limit);
    },
    byGist(words, limit) {
      const asked = words.filter((word) => word !== '').slice(0, maxWords);
      if (asked.length === 0) return [];
      return gists.all(asked.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND '), limit);
    },
  };
}

function holdsAll(key: string, words: readonly string[]): boolean {
  return key !== '' && words.every((word) => key.includes(word));
}

function firstOf(ids: readonly number[], limit: number): number[] {
  return [...new Set(ids)].slice(0, limit);
}
