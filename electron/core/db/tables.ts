/**
 * The shared tables as `apply` sees them: which columns a change may carry, of what type, and which of them are
 * fields that may change later. Derived columns are not here: nobody writes them but `derive`.
 *
 * A column is written `int`, `text` or `json`; `?` may be null and left out, `=value` may be left out.
 */
type ColumnSpec =
  | 'int'
  | 'int?'
  | `int=${number}`
  | 'text'
  | 'text?'
  | `text=${string}`
  | 'json'
  | `json=${string}`;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

type ValueOf<S> = S extends 'int' | `int=${string}`
  ? number
  : S extends 'int?'
    ? number | null
    : S extends 'text' | `text=${string}`
      ? string
      : S extends 'text?'
        ? string | null
        : Json;

type TableSpec = {
  /** The columns that name a row for all nodes. Two columns are one key text, `first/second`. */
  readonly key: readonly string[];
  /**
   * `fact`: what happened, append-only; only the columns under `fields` may change, the rest is corrected by a
   * retraction. `fields`: what someone is; every column but the key may change, the last writer of each wins.
   */
  readonly kind: 'fact' | 'fields';
  readonly fields: readonly string[] | 'all';
  /** Facts that stand together by whose they are: rows lie in the order (this column, at, id). */
  readonly clusteredBy?: string;
  readonly columns: Readonly<Record<string, ColumnSpec>>;
};

const fact = {
  id: 'int',
  customer_id: 'int',
  at: 'int',
  written_for: 'int?',
} as const;

export const sharedTables = {
  agent: {
    key: ['id'],
    kind: 'fields',
    fields: 'all',
    columns: {
      id: 'int',
      display_name: 'text',
      role: 'text',
      extension: 'text?',
      active: 'int=1',
      deleted_at: 'int?',
    },
  },
  setting: { key: ['key'], kind: 'fields', fields: 'all', columns: { key: 'text', value: 'json' } },
  customer: {
    key: ['id'],
    kind: 'fields',
    fields: 'all',
    columns: {
      id: 'int',
      kind: 'text=person',
      display_name: 'text',
      title: 'text?',
      honorific: 'text?',
      given_name: 'text?',
      family_name: 'text?',
      address_note: 'text?',
      national_id: 'text?',
      origin: 'text=unknown',
      referred_by: 'int?',
      own_number: 'text?',
      manual_tier: 'text?',
      manual_tier_reason: 'text?',
      debt_amount: 'int?',
      debt_unit: 'text?',
      debt_as_of: 'int?',
      created_at: 'int',
      deleted_at: 'int?',
    },
  },
  phone: {
    key: ['id'],
    kind: 'fields',
    fields: 'all',
    columns: {
      id: 'int',
      customer_id: 'int',
      raw: 'text',
      e164: 'text?',
      extension: 'text?',
      label: 'text?',
      from_at: 'int',
      to_at: 'int?',
      deleted_at: 'int?',
    },
  },
  relation: {
    key: ['id'],
    kind: 'fields',
    fields: 'all',
    columns: {
      id: 'int',
      customer_id: 'int',
      other_id: 'int',
      kind: 'text',
      note: 'text?',
      deleted_at: 'int?',
    },
  },
  profile_fact: {
    key: ['id'],
    kind: 'fields',
    fields: 'all',
    columns: {
      id: 'int',
      customer_id: 'int',
      field: 'text',
      value: 'text',
      at: 'int',
      agent_id: 'int?',
      deleted_at: 'int?',
    },
  },
  service: {
    key: ['id'],
    kind: 'fields',
    fields: 'all',
    columns: {
      id: 'int',
      name: 'text',
      kano: 'text',
      tiers: 'json=[]',
      active: 'int=1',
      deleted_at: 'int?',
    },
  },
  interaction: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    clusteredBy: 'customer_id',
    columns: {
      ...fact,
      kind: 'text',
      direction: 'text',
      end: 'text?',
      gist: 'text?',
      outcome: 'int?',
      agent_id: 'int?',
      call_id: 'int?',
      duration_ms: 'int?',
    },
  },
  observation: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    clusteredBy: 'customer_id',
    columns: {
      ...fact,
      trait: 'text',
      our_fault: 'int=0',
      complaint_id: 'int?',
      agent_id: 'int?',
      call_id: 'int?',
    },
  },
  life_event: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    clusteredBy: 'customer_id',
    columns: { ...fact, kind: 'text', note: 'text?', agent_id: 'int?' },
  },
  consent: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    clusteredBy: 'customer_id',
    columns: { ...fact, e164: 'text?', purpose: 'text', given: 'int', agent_id: 'int?' },
  },
  grant_given: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    clusteredBy: 'customer_id',
    columns: {
      ...fact,
      what: 'text',
      amount: 'int?',
      unit: 'text?',
      allowed_by: 'int?',
      agent_id: 'int?',
    },
  },
  purchase: {
    key: ['id'],
    kind: 'fact',
    fields: ['status', 'starts_at', 'ends_at', 'deleted_at'],
    clusteredBy: 'customer_id',
    columns: {
      ...fact,
      what: 'text',
      amount: 'int?',
      unit: 'text=IRR',
      status: 'text',
      starts_at: 'int?',
      ends_at: 'int?',
      own_number: 'text?',
      agent_id: 'int?',
      deleted_at: 'int?',
    },
  },
  enquiry: {
    key: ['id'],
    kind: 'fact',
    fields: ['closed_at'],
    clusteredBy: 'customer_id',
    columns: {
      ...fact,
      what: 'text',
      amount: 'int?',
      unit: 'text=IRR',
      valid_until: 'int?',
      closed_at: 'int?',
      agent_id: 'int?',
    },
  },
  complaint: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    columns: {
      id: 'int',
      customer_id: 'int',
      written_for: 'int?',
      what: 'text',
      category: 'text',
      severity: 'int',
      remedy: 'text?',
      channel: 'text?',
      interaction_id: 'int?',
      opened_at: 'int',
    },
  },
  complaint_event: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    clusteredBy: 'complaint_id',
    columns: {
      id: 'int',
      complaint_id: 'int',
      at: 'int',
      kind: 'text',
      heads: 'json=[]',
      body: 'json={}',
      agent_id: 'int?',
    },
  },
  follow_up: {
    key: ['id'],
    kind: 'fact',
    fields: ['agent_id'],
    columns: {
      id: 'int',
      customer_id: 'int?',
      written_for: 'int?',
      kind: 'text',
      what: 'text',
      agent_id: 'int?',
      made_by: 'int?',
      made_at: 'int',
      first_due_at: 'int',
      complaint_id: 'int?',
      interaction_id: 'int?',
      call_id: 'int?',
    },
  },
  follow_up_event: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    clusteredBy: 'follow_up_id',
    columns: {
      id: 'int',
      follow_up_id: 'int',
      at: 'int',
      kind: 'text',
      body: 'json={}',
      agent_id: 'int?',
    },
  },
  customer_merge: {
    key: ['id'],
    kind: 'fact',
    fields: [],
    columns: { id: 'int', at: 'int', from_id: 'int', into_id: 'int', agent_id: 'int?' },
  },
  retraction: {
    key: ['id'],
    kind: 'fact',
    fields: ['withdrawn_at'],
    columns: {
      id: 'int',
      at: 'int',
      fact_table: 'text',
      fact_id: 'int',
      replacement_id: 'int?',
      reason: 'text?',
      agent_id: 'int?',
      withdrawn_at: 'int?',
    },
  },
  call: {
    key: ['id'],
    kind: 'fields',
    fields: 'all',
    columns: {
      id: 'int',
      call_key: 'text',
      line_id: 'text',
      direction: 'text',
      number: 'text?',
      e164: 'int?',
      name: 'text?',
      dialled: 'text?',
      customer_id: 'int?',
      started_at: 'int',
      answered_at: 'int?',
      ended_at: 'int?',
      end: 'text?',
    },
  },
  call_leg: {
    key: ['call_id', 'leg'],
    kind: 'fields',
    fields: 'all',
    columns: {
      call_id: 'int',
      leg: 'text',
      extension: 'text',
      agent_id: 'int?',
      rang_at: 'int?',
      answered_at: 'int?',
      ended_at: 'int?',
      end: 'text?',
      cause: 'int?',
    },
  },
} as const satisfies Record<string, TableSpec>;

export type SharedTable = keyof typeof sharedTables;
export const sharedTableNames = Object.keys(sharedTables) as SharedTable[];

type Columns<T extends SharedTable> = (typeof sharedTables)[T]['columns'];
type KeyColumns<T extends SharedTable> = (typeof sharedTables)[T]['key'][number];
type RequiredColumn<C> = { [K in keyof C]: C[K] extends 'int' | 'text' | 'json' ? K : never }[keyof C];

/** A row to insert. `id` may be left out: apply makes one. Null columns and defaults may be left out. */
export type InsertRow<T extends SharedTable> = {
  readonly [K in Exclude<RequiredColumn<Columns<T>>, 'id'>]: ValueOf<Columns<T>[K]>;
} & {
  readonly [K in Exclude<keyof Columns<T>, RequiredColumn<Columns<T>>> | ('id' & keyof Columns<T>)]?: ValueOf<
    Columns<T>[K]
  >;
};

type FieldColumn<T extends SharedTable> = (typeof sharedTables)[T]['fields'] extends 'all'
  ? Exclude<keyof Columns<T>, KeyColumns<T>>
  : (typeof sharedTables)[T]['fields'] extends readonly (infer F)[]
    ? F & keyof Columns<T>
    : never;

/** The fields of a row that may change. */
export type Fields<T extends SharedTable> = { readonly [K in FieldColumn<T>]?: ValueOf<Columns<T>[K]> };

/** A row's name on every node: its id, or its text key. */
export type Key = number | string;

export type ChangeOf<T extends SharedTable> =
  | { readonly table: T; readonly op: 'insert'; readonly row: InsertRow<T> }
  | { readonly table: T; readonly op: 'update'; readonly key: Key; readonly fields: Fields<T> }
  /** Inserts the row, or updates the one of this key; only where the key is given, not made. */
  | { readonly table: T; readonly op: 'put'; readonly row: InsertRow<T> };

export type Change = { [T in SharedTable]: ChangeOf<T> }[SharedTable];

type ColumnType = 'int' | 'text' | 'json';

export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  readonly required: boolean;
  readonly fallback: Json;
};

/** A table's description, worked out once. */
export type TableShape = {
  readonly name: SharedTable;
  readonly kind: 'fact' | 'fields';
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  readonly column: ReadonlyMap<string, Column>;
  readonly mayChange: ReadonlySet<string>;
  /** History: `customer_id` is where the row shows now, `written_for` whom it was written for. */
  readonly hasWrittenFor: boolean;
  /** The column by which a fact's rows lie together: then `place` knows where a row stands. */
  readonly clusteredBy: string | null;
};

export function describeTables(): ReadonlyMap<string, TableShape> {
  const shapes = new Map<string, TableShape>();
  for (const name of sharedTableNames) shapes.set(name, describe(name, sharedTables[name]));
  return shapes;
}

function describe(name: SharedTable, spec: TableSpec): TableShape {
  const columns = Object.entries(spec.columns).map(([column, text]) => readColumn(column, text));
  const fields =
    spec.fields === 'all'
      ? columns.map((column) => column.name).filter((column) => !spec.key.includes(column))
      : spec.fields;
  return {
    name,
    kind: spec.kind,
    key: spec.key,
    columns,
    column: new Map(columns.map((column) => [column.name, column])),
    mayChange: new Set(fields),
    hasWrittenFor: 'written_for' in spec.columns,
    clusteredBy: spec.clusteredBy ?? null,
  };
}

function readColumn(name: string, spec: ColumnSpec): Column {
  const type: ColumnType = spec.startsWith('int') ? 'int' : spec.startsWith('text') ? 'text' : 'json';
  const rest = spec.slice(type.length);
  const required = rest === '';
  if (!rest.startsWith('=')) return { name, type, required, fallback: null };
  const text = rest.slice(1);
  return { name, type, required, fallback: type === 'text' ? text : (JSON.parse(text) as Json) };
}
