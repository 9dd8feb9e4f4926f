/**
 * The rowid of the name index is a recency slot: the UTC day of the last contact × 2^32 + a number within the
 * day. Ordering by rowid is then ordering by recency, whatever the order in which the queue is drained, and a slot
 * moves at most once per customer and day. UTC days: the order within a night does not matter to anyone.
 */
const perDay = 2 ** 32;
const dayMs = 86_400_000;

export function recencyDay(at: number): number {
  return Math.max(0, Math.floor(at / dayMs));
}

/** The least slot of a day; the slots of the day are those below the next day's. */
export function firstSlotOf(day: number): number {
  return day * perDay;
}

export function dayOfSlot(slot: number): number {
  return Math.floor(slot / perDay);
}
