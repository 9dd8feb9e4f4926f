import type { Writer } from '../db/connection.ts';
import { firstSlotOf } from '../db/search-slots.ts';
import { dayMs } from './days.ts';

/** Indexes whose order is not that of the rows: filled row by row they would read and write the same pages again and again. */
const scattered = ['purchase_at', 'customer_name_key', 'customer_sound_key', 'phone_index_rev'] as const;

/**
 * Takes the scattered indexes away until the rows are written; they come back from the schema's own text. The
 * sorts go to temporary files, which ordinary stores never do: the keys are ids and times of invented people.
 */
export function putIndexesOff(writer: Writer): { buildAgain(): void } {
  const textOf = writer.value<string>("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?");
  const texts = scattered.map((name) => {
    const text = textOf.get(name);
    if (text === undefined) throw new Error(`the schema has no index ${name}`);
    return text;
  });
  for (const name of scattered) writer.script(`DROP INDEX "${name}"`);
  // one segment a transaction, and not one for each megabyte of words
  setGistBuffer(writer, 64 * 1024 * 1024);
  return {
    buildAgain() {
      writer.script('PRAGMA temp_store = FILE');
      for (const text of texts) writer.script(text);
      writer.script('PRAGMA temp_store = MEMORY');
      setGistBuffer(writer, usualGistBuffer);
    },
  };
}

/** FTS5's own default, in bytes. */
const usualGistBuffer = 1024 * 1024;

function setGistBuffer(writer: Writer, bytes: number): void {
  writer.command("INSERT INTO gist_fts (gist_fts, rank) VALUES ('hashsize', ?)").run(BigInt(bytes));
}

/** Gives every customer the recency slot of the last contact, and indexes the names in that order. */
export function indexNames(writer: Writer): void {
  writer.script(`PRAGMA temp_store = FILE;
    CREATE TEMP TABLE named AS
      SELECT day * ${firstSlotOf(1)} + row_number() OVER (PARTITION BY day ORDER BY id) - 1 AS slot, id, name_key
      FROM (
        SELECT id, name_key, coalesce(last_interaction_at, created_at) / ${dayMs} AS day
        FROM customer WHERE name_key <> ''
      ) ORDER BY slot;
    INSERT INTO slot (slot, customer_id) SELECT slot, id FROM named ORDER BY rowid;
    INSERT INTO name_fts (rowid, k) SELECT slot, name_key FROM named ORDER BY rowid;
    DROP TABLE named;
    PRAGMA temp_store = MEMORY`);
}
