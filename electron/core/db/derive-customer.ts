import type { Command, Query, SqlValue, Writer } from './connection.ts';
import {
  digestLimits,
  readDigest,
  writeDigest,
  type Digest,
  type DigestLifeEvent,
  type DigestObservation,
  type DigestPhone,
  type DigestProfileFact,
  type DigestRelation,
} from './digest.ts';

/** The parts of a customer's row that are derived, each from rows of its own. */
export const customerAspects = [
  'interactions',
  'purchases',
  'livePurchases',
  'enquiries',
  'complaints',
  'followUps',
  'grants',
  'phones',
  'observations',
  'relations',
  'life',
  'profile',
] as const;
export type CustomerAspect = (typeof customerAspects)[number];

/** The derived columns of `customer`, in the table's names. */
type Counters = {
  n_interaction: number;
  first_interaction_at: number | null;
  last_interaction_at: number | null;
  n_purchase: number;
  sum_purchase: number;
  first_purchase_at: number | null;
  last_purchase_at: number | null;
  last_purchase_what: string | null;
  n_live_purchase: number;
  n_open_enquiry: number;
  n_open_complaint: number;
  n_open_follow_up: number;
  n_grant: number;
};

const counterNames = [
  'n_interaction',
  'first_interaction_at',
  'last_interaction_at',
  'n_purchase',
  'sum_purchase',
  'first_purchase_at',
  'last_purchase_at',
  'last_purchase_what',
  'n_live_purchase',
  'n_open_enquiry',
  'n_open_complaint',
  'n_open_follow_up',
  'n_grant',
] as const satisfies readonly (keyof Counters)[];

export type CustomerWork = {
  readonly counters: Counters;
  readonly nameKey: string;
  /** Deleted, or merged into another: not found by number or name. */
  readonly gone: boolean;
  digest: string;
};

export type CustomerDerivation = {
  /** Null where there is no such customer (yet). */
  read(customerId: number): CustomerWork | null;
  /** Counts these aspects anew from their rows. */
  recount(customerId: number, work: CustomerWork, aspects: ReadonlySet<CustomerAspect>): void;
  write(customerId: number, work: CustomerWork): void;
};

/** One more entry in the history: the one aspect whose rows may be many, so it is not counted anew. */
export function addInteraction(counters: Counters, at: number): void {
  counters.n_interaction += 1;
  counters.first_interaction_at = Math.min(counters.first_interaction_at ?? at, at);
  counters.last_interaction_at = Math.max(counters.last_interaction_at ?? at, at);
}

export function makeCustomerDerivation(writer: Writer): CustomerDerivation {
  const statements = prepareStatements(writer);

  /** Each recount writes its own columns or its own list of the digest. */
  const recounts: Record<CustomerAspect, (id: number, work: CustomerWork, digest: MutableDigest) => void> = {
    interactions: (id, work) => Object.assign(work.counters, statements.interactions.get(id)),
    purchases(id, work) {
      Object.assign(work.counters, statements.purchases.get(id));
      work.counters.last_purchase_what = statements.lastPurchase.get(id) ?? null;
    },
    livePurchases: (id, work) => (work.counters.n_live_purchase = statements.livePurchases.get(id) ?? 0),
    enquiries: (id, work) => (work.counters.n_open_enquiry = statements.enquiries.get(id) ?? 0),
    complaints: (id, work) => (work.counters.n_open_complaint = statements.complaints.get(id) ?? 0),
    followUps: (id, work) => (work.counters.n_open_follow_up = statements.followUps.get(id) ?? 0),
    grants: (id, work) => (work.counters.n_grant = statements.grants.get(id) ?? 0),
    phones: (id, _work, digest) => (digest.phones = statements.phones.all(id)),
    observations: (id, _work, digest) => (digest.observations = statements.observations.all(id).map(pack)),
    relations: (id, _work, digest) => (digest.relations = statements.relations.all(id)),
    life: (id, _work, digest) => (digest.life = statements.life.all(id)),
    profile: (id, _work, digest) => (digest.profile = statements.profile.all(id)),
  };

  return {
    read(customerId) {
      const row = statements.read.get(customerId);
      if (row === undefined) return null;
      const { name_key, gone, digest, ...counters } = row;
      return { counters, nameKey: name_key, gone: gone === 1, digest };
    },
    recount(customerId, work, aspects) {
      const digest: MutableDigest = { ...readDigest(work.digest) };
      for (const aspect of aspects) recounts[aspect](customerId, work, digest);
      work.digest = writeDigest(digest);
    },
    write(customerId, work) {
      statements.write.run(...counterNames.map((name) => work.counters[name]), work.digest, customerId);
    },
  };
}

type MutableDigest = { -readonly [K in keyof Digest]: Digest[K] };

type ObservationRow = {
  trait: string;
  at: number;
  agent_id: number | null;
  our_fault: number;
  complaint_id: number | null;
  call_id: number | null;
};

function pack(row: ObservationRow): DigestObservation {
  return [row.trait, row.at, row.agent_id, row.our_fault === 1 ? 1 : 0, row.complaint_id, row.call_id];
}

type Statements = {
  read: Query<Counters & { name_key: string; gone: number; digest: string }>;
  write: Command;
  interactions: Query<Partial<Counters>>;
  purchases: Query<Partial<Counters>>;
  lastPurchase: Query<string>;
  livePurchases: Query<number>;
  enquiries: Query<number>;
  complaints: Query<number>;
  followUps: Query<number>;
  grants: Query<number>;
  phones: Query<DigestPhone>;
  observations: Query<ObservationRow>;
  relations: Query<DigestRelation>;
  life: Query<DigestLifeEvent>;
  profile: Query<DigestProfileFact>;
};

/** A customer and those merged into them: what is kept by field (phones, relations) stays with whom it was. */
const family = 'IN (SELECT ?1 UNION ALL SELECT id FROM customer WHERE merged_into = ?1)';

/** Neither cancelled nor refunded, nor hidden. */
const boughtPurchase =
  "customer_id = ?1 AND status IN ('in_progress', 'done') AND hidden_by IS NULL AND deleted_at IS NULL";

function prepareStatements(writer: Writer): Statements {
  const columns = counterNames.join(', ');
  const sets: SqlValue[] = counterNames.map((name) => `${name} = ?`);
  return {
    read: writer.query(
      `SELECT ${columns}, digest, name_key, (deleted_at IS NOT NULL OR merged_into IS NOT NULL) AS gone
       FROM customer WHERE id = ?`,
    ),
    write: writer.command(`UPDATE customer SET ${sets.join(', ')}, digest = ? WHERE id = ?`),
    interactions: writer.query(
      `SELECT count(*) AS n_interaction, min(at) AS first_interaction_at, max(at) AS last_interaction_at
       FROM interaction WHERE customer_id = ?1 AND hidden_by IS NULL`,
    ),
    purchases: writer.query(
      `SELECT count(*) AS n_purchase, min(at) AS first_purchase_at, max(at) AS last_purchase_at,
         coalesce(sum(amount) FILTER (WHERE unit = 'IRR'), 0) AS sum_purchase
       FROM purchase WHERE ${boughtPurchase}`,
    ),
    lastPurchase: writer.value(
      `SELECT what FROM purchase WHERE ${boughtPurchase} ORDER BY at DESC, id DESC LIMIT 1`,
    ),
    livePurchases: writer.value(
      `SELECT count(*) FROM purchase
       WHERE customer_id = ?1 AND status = 'in_progress' AND hidden_by IS NULL AND deleted_at IS NULL`,
    ),
    enquiries: writer.value(
      'SELECT count(*) FROM enquiry WHERE customer_id = ?1 AND closed_at IS NULL AND hidden_by IS NULL',
    ),
    complaints: writer.value('SELECT count(*) FROM complaint WHERE customer_id = ?1 AND closed_at IS NULL'),
    followUps: writer.value('SELECT count(*) FROM follow_up WHERE customer_id = ?1 AND done_at IS NULL'),
    grants: writer.value('SELECT count(*) FROM grant_given WHERE customer_id = ?1 AND hidden_by IS NULL'),
    phones: writer.query(
      `SELECT id, raw, e164, extension, label, from_at AS "from", to_at AS "to" FROM phone
       WHERE customer_id ${family} AND deleted_at IS NULL
       ORDER BY to_at IS NOT NULL, to_at DESC, from_at, id LIMIT ${digestLimits.phones}`,
    ),
    observations: writer.query(
      `SELECT trait, at, agent_id, our_fault, complaint_id, call_id FROM observation
       WHERE customer_id = ?1 AND hidden_by IS NULL ORDER BY at DESC, id DESC LIMIT ${digestLimits.observations}`,
    ),
    relations: writer.query(
      // family holds both ways; "works for" and "calls for" are told of the person, not of the organisation
      `SELECT r.id, r.other_id AS otherId, r.kind, c.display_name AS name
       FROM relation r JOIN customer c ON c.id = r.other_id
       WHERE r.customer_id ${family} AND r.deleted_at IS NULL AND c.deleted_at IS NULL
       UNION ALL
       SELECT r.id, r.customer_id, r.kind, c.display_name
       FROM relation r JOIN customer c ON c.id = r.customer_id
       WHERE r.other_id ${family} AND r.kind = 'family' AND r.deleted_at IS NULL AND c.deleted_at IS NULL
       ORDER BY 1 LIMIT ${digestLimits.relations}`,
    ),
    life: writer.query(
      `SELECT kind, at, note FROM life_event
       WHERE customer_id = ?1 AND hidden_by IS NULL ORDER BY at DESC, id DESC LIMIT ${digestLimits.life}`,
    ),
    profile: writer.query(
      `SELECT id, field, value, at FROM profile_fact
       WHERE customer_id ${family} AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT ${digestLimits.profile}`,
    ),
  };
}
