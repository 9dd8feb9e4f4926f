import { Refusal } from '#shared/contract/errors.ts';
import type { Caller, LaneFeature } from '../feature.ts';
import { makeUndo, type UndoResult } from '../db/undo.ts';
import { makeCustomerCommands } from './customers.commands.ts';
import { makeFindCustomers } from './find-customers.ts';
import { makeCards } from './look-up.ts';

/** Customers in the lanes: cards and writing in the live lane, finding in the desk lane. */
export const customersLane: LaneFeature = ({ reader, writer, apply, now }) => {
  if (writer === null || apply === null) {
    const find = makeFindCustomers(reader);
    return { methods: { 'customers.find': ({ text, limit }) => ({ found: find(text, limit) }) } };
  }
  const cards = makeCards(reader);
  const commands = makeCustomerCommands(reader, apply);
  const undo = makeUndo(writer, apply, { now });
  const operationBy = (operationId: number): number | null =>
    reader.value<number | null>('SELECT agent_id FROM operation WHERE id = ?').get(operationId) ?? null;
  return {
    methods: {
      'customers.card': ({ customerId }, caller) => {
        const card = cards.ofCustomer(customerId, caller.agentId, now());
        if (card === null) throw new Refusal('not_found', 'no such customer');
        return card;
      },
      'calls.ofNumber': ({ e164, limit }) => cards.earlierCalls(e164, limit),
    },
    internal: {
      'cards.lookUp': (call) => cards.lookUp(call),
      'cards.ofCustomer': (asked, caller) =>
        cards.ofCustomer(asked.customerId, caller?.agentId ?? null, asked.now),
      'customers.create': ({ customer, e164, at }, caller) =>
        commands.create(customer, e164, at, caller?.agentId ?? null),
      'customers.attachPhone': ({ customerId, ...phone }, caller) =>
        commands.attachPhone(customerId, phone, caller?.agentId ?? null),
      'customers.setField': ({ customerId, field, value }, caller) =>
        commands.setField(customerId, field, value, caller?.agentId ?? null),
      'operations.undo': ({ operationId }, caller) => {
        refuseOthersWork(operationBy(operationId), caller);
        const result = undo(operationId, { agentId: caller?.agentId ?? null });
        if (result.state !== 'undone') throw refusalOf(result);
        return { operationId: result.operationId, customerIds: [...result.customerIds] };
      },
    },
  };
};

/** An agent takes back what they did themselves; what others did is for a supervisor to take back. */
function refuseOthersWork(by: number | null, caller: Caller | null): void {
  if (caller?.role === 'agent' && by !== caller.agentId) {
    throw new Refusal('forbidden', 'another person did this');
  }
}

function refusalOf(result: Exclude<UndoResult, { state: 'undone' }>): Refusal {
  if (result.state === 'gone') return new Refusal('not_found', 'no such operation');
  const fields = result.state === 'changed_since' ? result.fields : [];
  return new Refusal('undo_refused', result.state, { fields });
}
