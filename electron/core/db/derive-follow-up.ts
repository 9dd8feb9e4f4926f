import type { Json } from './tables.ts';

export type FollowUpEvent = {
  readonly at: number;
  readonly kind: string;
  readonly body: { readonly [key: string]: Json };
};

export type FollowUpState = {
  readonly dueAt: number;
  readonly moved: number;
  readonly tried: number;
  readonly doneAt: number | null;
  readonly end: string | null;
};

export function newFollowUp(firstDueAt: number): FollowUpState {
  return { dueAt: firstDueAt, moved: 0, tried: 0, doneAt: null, end: null };
}

const ends = new Set(['kept', 'late', 'broken', 'customer_came_first', 'cancelled', 'done']);

/**
 * Folds the events that no retraction hides, in the order (at, id): `moved {dueAt}`, `tried {dueAt?}` (a try may
 * set the next one), `closed {end}`, `cancelled`. The first closing counts; the first due time stays in its row.
 * Kept or late is decided by who writes the closing, which knows whether the customer was reached.
 */
export function foldFollowUp(firstDueAt: number, events: readonly FollowUpEvent[]): FollowUpState {
  return events.reduce(afterEvent, newFollowUp(firstDueAt));
}

function afterEvent(before: FollowUpState, event: FollowUpEvent): FollowUpState {
  if (before.doneAt !== null) return before;
  const due = event.body['dueAt'];
  const dueAt = typeof due === 'number' ? due : before.dueAt;
  switch (event.kind) {
    case 'moved':
      return { ...before, dueAt, moved: before.moved + 1 };
    case 'tried':
      return { ...before, dueAt, tried: before.tried + 1 };
    case 'closed': {
      const end = event.body['end'];
      return { ...before, doneAt: event.at, end: typeof end === 'string' && ends.has(end) ? end : 'done' };
    }
    case 'cancelled':
      return { ...before, doneAt: event.at, end: 'cancelled' };
    default:
      return before; // 'reassigned' and 'commented' change nothing here: the agent is a field of the row
  }
}
