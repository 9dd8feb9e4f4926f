import { phoneKey } from '#shared/domain/phone-number.ts';
import type { Writer } from './connection.ts';

/** Keeps `phone_index`: the numbers in use, each under the customer that its calls belong to. */
export type NumberDerivation = {
  /** Looks at one number of one customer (and of those merged into them) and indexes it, or takes it out. */
  refresh(e164: string, customerId: number): void;
};

export function makeNumberDerivation(writer: Writer): NumberDerivation {
  const inUse = writer.value<number>(
    `SELECT 1 FROM phone p JOIN customer c ON c.id = p.customer_id
     WHERE p.customer_id IN (SELECT ?1 UNION ALL SELECT id FROM customer WHERE merged_into = ?1)
       AND p.e164 = ?2 AND p.to_at IS NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL
       AND (c.merged_into IS NULL OR c.merged_into = ?1) LIMIT 1`,
  );
  const add = writer.command('INSERT OR IGNORE INTO phone_index (e164, customer_id, rev) VALUES (?, ?, ?)');
  const remove = writer.command('DELETE FROM phone_index WHERE e164 = ? AND customer_id = ?');
  return {
    refresh(e164, customerId) {
      const key = phoneKey(e164);
      if (inUse.get(customerId, e164) === undefined) remove.run(key, customerId);
      else add.run(key, customerId, reverseDigits(String(key)));
    },
  };
}

/** "ends with 4567" is a prefix search on "7654…". */
export function reverseDigits(digits: string): string {
  return Array.from(digits).toReversed().join('');
}
