import type { Writer } from './connection.ts';
import type { TableShape } from './tables.ts';

export type Moved = { readonly customerId: number; readonly from: number; readonly to: number };

/**
 * A merge is a fact; under whom a history row shows is a projection of it. `written_for` stays, `customer_id` is
 * the survivor; phones and relations, being fields, keep their customer and are read with the survivor's.
 */
export type MergeDerivation = {
  /** Under whom this customer's rows show: itself, or the survivor of its merges. */
  survivorOf(customerId: number): number;
  /** Looks at a customer's merges and moves its rows, and those of who was merged into it, to the survivor. */
  refresh(customerId: number): Moved[];
};

export function makeMergeDerivation(
  writer: Writer,
  shapes: ReadonlyMap<string, TableShape>,
): MergeDerivation {
  const mergedInto = writer.value<number>(
    'SELECT into_id FROM customer_merge WHERE from_id = ? AND hidden_by IS NULL ORDER BY id DESC LIMIT 1',
  );
  const mergedFrom = writer.value<number>('SELECT from_id FROM customer_merge WHERE into_id = ?');
  const shownUnder = writer.value<number | null>('SELECT merged_into FROM customer WHERE id = ?');
  const setSurvivor = writer.command('UPDATE customer SET merged_into = ? WHERE id = ?');
  const withCustomer = [...shapes.values()].filter((shape) => shape.hasWrittenFor);
  const movePlaces = withCustomer
    .filter((shape) => shape.clusteredBy !== null)
    .map((shape) => `SELECT id FROM "${shape.name}" WHERE customer_id = ? AND written_for = ?`)
    .map((rows) => writer.command(`UPDATE place SET owner = ? WHERE id IN (${rows})`));
  const moveRows = withCustomer
    .flatMap((shape) => parts(shape.name).map((part) => `"${shape.name}" SET customer_id = ? WHERE ${part}`))
    .map((move) => writer.command(`UPDATE ${move} AND customer_id = ? AND written_for = ?`));

  function survivorOf(customerId: number): number {
    const path = [customerId];
    for (;;) {
      const next = mergedInto.get(path.at(-1) ?? customerId);
      if (next === undefined) return path.at(-1) ?? customerId;
      // two branches merged each into the other: every node picks the same one of the ring
      if (path.includes(next)) return Math.min(...path.slice(path.indexOf(next)));
      path.push(next);
    }
  }

  function withMerged(customerId: number): number[] {
    const found = new Set([customerId]);
    for (const id of found) for (const from of mergedFrom.all(id)) found.add(from);
    return [...found];
  }

  return {
    survivorOf,
    refresh(customerId) {
      const moved: Moved[] = [];
      for (const member of withMerged(customerId)) {
        const from = shownUnder.get(member) ?? member;
        const to = survivorOf(member);
        if (from === to) continue;
        setSurvivor.run(to === member ? null : to, member);
        for (const move of [...movePlaces, ...moveRows]) move.run(to, from, member);
        moved.push({ customerId: member, from, to });
      }
      return moved;
    },
  };
}

/** Open and closed complaints and follow-ups each have their own index by customer. */
function parts(table: string): string[] {
  if (table === 'complaint') return ['closed_at IS NULL', 'closed_at IS NOT NULL'];
  if (table === 'follow_up') return ['done_at IS NULL', 'done_at IS NOT NULL'];
  return ['TRUE'];
}
