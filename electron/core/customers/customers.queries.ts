import type { HistoryEntry } from '#shared/contract/card.ts';
import { survivorOf } from '#shared/domain/match-caller.ts';
import type { Query, Reader } from '../db/connection.ts';

/** A customer's own row: counters say what else is worth reading, `digest` holds the small lists. */
export type CustomerRow = {
  readonly id: number;
  readonly kind: 'person' | 'organisation';
  readonly display_name: string;
  readonly title: string | null;
  readonly honorific: 'male' | 'female' | null;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly address_note: string | null;
  readonly manual_tier: 'gold' | 'silver' | 'base' | null;
  readonly tier: 'gold' | 'silver' | null;
  readonly debt_amount: number | null;
  readonly debt_unit: string | null;
  readonly debt_as_of: number | null;
  readonly created_at: number;
  readonly deleted_at: number | null;
  readonly merged_into: number | null;
  readonly n_interaction: number;
  readonly first_interaction_at: number | null;
  readonly last_interaction_at: number | null;
  readonly n_purchase: number;
  readonly sum_purchase: number;
  readonly first_purchase_at: number | null;
  readonly last_purchase_at: number | null;
  readonly last_purchase_what: string | null;
  readonly n_live_purchase: number;
  readonly n_open_enquiry: number;
  readonly n_open_complaint: number;
  readonly n_open_follow_up: number;
  readonly n_grant: number;
  readonly digest: string;
};

const customerColumns = `id, kind, display_name, title, honorific, given_name, family_name, address_note,
  manual_tier, tier, debt_amount, debt_unit, debt_as_of, created_at, deleted_at, merged_into,
  n_interaction, first_interaction_at, last_interaction_at,
  n_purchase, sum_purchase, first_purchase_at, last_purchase_at, last_purchase_what,
  n_live_purchase, n_open_enquiry, n_open_complaint, n_open_follow_up, n_grant, digest`;

export type InteractionRow = Omit<HistoryEntry, 'agent'> & { readonly agent_id: number | null };

export type PurchaseRow = {
  readonly id: number;
  readonly what: string;
  readonly at: number;
  readonly amount: number | null;
  readonly unit: string;
  readonly starts_at: number | null;
  readonly ends_at: number | null;
};

export type EnquiryRow = {
  readonly id: number;
  readonly what: string;
  readonly at: number;
  readonly amount: number | null;
  readonly unit: string;
  readonly valid_until: number | null;
  readonly agent_id: number | null;
};

export type ComplaintRow = {
  readonly id: number;
  readonly what: string;
  readonly category: string;
  readonly severity: number;
  readonly state: string;
  readonly opened_at: number;
  readonly sla_due_at: number | null;
  readonly next_contact_at: number | null;
  readonly owner_agent_id: number | null;
  readonly owner_unit: string | null;
  readonly n_handover: number;
};

export type FollowUpRow = {
  readonly id: number;
  readonly kind: 'promise' | 'internal' | 'callback' | 'welcome' | 'expiry';
  readonly what: string;
  readonly due_at: number;
  readonly agent_id: number | null;
  readonly n_moved: number;
  readonly n_tried: number;
};

export type GrantRow = {
  readonly id: number;
  readonly at: number;
  readonly what: string;
  readonly amount: number | null;
  readonly unit: string | null;
  readonly agent_id: number | null;
};

/** Each list on a card is bounded, whatever stands in the store. */
export const cardLimits = {
  history: 8,
  livePurchases: 24,
  enquiries: 8,
  complaints: 16,
  followUps: 16,
  grants: 8,
  around: 8,
} as const;

export type CustomerQueries = {
  /** The customer of this id, or whom they were merged into; null where there is none (any more). */
  readonly customer: (id: number) => CustomerRow | null;
  readonly history: (id: number) => InteractionRow[];
  readonly livePurchases: (id: number) => PurchaseRow[];
  readonly openEnquiries: (id: number) => EnquiryRow[];
  readonly openComplaints: (id: number) => ComplaintRow[];
  readonly openFollowUps: (id: number) => FollowUpRow[];
  readonly grants: (id: number) => GrantRow[];
  /** The purchase before the last, or null. */
  readonly previousPurchaseAt: (id: number) => number | null;
  /** Whether anybody came on this customer's word. */
  readonly hasReferred: (id: number) => boolean;
  /** Who works for, calls for or is family of this customer, as they wrote it on their own side. */
  readonly relatedTo: (id: number) => number[];
};

/** Prepares what a card reads. Every statement descends an index and is bounded; none scans. */
export function makeCustomerQueries(reader: Reader): CustomerQueries {
  const customer: Query<CustomerRow> = reader.query(`SELECT ${customerColumns} FROM customer WHERE id = ?`);
  const history: Query<InteractionRow> = reader.query(
    `SELECT id, at, kind, direction, end, gist, outcome, agent_id FROM interaction
     WHERE customer_id = ? AND hidden_by IS NULL ORDER BY at DESC, id DESC LIMIT ${cardLimits.history}`,
  );
  const livePurchases: Query<PurchaseRow> = reader.query(
    `SELECT id, what, at, amount, unit, starts_at, ends_at FROM purchase
     WHERE customer_id = ? AND status = 'in_progress' AND hidden_by IS NULL AND deleted_at IS NULL
     ORDER BY starts_at, ends_at LIMIT ${cardLimits.livePurchases}`,
  );
  const openEnquiries: Query<EnquiryRow> = reader.query(
    `SELECT id, what, at, amount, unit, valid_until, agent_id FROM enquiry
     WHERE customer_id = ? AND closed_at IS NULL AND hidden_by IS NULL
     ORDER BY at DESC LIMIT ${cardLimits.enquiries}`,
  );
  const openComplaints: Query<ComplaintRow> = reader.query(
    `SELECT id, what, category, severity, state, opened_at, sla_due_at, next_contact_at, owner_agent_id,
       owner_unit, n_handover FROM complaint
     WHERE customer_id = ? AND closed_at IS NULL ORDER BY severity, opened_at LIMIT ${cardLimits.complaints}`,
  );
  const openFollowUps: Query<FollowUpRow> = reader.query(
    `SELECT id, kind, what, due_at, agent_id, n_moved, n_tried FROM follow_up
     WHERE customer_id = ? AND done_at IS NULL ORDER BY due_at LIMIT ${cardLimits.followUps}`,
  );
  const grants: Query<GrantRow> = reader.query(
    `SELECT id, at, what, amount, unit, agent_id FROM grant_given
     WHERE customer_id = ? AND hidden_by IS NULL ORDER BY at DESC, id DESC LIMIT ${cardLimits.grants}`,
  );
  const lastPurchases: Query<number> = reader.value(
    `SELECT at FROM purchase
     WHERE customer_id = ? AND status IN ('in_progress', 'done') AND hidden_by IS NULL AND deleted_at IS NULL
     ORDER BY at DESC, id DESC LIMIT 2`,
  );
  const referred: Query<number> = reader.value('SELECT 1 FROM customer WHERE referred_by = ? LIMIT 1');
  const related: Query<number> = reader.value(
    `SELECT customer_id FROM relation WHERE other_id = ? AND deleted_at IS NULL LIMIT ${cardLimits.around}`,
  );

  return {
    customer(id) {
      const row = customer.get(id);
      if (row === undefined) return null;
      if (row.merged_into === null) return row.deleted_at === null ? row : null;
      const last = customer.get(survivorOf(id, (one) => customer.get(one)?.merged_into ?? null));
      return last === undefined || last.deleted_at !== null ? null : last;
    },
    history: (id) => history.all(id),
    livePurchases: (id) => livePurchases.all(id),
    openEnquiries: (id) => openEnquiries.all(id),
    openComplaints: (id) => openComplaints.all(id),
    openFollowUps: (id) => openFollowUps.all(id),
    grants: (id) => grants.all(id),
    previousPurchaseAt: (id) => lastPurchases.all(id)[1] ?? null,
    hasReferred: (id) => referred.get(id) !== undefined,
    relatedTo: (id) => related.all(id),
  };
}
