import type { Apply } from '../../electron/core/db/apply.ts';
import type { Reader } from '../../electron/core/db/connection.ts';
import type { Random } from '../../electron/core/sample/random.ts';

/** After a call: whose it was, who wrote it, and when. */
export type Ended = { readonly customerId: number; readonly agentId: number | null; readonly at: number };

const day = 86_400_000;
const gist = 'پرسیدند بلیت برگشت را می‌شود یک روز جلو انداخت؛ گفتیم تا فردا خبر می‌دهیم.';

/** What a hang-up writes: the entry in the history, with all that follows from it. */
export function writeHangUp(apply: Apply, { customerId, agentId, at }: Ended): void {
  apply({ label: 'bench.hangUp', agentId }, [
    {
      table: 'interaction',
      op: 'insert',
      row: {
        customer_id: customerId,
        at,
        kind: 'call',
        direction: 'inbound',
        end: 'ended',
        outcome: 7,
        agent_id: agentId,
        duration_ms: 95_000,
      },
    },
  ]);
}

/** What Ctrl+Enter writes after a hard call: note, manner, promise and complaint, in one operation. */
export function writeWrapUp(apply: Apply, { customerId, agentId, at }: Ended): void {
  apply({ label: 'bench.wrapUp', agentId }, (newId) => {
    const interactionId = newId();
    const complaintId = newId();
    const whose = { customer_id: customerId, agent_id: agentId };
    return [
      {
        table: 'interaction',
        op: 'insert',
        row: {
          ...whose,
          id: interactionId,
          at,
          kind: 'call',
          direction: 'inbound',
          end: 'ended',
          gist,
          outcome: 8,
          duration_ms: 310_000,
        },
      },
      {
        table: 'observation',
        op: 'insert',
        row: { ...whose, at, trait: 'upsetToday', our_fault: 1, complaint_id: complaintId },
      },
      {
        table: 'complaint',
        op: 'insert',
        row: {
          id: complaintId,
          customer_id: customerId,
          what: 'ساعت پرواز عوض شد و کسی خبر نداد',
          category: 'change',
          severity: 2,
          channel: 'call',
          interaction_id: interactionId,
          opened_at: at,
        },
      },
      {
        table: 'complaint_event',
        op: 'insert',
        row: {
          complaint_id: complaintId,
          at,
          kind: 'received',
          body: { dueAt: at + day },
          agent_id: agentId,
        },
      },
      {
        table: 'follow_up',
        op: 'insert',
        row: {
          ...whose,
          kind: 'promise',
          what: 'خبر از جابه‌جایی بلیت',
          made_by: agentId,
          made_at: at,
          first_due_at: at + day,
          complaint_id: complaintId,
          interaction_id: interactionId,
        },
      },
    ];
  });
}

/** Customers drawn by chance, none twice: nobody complains twenty times in a minute. */
export function drawCustomers(reader: Reader, count: number, random: Random): number[] {
  const all = reader.value<number>("SELECT id FROM customer WHERE kind = 'person'").all();
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, all.length)) drawn.add(random.pick(all));
  return [...drawn];
}
