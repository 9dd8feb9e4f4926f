import type { OpenComplaint, OpenFollowUp, RedLine } from '../contract/card.ts';

export type RedLineFacts = {
  /** Open ones of the customer and of the organisation they speak for. */
  readonly followUps: readonly OpenFollowUp[];
  readonly complaints: readonly OpenComplaint[];
  readonly countToday: number;
  readonly unansweredBefore: number;
};

/** From this call of a day on, the number of the call is worth a line. */
const CALLS_TODAY = 3;

/** The one red line, in the order of design.md, section 8, and how many others stand behind it. */
export function redLineOf(facts: RedLineFacts, now: number): { line: RedLine | null; more: number } {
  const overdue = overduePromises(facts.followUps, now);
  const again = facts.countToday >= CALLS_TODAY ? 1 : 0;
  const unanswered = facts.unansweredBefore > 0 ? 1 : 0;
  const all = overdue.length + facts.complaints.length + again + unanswered;
  return { line: heaviest(facts, overdue), more: Math.max(0, all - 1) };
}

/** Promises whose time has passed, the oldest first. */
export function overduePromises(followUps: readonly OpenFollowUp[], now: number): OpenFollowUp[] {
  return followUps
    .filter((one) => one.kind === 'promise' && one.dueAt < now)
    .sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
}

/** The most severe first, then the oldest. */
export function complaintsByWeight(complaints: readonly OpenComplaint[]): OpenComplaint[] {
  return [...complaints].sort((a, b) => a.severity - b.severity || a.openedAt - b.openedAt || a.id - b.id);
}

function heaviest(facts: RedLineFacts, overdue: readonly OpenFollowUp[]): RedLine | null {
  const promise = overdue[0];
  if (promise !== undefined) {
    return { kind: 'overdue_promise', what: promise.what, dueAt: promise.dueAt, followUpId: promise.id };
  }
  const complaint = complaintsByWeight(facts.complaints)[0];
  if (complaint !== undefined) {
    const { what, openedAt, owner, id } = complaint;
    return { kind: 'open_complaint', what, openedAt, owner, complaintId: id };
  }
  if (facts.countToday >= CALLS_TODAY) return { kind: 'calls_today', count: facts.countToday };
  if (facts.unansweredBefore > 0) return { kind: 'unanswered', count: facts.unansweredBefore };
  return null;
}
