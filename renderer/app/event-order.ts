import type { CoreEvent } from '#shared/contract/contract.ts';

/**
 * Keeps the events of a session in order by their number: what was seen already is dropped, and a hole means that
 * something was missed, so that the truth is read again. While it is being read, events wait.
 */
export type EventOrder =
  | { readonly mode: 'reading'; readonly held: readonly CoreEvent[] }
  | { readonly mode: 'following'; readonly last: number };

export const startReading: EventOrder = { mode: 'reading', held: [] };

export type Taken = {
  readonly order: EventOrder;
  readonly deliver: readonly CoreEvent[];
  /** A hole was found: read everything again. */
  readonly reread: boolean;
};

export function takeEvent(order: EventOrder, event: CoreEvent): Taken {
  if (order.mode === 'reading') {
    return { order: { mode: 'reading', held: [...order.held, event] }, deliver: [], reread: false };
  }
  if (event.seq <= order.last) return { order, deliver: [], reread: false };
  if (event.seq > order.last + 1) {
    return { order: { mode: 'reading', held: [event] }, deliver: [], reread: true };
  }
  return { order: { mode: 'following', last: event.seq }, deliver: [event], reread: false };
}

/** The truth was read as of event `seq`; null where nothing could be read and the held events are all there is. */
export function readDone(order: EventOrder, seq: number | null): Taken {
  const held = order.mode === 'reading' ? [...order.held].sort((a, b) => a.seq - b.seq) : [];
  const after = seq ?? (held[0]?.seq ?? 0) - 1;
  const deliver = held.filter((event, index) => event.seq > after && event.seq !== held[index - 1]?.seq);
  const last = deliver.at(-1)?.seq ?? Math.max(after, 0);
  return { order: { mode: 'following', last }, deliver, reread: false };
}
