import { readPhone, type LineProfile } from '#shared/domain/phone-number.ts';
import { extensionOf } from '../calls/calls.handlers.ts';
import type { Switchboard } from '../calls/switchboard.ts';
import type { Caller, MainHandlers, MainTools } from '../feature.ts';

/**
 * Changes to customers that a call on the screen may hang on: written in the live lane, then every card that shows
 * the customer is read again.
 */
export function customersMain(
  { ask, emit, now }: MainTools,
  switchboard: Switchboard,
  typedNumbers: () => LineProfile,
): MainHandlers {
  return {
    'customers.create': async ({ customer, callId }, caller) => {
      const { e164 } = numberOf(customer.number, callId, caller);
      const created = await ask('customers.create', { customer, e164, at: now() }, caller);
      await settle(created.customerId, callId, caller);
      return created;
    },
    'customers.attachPhone': async ({ customerId, number, callId }, caller) => {
      const phone = { customerId, raw: number, ...numberOf(number, callId, caller), at: now() };
      const attached = await ask('customers.attachPhone', phone, caller);
      await settle(customerId, callId, caller);
      return attached;
    },
    'customers.setHonorific': ({ customerId, honorific }, caller) =>
      setField(customerId, 'honorific', honorific, caller),
    'customers.setAddressNote': ({ customerId, note }, caller) =>
      setField(customerId, 'address_note', note, caller),
  };

  async function setField(
    customerId: number,
    field: 'honorific' | 'address_note',
    value: string | null,
    caller: Caller,
  ): Promise<{ operationId: number }> {
    const written = await ask('customers.setField', { customerId, field, value }, caller);
    changed(customerId);
    return written;
  }

  /** The call whose number this is goes on with that customer. */
  async function settle(customerId: number, callId: string | null, caller: Caller): Promise<void> {
    if (callId !== null) await switchboard.confirmCaller(extensionOf(caller), callId, customerId);
    changed(customerId);
  }

  function changed(customerId: number): void {
    emit('customer.changed', { customerId });
    switchboard.readAgain(({ card }) => card?.match === 'one' && card.customer.id === customerId);
  }

  /** A call's own number was read with its line's habits already; a typed one is read with the branch's. */
  function numberOf(
    number: string | null,
    callId: string | null,
    caller: Caller,
  ): { e164: string | null; extension: string | null } {
    if (number === null) return { e164: null, extension: null };
    if (callId !== null) {
      const { view } = switchboard.find(extensionOf(caller), callId);
      if (view.number === number || view.e164 === number) return { e164: view.e164, extension: null };
    }
    const reading = readPhone(number, typedNumbers());
    if (reading.kind !== 'number') return { e164: null, extension: null };
    return { e164: reading.e164, extension: reading.extension ?? null };
  }
}
