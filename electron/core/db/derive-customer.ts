import type { Command, Query, SqlValue, Writer } from './connection.ts';
import {
  digestLimits,
  readDigest,
  shortGist,
  writeDigest,
  type Digest,
  type DigestComplaint,
  type DigestEnquiry,
  type DigestFollowUp,
  type DigestGrant,
  type DigestInteraction,
  type DigestLifeEvent,
  type DigestObservation,
  type DigestPhone,
  type DigestProfileFact,
  type DigestPurchase,
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
  'referrals',
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
  /** Counts these aspects anew from their rows, and adds these new entries. */
  recount(
    customerId: number,
    work: CustomerWork,
    aspects: ReadonlySet<CustomerAspect>,
    added: AddedEntries,
  ): void;
  write(customerId: number, work: CustomerWork): void;
};

/** Entries whose ids were made just now: nothing hides them yet, and none of the customer's has a greater id. */
export type AddedEntries = {
  readonly interactions: readonly DigestInteraction[];
  readonly observations: readonly DigestObservation[];
};

/** One more entry in the history: the one aspect whose rows may be many, so it is not counted anew. */
function addInteraction(counters: Counters, digest: MutableDigest, entry: DigestInteraction): void {
  const [, at] = entry;
  counters.n_interaction += 1;
  counters.first_interaction_at = Math.min(counters.first_interaction_at ?? at, at);
  counters.last_interaction_at = Math.max(counters.last_interaction_at ?? at, at);
  digest.history = [entry, ...digest.history]
    .sort((a, b) => b[1] - a[1] || b[0] - a[0])
    .slice(0, digestLimits.history);
}

/** Puts it first, where it is newer than all; else its place depends on ids that the digest does not hold. */
function addObservation(digest: MutableDigest, entry: DigestObservation): boolean {
  const newest = digest.observations[0];
  if (newest !== undefined && entry[1] <= newest[1]) return false;
  digest.observations = [entry, ...digest.observations].slice(0, digestLimits.observations);
  return true;
}

/** A list that is not full says how many there are. */
function count(list: readonly unknown[], limit: number, id: number, counted: Query<number>): number {
  return list.length < limit ? list.length : (counted.get(id) ?? 0);
}

export function makeCustomerDerivation(writer: Writer): CustomerDerivation {
  const statements = prepareStatements(writer);

  /** Each recount writes its own columns or its own list of the digest. */
  const recounts: Record<CustomerAspect, (id: number, work: CustomerWork, digest: MutableDigest) => void> = {
    interactions(id, work, digest) {
      Object.assign(work.counters, statements.interactions.get(id));
      digest.history = statements.history.all(id).map(packInteraction);
    },
    purchases(id, work, digest) {
      Object.assign(work.counters, statements.purchases.get(id));
      const last = statements.lastPurchases.all(id);
      work.counters.last_purchase_what = last[0]?.what ?? null;
      digest.boughtAt = last.map(({ at }) => at);
    },
    livePurchases(id, work, digest) {
      work.counters.n_live_purchase = statements.livePurchases.get(id) ?? 0;
      digest.live = work.counters.n_live_purchase === 0 ? [] : statements.live.all(id);
    },
    enquiries(id, work, digest) {
      work.counters.n_open_enquiry = statements.enquiries.get(id) ?? 0;
      digest.enquiries = work.counters.n_open_enquiry === 0 ? [] : statements.openEnquiries.all(id);
    },
    complaints(id, work, digest) {
      digest.complaints = statements.openComplaints.all(id);
      work.counters.n_open_complaint = count(
        digest.complaints,
        digestLimits.complaints,
        id,
        statements.complaints,
      );
    },
    followUps(id, work, digest) {
      digest.followUps = statements.openFollowUps.all(id);
      work.counters.n_open_follow_up = count(
        digest.followUps,
        digestLimits.followUps,
        id,
        statements.followUps,
      );
    },
    grants(id, work, digest) {
      work.counters.n_grant = statements.grants.get(id) ?? 0;
      digest.grants = statements.newestGrants.all(id);
    },
    referrals: (id, _work, digest) => (digest.referrals = statements.referrals.all(id)),
    phones: (id, _work, digest) => (digest.phones = statements.phones.all(id)),
    observations: (id, _work, digest) =>
      (digest.observations = statements.observations.all(id).map(packObservation)),
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
    recount(customerId, work, aspects, added) {
      const digest: MutableDigest = { ...readDigest(work.digest) };
      for (const aspect of aspects) recounts[aspect](customerId, work, digest);
      for (const entry of added.interactions) addInteraction(work.counters, digest, entry);
      for (const entry of added.observations) {
        if (!addObservation(digest, entry)) recounts.observations(customerId, work, digest);
      }
      work.digest = writeDigest(digest);
    },
    write(customerId, work) {
      statements.write.run(...counterNames.map((name) => work.counters[name]), work.digest, customerId);
    },
  };
}

type MutableDigest = { -readonly [K in keyof Digest]: Digest[K] };

/** An interaction's row as the digest holds it. */
export function packInteraction(row: InteractionRow): DigestInteraction {
  const { id, at, kind, direction, end, gist, outcome, agent_id: agentId } = row;
  return [id, at, kind, direction, end, shortGist(gist), outcome, agentId];
}

type InteractionRow = {
  readonly id: number;
  readonly at: number;
  readonly kind: DigestInteraction[2];
  readonly direction: DigestInteraction[3];
  readonly end: DigestInteraction[4];
  readonly gist: string | null;
  readonly outcome: number | null;
  readonly agent_id: number | null;
};

export type ObservationRow = {
  trait: string;
  at: number;
  agent_id: number | null;
  our_fault: number;
  complaint_id: number | null;
  call_id: number | null;
};

/** An observation's row as the digest holds it. */
export function packObservation(row: ObservationRow): DigestObservation {
  return [row.trait, row.at, row.agent_id, row.our_fault === 1 ? 1 : 0, row.complaint_id, row.call_id];
}

type Statements = {
  read: Query<Counters & { name_key: string; gone: number; digest: string }>;
  write: Command;
  interactions: Query<Partial<Counters>>;
  purchases: Query<Partial<Counters>>;
  lastPurchases: Query<{ at: number; what: string }>;
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
  history: Query<InteractionRow>;
  live: Query<DigestPurchase>;
  openEnquiries: Query<DigestEnquiry>;
  openComplaints: Query<DigestComplaint>;
  openFollowUps: Query<DigestFollowUp>;
  newestGrants: Query<DigestGrant>;
  referrals: Query<number>;
};

/** A customer and those merged into them, and nobody for who was merged away: all that shows is the survivor's. */
const family = `IN (SELECT id FROM customer WHERE id = ?1 AND merged_into IS NULL
  UNION ALL SELECT id FROM customer WHERE merged_into = ?1)`;

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
    lastPurchases: writer.query(
      `SELECT at, what FROM purchase WHERE ${boughtPurchase}
       ORDER BY at DESC, id DESC LIMIT ${digestLimits.boughtAt}`,
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
    history: writer.query(
      `SELECT id, at, kind, direction, end, gist, outcome, agent_id FROM interaction
       WHERE customer_id = ?1 AND hidden_by IS NULL ORDER BY at DESC, id DESC LIMIT ${digestLimits.history}`,
    ),
    live: writer.query(
      `SELECT id, what, at, amount, unit, starts_at AS startsAt, ends_at AS endsAt FROM purchase
       WHERE customer_id = ?1 AND status = 'in_progress' AND hidden_by IS NULL AND deleted_at IS NULL
       ORDER BY starts_at, ends_at, at, id LIMIT ${digestLimits.live}`,
    ),
    openEnquiries: writer.query(
      `SELECT id, what, at, amount, unit, valid_until AS validUntil, agent_id AS agentId FROM enquiry
       WHERE customer_id = ?1 AND closed_at IS NULL AND hidden_by IS NULL
       ORDER BY at DESC, id DESC LIMIT ${digestLimits.enquiries}`,
    ),
    openComplaints: writer.query(
      `SELECT id, what, category, severity, state, opened_at AS openedAt, sla_due_at AS dueAt,
         next_contact_at AS nextContactAt, owner_agent_id AS ownerAgentId, owner_unit AS ownerUnit,
         n_handover AS handovers FROM complaint
       WHERE customer_id = ?1 AND closed_at IS NULL ORDER BY severity, opened_at, id LIMIT ${digestLimits.complaints}`,
    ),
    openFollowUps: writer.query(
      `SELECT id, kind, what, due_at AS dueAt, agent_id AS agentId, n_moved AS moved, n_tried AS tried FROM follow_up
       WHERE customer_id = ?1 AND done_at IS NULL ORDER BY due_at, id LIMIT ${digestLimits.followUps}`,
    ),
    newestGrants: writer.query(
      `SELECT id, at, what, amount, unit, agent_id AS agentId FROM grant_given
       WHERE customer_id = ?1 AND hidden_by IS NULL ORDER BY at DESC, id DESC LIMIT ${digestLimits.grants}`,
    ),
    referrals: writer.value(
      `SELECT id FROM customer WHERE referred_by ${family} ORDER BY id LIMIT ${digestLimits.referrals}`,
    ),
  };
}
