import Database from 'better-sqlite3';

/** What SQLite binds and answers here. Integers are bound and read as numbers: no id or amount exceeds 2^53. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** A statement that only reads. Prepared once for each text and kept by its connection. */
export type Query<Row> = {
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
  iterate(...values: SqlValue[]): IterableIterator<Row>;
};

export type Command = {
  run(...values: SqlValue[]): { changes: number; lastId: number };
};

declare const reads: unique symbol;
declare const writes: unique symbol;

/** A handle that cannot write: `query` and `value` refuse every statement that would. */
export type Reader = {
  readonly [reads]: true;
  readonly file: string;
  /** Rows as objects, column name → value. The caller names the row's type; the SQL stands beside it. */
  query<Row>(sql: string): Query<Row>;
  /** The first column of each row. */
  value<T>(sql: string): Query<T>;
  /** Runs `work` on one snapshot of the store; joins a transaction that is already open. */
  snapshot<T>(work: () => T): T;
  close(): void;
};

/** A handle that may write. Shared tables are written only through `apply`. */
export type Writer = Reader & {
  readonly [writes]: true;
  command(sql: string): Command;
  /** Several statements without values: migrations. */
  script(sql: string): void;
  /** A function of ours for statements on this connection: for rewriting a column row by row. */
  define(name: string, work: (value: SqlValue) => SqlValue): void;
  /** A pragma that does something, with its rows: checkpoints. */
  pragma<Row>(text: string): Row[];
  /** Takes the write lock at once, commits at the end, rolls back on a throw; joins an open transaction. */
  transaction<T>(work: () => T): T;
  readonly inTransaction: boolean;
};

export type ConnectionOptions = {
  readonly file: string;
  /** Raw 32-byte key; the file is encrypted from its first page. */
  readonly key: Uint8Array | typeof notEncrypted;
  /** Page cache in MiB: 64, and 16 in the background lane. An encrypted page is decrypted on each cache miss. */
  readonly cacheMb?: number;
  /** How long a writer waits for another's transaction, in ms. */
  readonly busyMs?: number;
  /** Pages in the write-ahead log after which a commit of this connection moves them; `autocheckpointPages`. */
  readonly checkpointAt?: number;
};

/** In place of a key: for measuring what encryption costs, on copies of invented people. No data folder has this. */
export const notEncrypted = 'not encrypted';

/**
 * 8 KiB pages: interior nodes of clustered tables hold more keys, so a cold card descends through fewer pages,
 * and a customer's row with its digest needs no overflow page.
 */
export const pageSize = 8192;

/** WAL frames after which a commit checkpoints by itself: a backstop, the background lane comes before it. */
export const autocheckpointPages = 4000;

/** The same in the live lane: moving 4000 pages keeps an agent waiting for 50 ms, so it is left to the background. */
export const liveAutocheckpointPages = 32_000;

const defaultCacheMb = 64;
const defaultBusyMs = 5000;

export function openWriter(options: ConnectionOptions): Writer {
  const database = openDatabase(options, false);
  return makeHandle(database, options.file);
}

export function openReader(options: ConnectionOptions): Reader {
  const database = openDatabase(options, true);
  return makeHandle(database, options.file);
}

function openDatabase(options: ConnectionOptions, readonly: boolean): Database.Database {
  const { key } = options;
  if (key !== notEncrypted && key.length !== 32) throw new Error('a store key has 32 bytes');
  const database = new Database(options.file, {
    readonly,
    fileMustExist: readonly,
    timeout: options.busyMs ?? defaultBusyMs,
  });
  try {
    if (key !== notEncrypted) database.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    for (const setting of settingsFor(options, readonly)) set(database, setting);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

type Setting = { name: string; value: string | number; reads: string | number; writerOnly?: true };

/** Set and read back at each open: the build's own defaults are NORMAL in WAL, and a trusted schema. */
function settingsFor(options: ConnectionOptions, readonly: boolean): Setting[] {
  const checkpointAt = options.checkpointAt ?? autocheckpointPages;
  const settings: Setting[] = [
    { name: 'page_size', value: pageSize, reads: pageSize, writerOnly: true },
    { name: 'journal_mode', value: 'WAL', reads: 'wal', writerOnly: true },
    { name: 'synchronous', value: 'FULL', reads: 2 },
    { name: 'foreign_keys', value: 'ON', reads: 1 },
    // a sort that spills to a file would leave readable names on the disk
    { name: 'temp_store', value: 'MEMORY', reads: 2 },
    { name: 'trusted_schema', value: 'OFF', reads: 0 },
    {
      name: 'cache_size',
      value: -1024 * (options.cacheMb ?? defaultCacheMb),
      reads: -1024 * (options.cacheMb ?? defaultCacheMb),
    },
    { name: 'busy_timeout', value: options.busyMs ?? defaultBusyMs, reads: options.busyMs ?? defaultBusyMs },
    { name: 'wal_autocheckpoint', value: checkpointAt, reads: checkpointAt, writerOnly: true },
    { name: 'query_only', value: readonly ? 1 : 0, reads: readonly ? 1 : 0 },
  ];
  return settings.filter((setting) => !readonly || setting.writerOnly !== true);
}

function set(database: Database.Database, setting: Setting): void {
  database.pragma(`${setting.name} = ${setting.value}`);
  const found: unknown = database.pragma(setting.name, { simple: true });
  if (found !== setting.reads) {
    throw new Error(`store setting ${setting.name} is ${String(found)}, not ${setting.reads}`);
  }
}

function makeHandle(database: Database.Database, file: string): Writer {
  const queries = new Map<string, Query<unknown>>();
  const values = new Map<string, Query<unknown>>();
  const commands = new Map<string, Command>();
  const begin = database.prepare('BEGIN IMMEDIATE');
  const beginRead = database.prepare('BEGIN');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');

  function prepareReading(sql: string, plucked: boolean): Query<unknown> {
    const statement = database.prepare<SqlValue[]>(sql);
    if (!statement.readonly || !statement.reader) throw new Error(`a reader was asked to write: ${sql}`);
    return bindNumbered(sql, plucked ? statement.pluck() : statement);
  }

  function within<T>(start: Database.Statement, work: () => T): T {
    if (database.inTransaction) return work();
    start.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors (a full disk, a lost file)
      if (database.inTransaction) rollback.run();
      throw error;
    }
  }

  const handle = {
    file,
    query<Row>(sql: string): Query<Row> {
      const kept = queries.get(sql) ?? prepareReading(sql, false);
      queries.set(sql, kept);
      return kept as Query<Row>;
    },
    value<T>(sql: string): Query<T> {
      const kept = values.get(sql) ?? prepareReading(sql, true);
      values.set(sql, kept);
      return kept as Query<T>;
    },
    snapshot: <T>(work: () => T): T => within(beginRead, work),
    command(sql: string): Command {
      const kept = commands.get(sql) ?? toCommand(sql, database.prepare<SqlValue[]>(sql));
      commands.set(sql, kept);
      return kept;
    },
    script(sql: string): void {
      database.exec(sql);
    },
    define(name: string, work: (value: SqlValue) => SqlValue): void {
      database.function(name, { deterministic: true }, (value) => work(value as SqlValue));
    },
    pragma: <Row>(text: string): Row[] => database.pragma(text) as Row[],
    transaction: <T>(work: () => T): T => within(begin, work),
    get inTransaction(): boolean {
      return database.inTransaction;
    },
    close(): void {
      database.close();
    },
  };
  // the brands exist for the type checker only
  return handle as unknown as Writer;
}

/** `?1`, `?2` … may stand in a statement more than once; the driver wants them by name, we give them in order. */
function bindNumbered(sql: string, statement: Database.Statement<SqlValue[]>): Query<unknown> {
  if (!isNumbered(sql)) return statement;
  const named = statement as Database.Statement;
  return {
    get: (...values) => named.get(byNumber(values)),
    all: (...values) => named.all(byNumber(values)),
    iterate: (...values) => named.iterate(byNumber(values)),
  };
}

function toCommand(sql: string, statement: Database.Statement<SqlValue[]>): Command {
  const named = isNumbered(sql) ? (statement as Database.Statement) : null;
  return {
    run(...values) {
      const result = named === null ? statement.run(...values) : named.run(byNumber(values));
      return { changes: result.changes, lastId: Number(result.lastInsertRowid) };
    },
  };
}

function isNumbered(sql: string): boolean {
  return /\?\d/.test(sql);
}

function byNumber(values: readonly SqlValue[]): Record<number, SqlValue> {
  const named: Record<number, SqlValue> = {};
  for (const [index, value] of values.entries()) named[index + 1] = value;
  return named;
}
