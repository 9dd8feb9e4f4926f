import { survivorOf } from '#shared/domain/match-caller.ts';
import type { Query, Reader } from '../db/connection.ts';

/** A customer's own row; `digest` holds the lists of the card. */
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

/** People around a customer who are looked at, at most. */
const AROUND = 8;

export type CustomerQueries = {
  /** The customer of this id, or whom they were merged into; null where there is none (any more). */
  readonly customer: (id: number) => CustomerRow | null;
  /** Who works for, calls for or is family of this customer, as they wrote it on their own side. */
  readonly relatedTo: (id: number) => number[];
};

/** Prepares what a card reads of customers: their own rows, and who points at them. */
export function makeCustomerQueries(reader: Reader): CustomerQueries {
  const customer: Query<CustomerRow> = reader.query(`SELECT ${customerColumns} FROM customer WHERE id = ?`);
  const related: Query<number> = reader.value(
    `SELECT customer_id FROM relation WHERE other_id = ? AND deleted_at IS NULL LIMIT ${AROUND}`,
  );

  return {
    customer(id) {
      const row = customer.get(id);
      if (row === undefined) return null;
      if (row.merged_into === null) return row.deleted_at === null ? row : null;
      const last = customer.get(survivorOf(id, (one) => customer.get(one)?.merged_into ?? null));
      return last === undefined || last.deleted_at !== null ? null : last;
    },
    relatedTo: (id) => related.all(id),
  };
}
