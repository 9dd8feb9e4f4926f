/**
 * The first schema. Never edited after landing: what comes later is a migration of its own.
 *
 * Three kinds of tables (design.md, section 6):
 * - shared rows, written only by `apply`: each carries `clock`, the hybrid logical clock under which the row was
 *   written whole; a field that is newer has its own in `field_clock`;
 * - derived tables and columns, kept by `apply` in the same transaction and never shared: marked "derived";
 * - local tables of this node: node, operation, field_clock, draft, audit, secret, queues.
 *
 * Layout: what a card reads is clustered by customer (WITHOUT ROWID), and open things stand in partial
 * covering indexes, which stay small however old the store grows. Small lists that every card shows
 * (phones, observations, relations, life events) are derived into `customer.digest`, so that a card on a cold
 * disk costs three descents and not nine. A covering index names the columns of its own WHERE too: SQLite reads
 * the row for those it does not find in the index.
 */
export const foundation = {
  version: 10,
  name: 'foundation',
  sql: /* sql */ `
-- ── local: this node ─────────────────────────────────────────────────────────
CREATE TABLE node (
  only        INTEGER PRIMARY KEY CHECK (only = 1),
  number      INTEGER NOT NULL CHECK (number BETWEEN 0 AND 4095),
  incarnation TEXT    NOT NULL,                 -- random, made anew when a store is copied to another machine
  last_id     INTEGER NOT NULL DEFAULT 0,       -- both as of the last write that was no operation
  last_clock  INTEGER NOT NULL DEFAULT 0,
  indexed_id  INTEGER NOT NULL DEFAULT 0,       -- facts made here are in the search index up to this id
  hub_joined  INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What one person did at once, what one undo takes back: a single row, because every page that a save touches is
-- encrypted and written anew. Operations come in the order of their ids.
CREATE TABLE operation (
  id         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  agent_id   INTEGER,
  label      TEXT    NOT NULL,                  -- method name, e.g. customers.attachPhone
  undone_by  INTEGER,
  undoes     INTEGER,
  last_id    INTEGER NOT NULL,                  -- where the node's ids and clock stood after it
  last_clock INTEGER NOT NULL,
  schema     INTEGER NOT NULL,                  -- migration number the changes were written under
  changes    TEXT    NOT NULL                   -- JSON list of {table, key, op, clock, body, before}: see db/operation.ts
) STRICT;

-- the same, one row for each row changed, in their order
CREATE VIEW change AS
SELECT o.id AS operation_id, c.key AS place, c.value ->> 'clock' AS clock, o.schema, c.value ->> 'table' AS "table",
  c.value ->> 'key' AS key, c.value ->> 'op' AS op, c.value -> 'body' AS body, c.value -> 'before' AS before
FROM operation o, json_each(o.changes) c;

CREATE TABLE field_clock (
  "table" TEXT    NOT NULL,
  key     ANY     NOT NULL,
  field   TEXT    NOT NULL,
  clock   INTEGER NOT NULL,                     -- only where newer than the row's own clock
  PRIMARY KEY ("table", key, field)
) STRICT, WITHOUT ROWID;

-- changes of another node to a row that has not come yet
CREATE TABLE parked_change (
  "table" TEXT    NOT NULL,
  key     ANY     NOT NULL,
  clock   INTEGER NOT NULL,
  body    TEXT    NOT NULL,
  PRIMARY KEY ("table", key, clock, body)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  key         TEXT    PRIMARY KEY,              -- call id, or manual:<customer id>
  agent_id    INTEGER,
  customer_id INTEGER,
  body        TEXT    NOT NULL,                 -- JSON
  updated_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE secret (
  key   TEXT PRIMARY KEY,                       -- of this node only; the file is encrypted; never sent to a renderer
  value TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
  id           INTEGER PRIMARY KEY,
  at           INTEGER NOT NULL,
  agent_id     INTEGER,
  action       TEXT    NOT NULL,                -- method name
  subject_kind TEXT,
  subject_id   INTEGER,
  detail       TEXT
) STRICT;
CREATE INDEX audit_at ON audit (at);

-- ── shared: people who work here, and settings ──────────────────────────────
CREATE TABLE agent (
  id           INTEGER PRIMARY KEY,
  display_name TEXT    NOT NULL,
  role         TEXT    NOT NULL CHECK (role IN ('agent', 'supervisor', 'administrator')),
  extension    TEXT,
  active       INTEGER NOT NULL DEFAULT 1,
  deleted_at   INTEGER,
  clock        INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  key   TEXT    PRIMARY KEY,                    -- '<scope>/<name>', scope = branch | node | agent:<id>
  value TEXT    NOT NULL,                       -- JSON
  clock INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ── shared: customers, what they are (fields) ───────────────────────────────
CREATE TABLE customer (
  id            INTEGER PRIMARY KEY,
  kind          TEXT    NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
  display_name  TEXT    NOT NULL,
  title         TEXT,                           -- دکتر، مهندس …
  honorific     TEXT    CHECK (honorific IN ('male', 'female')),
  given_name    TEXT,
  family_name   TEXT,
  address_note  TEXT,                           -- how to address them: one short line
  national_id   TEXT,
  origin        TEXT    NOT NULL DEFAULT 'unknown'
                CHECK (origin IN ('called', 'visited', 'referred', 'fair', 'web', 'oldFile', 'unknown')),
  referred_by   INTEGER,
  own_number    TEXT,                           -- the row's number in the file or program it came from
  manual_tier   TEXT    CHECK (manual_tier IN ('gold', 'silver', 'base')),
  manual_tier_reason TEXT,
  debt_amount   INTEGER,
  debt_unit     TEXT,
  debt_as_of    INTEGER,
  created_at    INTEGER NOT NULL,
  deleted_at    INTEGER,
  clock         INTEGER NOT NULL,
  -- derived:
  name_key      TEXT    NOT NULL DEFAULT '',
  sound_key     TEXT    NOT NULL DEFAULT '',
  name_key_version INTEGER NOT NULL DEFAULT 0,
  merged_into   INTEGER,
  tier          TEXT    CHECK (tier IN ('gold', 'silver')),
  n_interaction INTEGER NOT NULL DEFAULT 0,
  first_interaction_at INTEGER,
  last_interaction_at  INTEGER,
  n_purchase    INTEGER NOT NULL DEFAULT 0,
  sum_purchase  INTEGER NOT NULL DEFAULT 0,     -- rials of purchases neither cancelled nor refunded
  first_purchase_at INTEGER,
  last_purchase_at  INTEGER,
  last_purchase_what TEXT,
  n_live_purchase   INTEGER NOT NULL DEFAULT 0,
  n_open_enquiry    INTEGER NOT NULL DEFAULT 0,
  n_open_complaint  INTEGER NOT NULL DEFAULT 0,
  n_open_follow_up  INTEGER NOT NULL DEFAULT 0,
  n_grant       INTEGER NOT NULL DEFAULT 0,
  digest        TEXT    NOT NULL DEFAULT '{}'   -- JSON {phones, observations, relations, life, profile}: see db/digest.ts
) STRICT;
CREATE INDEX customer_name_key ON customer (name_key) WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX customer_sound_key ON customer (sound_key) WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX customer_merged_into ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customer_referred_by ON customer (referred_by) WHERE referred_by IS NOT NULL;
CREATE INDEX customer_own_number ON customer (own_number) WHERE own_number IS NOT NULL;
CREATE INDEX customer_national_id ON customer (national_id) WHERE national_id IS NOT NULL;

CREATE TABLE phone (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  raw         TEXT    NOT NULL,
  e164        TEXT,
  extension   TEXT,
  label       TEXT    CHECK (label IN ('mobile', 'home', 'work', 'fax', 'other')),
  from_at     INTEGER NOT NULL,
  to_at       INTEGER,                          -- a removed number still explains old calls
  deleted_at  INTEGER,
  clock       INTEGER NOT NULL
) STRICT;
CREATE INDEX phone_customer ON phone (customer_id);
-- a removed number still leads to whom it was of, as a guess
CREATE INDEX phone_former ON phone (e164, customer_id, to_at, deleted_at) WHERE to_at IS NOT NULL AND deleted_at IS NULL;

-- derived: numbers in use; e164 as an integer is a quarter smaller than text
CREATE TABLE phone_index (
  e164        INTEGER NOT NULL,
  customer_id INTEGER NOT NULL,
  rev         TEXT    NOT NULL,                 -- digits reversed, for "ends with"
  PRIMARY KEY (e164, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_index_rev ON phone_index (rev);

CREATE TABLE relation (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,                 -- this person …
  other_id    INTEGER NOT NULL,                 -- … to that person or organisation
  kind        TEXT    NOT NULL CHECK (kind IN ('family', 'worksFor', 'callsFor')),
  note        TEXT,
  deleted_at  INTEGER,
  clock       INTEGER NOT NULL
) STRICT;
CREATE INDEX relation_customer ON relation (customer_id);
CREATE INDEX relation_other ON relation (other_id);

CREATE TABLE profile_fact (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  field       TEXT    NOT NULL,                 -- one of the supervisor's list: travelTaste, season, birthday, channel, pleases …
  value       TEXT    NOT NULL,
  at          INTEGER NOT NULL,                 -- when it was told or confirmed: facts age
  agent_id    INTEGER,
  deleted_at  INTEGER,
  clock       INTEGER NOT NULL
) STRICT;
CREATE INDEX profile_fact_customer ON profile_fact (customer_id);

CREATE TABLE service (
  id         INTEGER PRIMARY KEY,
  name       TEXT    NOT NULL,
  kano       TEXT    NOT NULL CHECK (kano IN ('basic', 'performance', 'delight')),
  tiers      TEXT    NOT NULL DEFAULT '[]',     -- JSON list of tiers it suits; empty = everyone
  active     INTEGER NOT NULL DEFAULT 1,
  deleted_at INTEGER,
  clock      INTEGER NOT NULL
) STRICT;

-- ── shared: what happened (facts, append-only) ──────────────────────────────
-- derived: where each clustered fact stands, by its id. One table for all of them, because the facts of one save
-- have ids that follow each other, and so share a page
CREATE TABLE place (
  id    INTEGER PRIMARY KEY,
  owner INTEGER NOT NULL,                       -- the customer_id, complaint_id or follow_up_id it is clustered by
  at    INTEGER NOT NULL
) STRICT;

-- customer_id is where a row shows now (a merge moves it); written_for is whom it was written for, and stays.
CREATE TABLE interaction (
  customer_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('call', 'visit', 'message', 'sms')),
  direction   TEXT    NOT NULL CHECK (direction IN ('inbound', 'outbound')),
  end         TEXT    CHECK (end IN ('ended', 'missed', 'elsewhere', 'busy')),
  gist        TEXT,
  outcome     INTEGER,                          -- 1…15, labels outcome.N
  agent_id    INTEGER,
  call_id     INTEGER,
  duration_ms INTEGER,
  hidden_by   INTEGER,                          -- derived: the retraction that hides it
  clock       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_call ON interaction (call_id) WHERE call_id IS NOT NULL;

CREATE TABLE observation (
  customer_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  trait       TEXT    NOT NULL CHECK (trait IN ('calm', 'sociable', 'curious', 'inHurry', 'formal', 'humorous',
                                               'hesitant', 'demanding', 'grumbling', 'upsetToday')),
  our_fault   INTEGER NOT NULL DEFAULT 0,
  complaint_id INTEGER,                         -- upset belongs to a matter
  agent_id    INTEGER,
  call_id     INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE life_event (
  customer_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('deceased', 'moved', 'family')),
  note        TEXT,
  agent_id    INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent (
  customer_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  e164        TEXT,
  purpose     TEXT    NOT NULL,
  given       INTEGER NOT NULL,                 -- 0 = opted out: no import overrides it
  agent_id    INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE grant_given (
  customer_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  what        TEXT    NOT NULL,
  amount      INTEGER,
  unit        TEXT,
  allowed_by  INTEGER,
  agent_id    INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;

-- purchases and enquiries: the dealing is a fact, its status a field
CREATE TABLE purchase (
  customer_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  what        TEXT    NOT NULL,
  amount      INTEGER,
  unit        TEXT    NOT NULL DEFAULT 'IRR',
  status      TEXT    NOT NULL CHECK (status IN ('in_progress', 'done', 'cancelled', 'refunded')),
  starts_at   INTEGER,
  ends_at     INTEGER,
  own_number  TEXT,
  agent_id    INTEGER,
  deleted_at  INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX purchase_live ON purchase (customer_id, starts_at, ends_at, what, amount, unit, at, id, status, hidden_by, deleted_at)
  WHERE status = 'in_progress' AND hidden_by IS NULL AND deleted_at IS NULL;
CREATE INDEX purchase_at ON purchase (at);

CREATE TABLE enquiry (
  customer_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  what        TEXT    NOT NULL,
  amount      INTEGER,
  unit        TEXT    NOT NULL DEFAULT 'IRR',
  valid_until INTEGER,
  closed_at   INTEGER,
  agent_id    INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (customer_id, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enquiry_open ON enquiry (customer_id, at, what, amount, unit, valid_until, agent_id, id, closed_at, hidden_by)
  WHERE closed_at IS NULL AND hidden_by IS NULL;

CREATE TABLE complaint (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  written_for INTEGER NOT NULL,
  what        TEXT    NOT NULL,
  category    TEXT    NOT NULL,
  severity    INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 4),
  remedy      TEXT,
  channel     TEXT,
  interaction_id INTEGER,
  opened_at   INTEGER NOT NULL,
  clock       INTEGER NOT NULL,
  -- derived from complaint_event:
  state       TEXT    NOT NULL DEFAULT 'received',
  level       INTEGER NOT NULL DEFAULT 0,
  owner_agent_id INTEGER,
  owner_unit  TEXT,
  n_handover  INTEGER NOT NULL DEFAULT 0,
  n_reopened  INTEGER NOT NULL DEFAULT 0,
  sla_due_at  INTEGER,
  next_contact_at INTEGER,
  verdict     TEXT,
  closed_at   INTEGER,                          -- also set when a retraction hides it
  hidden_by   INTEGER
) STRICT;
CREATE INDEX complaint_open ON complaint (customer_id, closed_at) WHERE closed_at IS NULL;
-- the closed ones apart, so that a new complaint is written to one index and not to three
CREATE INDEX complaint_closed ON complaint (customer_id, closed_at) WHERE closed_at IS NOT NULL;

CREATE TABLE complaint_event (
  complaint_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  kind        TEXT    NOT NULL,
  heads       TEXT    NOT NULL DEFAULT '[]',    -- JSON list of the event ids this one saw
  body        TEXT    NOT NULL DEFAULT '{}',
  agent_id    INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (complaint_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_up (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER,
  written_for INTEGER,
  kind        TEXT    NOT NULL CHECK (kind IN ('promise', 'internal', 'callback', 'welcome', 'expiry')),
  what        TEXT    NOT NULL,
  agent_id    INTEGER,
  made_by     INTEGER,
  made_at     INTEGER NOT NULL,
  first_due_at INTEGER NOT NULL,
  complaint_id INTEGER,
  interaction_id INTEGER,
  call_id     INTEGER,
  clock       INTEGER NOT NULL,
  -- derived from follow_up_event:
  due_at      INTEGER NOT NULL,
  n_moved     INTEGER NOT NULL DEFAULT 0,
  n_tried     INTEGER NOT NULL DEFAULT 0,
  done_at     INTEGER,                          -- also set when a retraction hides it
  hidden_by   INTEGER,
  end         TEXT    CHECK (end IN ('kept', 'late', 'broken', 'customer_came_first', 'cancelled', 'done'))
) STRICT;
CREATE INDEX follow_up_open ON follow_up (customer_id, done_at) WHERE done_at IS NULL;
CREATE INDEX follow_up_agent ON follow_up (agent_id, due_at) WHERE done_at IS NULL;
CREATE INDEX follow_up_closed ON follow_up (customer_id, due_at) WHERE done_at IS NOT NULL;

CREATE TABLE follow_up_event (
  follow_up_id INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  id          INTEGER NOT NULL,
  kind        TEXT    NOT NULL CHECK (kind IN ('moved', 'tried', 'closed', 'cancelled', 'reassigned', 'commented')),
  body        TEXT    NOT NULL DEFAULT '{}',
  agent_id    INTEGER,
  hidden_by   INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (follow_up_id, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_merge (
  id       INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  from_id  INTEGER NOT NULL,
  into_id  INTEGER NOT NULL,
  agent_id INTEGER,
  hidden_by INTEGER,
  clock    INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_merge_from ON customer_merge (from_id);
CREATE INDEX customer_merge_into ON customer_merge (into_id);

-- a correction: hides one fact, and may name the fact that stands in its place
CREATE TABLE retraction (
  id             INTEGER PRIMARY KEY,
  at             INTEGER NOT NULL,
  fact_table     TEXT    NOT NULL,
  fact_id        INTEGER NOT NULL,
  replacement_id INTEGER,
  reason         TEXT,
  agent_id       INTEGER,
  withdrawn_at   INTEGER,                       -- a retraction that is itself undone
  clock          INTEGER NOT NULL
) STRICT;
CREATE INDEX retraction_fact ON retraction (fact_table, fact_id);

-- ── shared: calls as lines reported them ────────────────────────────────────
CREATE TABLE call (
  id          INTEGER PRIMARY KEY,
  call_key    TEXT    NOT NULL UNIQUE,          -- line server · Linkedid or Uniqueid · start: the same on every node
  line_id     TEXT    NOT NULL,
  direction   TEXT    NOT NULL CHECK (direction IN ('inbound', 'outbound', 'internal')),
  number      TEXT,                             -- as the line sent it
  e164        INTEGER,
  name        TEXT,
  dialled     TEXT,
  customer_id INTEGER,
  started_at  INTEGER NOT NULL,
  answered_at INTEGER,
  ended_at    INTEGER,
  end         TEXT    CHECK (end IN ('ended', 'missed', 'elsewhere', 'busy', 'never_rang')),
  clock       INTEGER NOT NULL
) STRICT;
CREATE INDEX call_started ON call (started_at);
CREATE INDEX call_number ON call (e164, started_at, end, direction) WHERE e164 IS NOT NULL;
CREATE INDEX call_customer ON call (customer_id, started_at) WHERE customer_id IS NOT NULL;

CREATE TABLE call_leg (
  call_id     INTEGER NOT NULL,
  leg         TEXT    NOT NULL,
  extension   TEXT    NOT NULL,
  agent_id    INTEGER,
  rang_at     INTEGER,
  answered_at INTEGER,
  ended_at    INTEGER,
  end         TEXT    CHECK (end IN ('ended', 'missed', 'elsewhere', 'busy', 'never_rang')),
  cause       INTEGER,
  clock       INTEGER NOT NULL,
  PRIMARY KEY (call_id, leg)
) STRICT, WITHOUT ROWID;

-- ── derived: search ─────────────────────────────────────────────────────────
CREATE TABLE slot (
  slot        INTEGER PRIMARY KEY,              -- day of the last contact × 2^32 + a number: the larger, the more recent
  customer_id INTEGER NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE name_fts USING fts5 (k, content='', contentless_delete=1, tokenize='trigram');
CREATE VIRTUAL TABLE gist_fts USING fts5 (g, content='', contentless_delete=1, detail=none,
  tokenize='unicode61 remove_diacritics 0');
-- what is to be indexed beside the facts above node.indexed_id: new and changed names, and entries of other nodes,
-- hidden or shown again
CREATE TABLE name_queue (customer_id INTEGER PRIMARY KEY, k TEXT NOT NULL DEFAULT '') STRICT; -- k: what search reads meanwhile
CREATE TABLE gist_queue (interaction_id INTEGER PRIMARY KEY) STRICT;
`,
} as const;
