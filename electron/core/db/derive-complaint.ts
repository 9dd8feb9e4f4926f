import type { Json } from './tables.ts';

/** A complaint's event as it is folded: the newest heads and states are what its body says. */
export type ComplaintEvent = {
  readonly at: number;
  readonly kind: string;
  readonly body: { readonly [key: string]: Json };
};

/** What the columns of `complaint` below its clock hold. */
export type ComplaintState = {
  readonly state: string;
  readonly level: number;
  readonly ownerAgentId: number | null;
  readonly ownerUnit: string | null;
  readonly handovers: number;
  readonly reopened: number;
  readonly slaDueAt: number | null;
  readonly nextContactAt: number | null;
  readonly verdict: string | null;
  readonly closedAt: number | null;
};

export const newComplaint: ComplaintState = {
  state: 'received',
  level: 0,
  ownerAgentId: null,
  ownerUnit: null,
  handovers: 0,
  reopened: 0,
  slaDueAt: null,
  nextContactAt: null,
  verdict: null,
  closedAt: null,
};

const states = new Set([
  'received',
  'acknowledged',
  'assessed',
  'investigating',
  'waiting_for_customer',
  'answered',
  'confirmed',
  'closed',
]);

/**
 * Folds the events that no retraction hides, in the order (at, id). An event's kind is the state it leads to, or
 * `handed_over`, `reopened`, `escalated`, `noted`, `tried`; its body may name state, level, ownerAgentId,
 * ownerUnit, dueAt, nextContactAt, verdict. Two heads are folded one after the other and left as they are: the
 * conflict is shown, and closed by an event that names both.
 */
export function foldComplaint(events: readonly ComplaintEvent[]): ComplaintState {
  return events.reduce(afterEvent, newComplaint);
}

function afterEvent(before: ComplaintState, event: ComplaintEvent): ComplaintState {
  const { body } = event;
  const state = stateAfter(before.state, event);
  return {
    state,
    level: numberOr(body['level'], before.level) ?? before.level,
    ownerAgentId: numberOr(body['ownerAgentId'], before.ownerAgentId),
    ownerUnit: textOr(body['ownerUnit'], before.ownerUnit),
    handovers: before.handovers + (event.kind === 'handed_over' ? 1 : 0),
    reopened: before.reopened + (event.kind === 'reopened' ? 1 : 0),
    slaDueAt: numberOr(body['dueAt'], before.slaDueAt),
    nextContactAt: numberOr(body['nextContactAt'], before.nextContactAt),
    verdict: textOr(body['verdict'], before.verdict),
    closedAt: state === 'closed' ? (before.closedAt ?? event.at) : null,
  };
}

function stateAfter(before: string, event: ComplaintEvent): string {
  const named = event.body['state'];
  if (typeof named === 'string' && states.has(named)) return named;
  if (states.has(event.kind)) return event.kind;
  return event.kind === 'reopened' ? 'investigating' : before;
}

/** Absent leaves what was there; null clears it. */
function numberOr(value: Json | undefined, before: number | null): number | null {
  return typeof value === 'number' || value === null ? value : before;
}

function textOr(value: Json | undefined, before: string | null): string | null {
  return typeof value === 'string' || value === null ? value : before;
}
