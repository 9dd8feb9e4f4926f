import type { Query, Writer } from './connection.ts';
import { foldComplaint, type ComplaintEvent } from './derive-complaint.ts';
import { foldFollowUp, type FollowUpEvent } from './derive-follow-up.ts';
import type { Json } from './tables.ts';

type ComplaintRow = { customer_id: number; hidden_at: number | null };
type FollowUpRow = { customer_id: number | null; first_due_at: number; hidden_at: number | null };
type EventRow = { at: number; kind: string; body: string };

/** Writes the state of complaints and follow-ups, folded from their events; a retraction closes them. */
export type StateDerivation = {
  /** Both answer whose it is; null where there is no such row (yet), or it is nobody's. */
  foldComplaint(id: number): number | null;
  foldFollowUp(id: number): number | null;
};

export function makeStateDerivation(writer: Writer): StateDerivation {
  const complaint: Query<ComplaintRow> = writer.query(
    `SELECT c.customer_id, r.at AS hidden_at FROM complaint c LEFT JOIN retraction r ON r.id = c.hidden_by
     WHERE c.id = ?`,
  );
  const complaintEvents: Query<EventRow> = writer.query(
    'SELECT at, kind, body FROM complaint_event WHERE complaint_id = ? AND hidden_by IS NULL ORDER BY at, id',
  );
  const setComplaint = writer.command(
    `UPDATE complaint SET state = ?, level = ?, owner_agent_id = ?, owner_unit = ?, n_handover = ?,
       n_reopened = ?, sla_due_at = ?, next_contact_at = ?, verdict = ?, closed_at = ? WHERE id = ?`,
  );
  const followUp: Query<FollowUpRow> = writer.query(
    `SELECT f.customer_id, f.first_due_at, r.at AS hidden_at FROM follow_up f
     LEFT JOIN retraction r ON r.id = f.hidden_by WHERE f.id = ?`,
  );
  const followUpEvents: Query<EventRow> = writer.query(
    'SELECT at, kind, body FROM follow_up_event WHERE follow_up_id = ? AND hidden_by IS NULL ORDER BY at, id',
  );
  const setFollowUp = writer.command(
    'UPDATE follow_up SET due_at = ?, n_moved = ?, n_tried = ?, done_at = ?, end = ? WHERE id = ?',
  );

  return {
    foldComplaint(id) {
      const row = complaint.get(id);
      if (row === undefined) return null;
      const state = foldComplaint(complaintEvents.all(id).map(readEvent));
      setComplaint.run(
        state.state,
        state.level,
        state.ownerAgentId,
        state.ownerUnit,
        state.handovers,
        state.reopened,
        state.slaDueAt,
        state.nextContactAt,
        state.verdict,
        row.hidden_at ?? state.closedAt,
        id,
      );
      return row.customer_id;
    },
    foldFollowUp(id) {
      const row = followUp.get(id);
      if (row === undefined) return null;
      const state = foldFollowUp(row.first_due_at, followUpEvents.all(id).map(readEvent));
      const isHidden = row.hidden_at !== null;
      setFollowUp.run(
        state.dueAt,
        state.moved,
        state.tried,
        isHidden ? row.hidden_at : state.doneAt,
        isHidden ? 'cancelled' : state.end,
        id,
      );
      return row.customer_id;
    },
  };
}

function readEvent(row: EventRow): ComplaintEvent & FollowUpEvent {
  return { at: row.at, kind: row.kind, body: JSON.parse(row.body) as { [key: string]: Json } };
}
