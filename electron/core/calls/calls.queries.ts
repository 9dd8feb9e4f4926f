import { phoneKey } from '#shared/domain/phone-number.ts';
import type { Apply } from '../db/apply.ts';
import type { Reader, Writer } from '../db/connection.ts';
import type { CallRecord, InternalMethods } from '../lanes/internal-methods.ts';

type NewInteraction = InternalMethods['calls.writeInteraction']['input'];

/**
 * Writes a call and its legs as the line told them, at its ring, its answer and its end: each time the same rows.
 * @returns the call's row id
 */
export function recordCall(reader: Reader, apply: Apply, call: CallRecord): number {
  const operation = { label: 'calls.record', agentId: null };
  const { keys } = apply(operation, (newId) => {
    const id = callRowId(reader, call.callKey) ?? newId();
    return [
      {
        table: 'call',
        op: 'put',
        row: {
          id,
          call_key: call.callKey,
          line_id: call.lineId,
          direction: call.direction,
          number: call.number,
          e164: call.e164 === null ? null : phoneKey(call.e164),
          name: call.name,
          dialled: call.dialled,
          customer_id: call.customerId,
          started_at: call.startedAt,
          answered_at: call.answeredAt,
          ended_at: call.endedAt,
          end: call.end,
        },
      },
      ...call.legs.map((leg) => ({
        table: 'call_leg' as const,
        op: 'put' as const,
        row: {
          call_id: id,
          leg: leg.leg,
          extension: leg.extension,
          agent_id: leg.agentId,
          rang_at: leg.rangAt,
          answered_at: leg.answeredAt,
          ended_at: leg.endedAt,
          end: leg.end,
          cause: leg.cause,
        },
      })),
    ];
  });
  return Number(keys[0]);
}

type StoredInteraction = {
  id: number;
  customer_id: number;
  gist: string | null;
  outcome: number | null;
  end: string | null;
};

/**
 * The entry of a call in its customer's history: first at hang-up, then with the note. Facts are append-only, so a
 * later version replaces the earlier one, which stays readable in the history of corrections; where it says no
 * more than what stands there, nothing is written. When the agent learns that somebody else was speaking, the
 * entry moves to that customer with what was noted.
 */
export function writeInteraction(
  reader: Reader,
  apply: Apply,
  entry: NewInteraction,
  now: number,
): { interactionId: number; operationId: number } {
  let interactionId = 0;
  const { operationId } = apply({ label: 'calls.saveNote', agentId: entry.agentId }, (newId) => {
    const callRow = callRowId(reader, entry.callKey);
    const before = callRow === null ? undefined : shownInteraction(reader, callRow);
    const gist = entry.gist ?? before?.gist ?? null;
    const outcome = entry.outcome ?? before?.outcome ?? null;
    if (before !== undefined && says(before, { ...entry, gist, outcome })) {
      interactionId = before.id;
      return [];
    }
    interactionId = newId();
    const row = {
      id: interactionId,
      customer_id: entry.customerId,
      at: entry.at,
      kind: 'call',
      direction: entry.direction,
      end: entry.end,
      gist,
      outcome,
      agent_id: entry.agentId,
      call_id: callRow,
      duration_ms: entry.durationMs,
    };
    const written = { table: 'interaction', op: 'insert', row } as const;
    if (before === undefined) return [written];
    const correction = {
      at: now,
      fact_table: 'interaction',
      fact_id: before.id,
      replacement_id: interactionId,
      agent_id: entry.agentId,
    };
    return [written, { table: 'retraction', op: 'insert', row: correction }];
  });
  return { interactionId, operationId };
}

function says(before: StoredInteraction, entry: NewInteraction): boolean {
  return (
    before.customer_id === entry.customerId &&
    before.gist === entry.gist &&
    before.outcome === entry.outcome &&
    before.end === entry.end
  );
}

function callRowId(reader: Reader, callKey: string): number | null {
  return reader.value<number>('SELECT id FROM call WHERE call_key = ?').get(callKey) ?? null;
}

function shownInteraction(reader: Reader, callRow: number): StoredInteraction | undefined {
  return reader
    .query<StoredInteraction>(
      'SELECT id, customer_id, gist, outcome, end FROM interaction WHERE call_id = ? AND hidden_by IS NULL LIMIT 1',
    )
    .get(callRow);
}

export function saveDraft(
  writer: Writer,
  draft: { key: string; agentId: number | null; customerId: number | null; text: string; now: number },
): void {
  if (draft.text === '') {
    dropDraft(writer, draft.key);
    return;
  }
  writer
    .command(
      `INSERT INTO draft (key, agent_id, customer_id, body, updated_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET agent_id = excluded.agent_id, customer_id = excluded.customer_id,
         body = excluded.body, updated_at = excluded.updated_at`,
    )
    .run(draft.key, draft.agentId, draft.customerId, JSON.stringify({ text: draft.text }), draft.now);
}

export function readDraft(reader: Reader, key: string): { text: string; savedAt: number | null } {
  const row = reader
    .query<{ body: string; updated_at: number }>('SELECT body, updated_at FROM draft WHERE key = ?')
    .get(key);
  if (row === undefined) return { text: '', savedAt: null };
  const { text } = JSON.parse(row.body) as { text: string };
  return { text, savedAt: row.updated_at };
}

export function dropDraft(writer: Writer, key: string): boolean {
  return writer.command('DELETE FROM draft WHERE key = ?').run(key).changes > 0;
}
