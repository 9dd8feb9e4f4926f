import type { Reader } from '../db/connection.ts';

export type KnownCustomer = {
  readonly id: number;
  readonly title: string | null;
  readonly honorific: string | null;
  readonly given_name: string | null;
  readonly family_name: string | null;
  readonly national_id: string | null;
  readonly own_number: string | null;
};

/** Who is there already. Ids are of customers as they stand: those merged away are found under the one that stays. */
export type ImportingQueries = {
  /** Who has or had this number. */
  holdersOf(key: number, e164: string): number[];
  byOwnNumber(ownNumber: string | null, nationalId: string | null): number[];
  /** Somebody of this name without any number. */
  phonelessNamed(key: string, kind: string): number | undefined;
  organisationNamed(key: string): number | undefined;
  customer(id: number): KnownCustomer | undefined;
  /** Whether the customer, or one merged into them, is called so. */
  hasName(id: number, key: string): boolean;
  everHad(id: number, e164: string): boolean;
  hasFact(id: number, field: string, value: string): boolean;
  employersOf(id: number): number[];
};

const members = 'IN (SELECT ?1 UNION ALL SELECT id FROM customer WHERE merged_into = ?1)';

export function makeImportingQueries(reader: Reader): ImportingQueries {
  const holders = reader.value<number>(
    `SELECT customer_id FROM phone_index WHERE e164 = ?1
     UNION SELECT coalesce(c.merged_into, c.id) FROM phone p JOIN customer c ON c.id = p.customer_id
     WHERE p.e164 = ?2 AND p.to_at IS NOT NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL`,
  );
  const byNumber = reader.value<number>(
    `SELECT coalesce(merged_into, id) FROM customer WHERE own_number = ?1 AND deleted_at IS NULL
     UNION SELECT coalesce(merged_into, id) FROM customer WHERE national_id = ?2 AND deleted_at IS NULL`,
  );
  const phoneless = reader.value<number>(
    `SELECT id FROM customer c WHERE name_key = ?1 AND kind = ?2 AND deleted_at IS NULL AND merged_into IS NULL
       AND NOT EXISTS (SELECT 1 FROM phone WHERE customer_id = c.id AND deleted_at IS NULL) LIMIT 1`,
  );
  const organisation = reader.value<number>(
    `SELECT id FROM customer WHERE name_key = ? AND kind = 'organisation' AND deleted_at IS NULL
       AND merged_into IS NULL ORDER BY id LIMIT 1`,
  );
  const customer = reader.query<KnownCustomer>(
    `SELECT id, title, honorific, given_name, family_name, national_id, own_number FROM customer
     WHERE id = ? AND deleted_at IS NULL`,
  );
  const named = reader.value<number>(`SELECT 1 FROM customer WHERE id ${members} AND name_key = ?2 LIMIT 1`);
  const had = reader.value<number>(
    `SELECT 1 FROM phone WHERE customer_id ${members} AND e164 = ?2 AND deleted_at IS NULL LIMIT 1`,
  );
  const fact = reader.value<number>(
    `SELECT 1 FROM profile_fact WHERE customer_id ${members} AND field = ?2 AND value = ?3
       AND deleted_at IS NULL LIMIT 1`,
  );
  const employers = reader.value<number>(
    `SELECT other_id FROM relation WHERE customer_id ${members} AND kind = 'worksFor' AND deleted_at IS NULL`,
  );
  return {
    holdersOf: (key, e164) => holders.all(key, e164),
    byOwnNumber: (ownNumber, nationalId) =>
      ownNumber === null && nationalId === null ? [] : byNumber.all(ownNumber, nationalId),
    phonelessNamed: (key, kind) => phoneless.get(key, kind),
    organisationNamed: (key) => organisation.get(key),
    customer: (id) => customer.get(id),
    hasName: (id, key) => named.get(id, key) !== undefined,
    everHad: (id, e164) => had.get(id, e164) !== undefined,
    hasFact: (id, field, value) => fact.get(id, field, value) !== undefined,
    employersOf: (id) => employers.all(id),
  };
}
