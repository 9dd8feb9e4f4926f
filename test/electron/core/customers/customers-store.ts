import { card, type Card, type CustomerCard } from '#shared/contract/card.ts';
import { customersContract } from '#shared/contract/customers.ts';
import { openReader } from '../../../../electron/core/db/connection.ts';
import type { Change, InsertRow, Json, SharedTable } from '../../../../electron/core/db/tables.ts';
import { makeLiveWaiting } from '../../../../electron/core/db/live-waiting.ts';
import type { Caller, LaneTools } from '../../../../electron/core/feature.ts';
import { customersLane } from '../../../../electron/core/customers/customers.handlers.ts';
import type { LookedUp, LookUp } from '../../../../electron/core/lanes/internal-methods.ts';
import { makeTempStore, type TempStore } from '../db/temp-store.ts';

export const minute = 60_000;
export const hour = 3_600_000;
export const day = 86_400_000;

export type CustomersStore = ReturnType<typeof makeCustomersStore>;

type Insertable = Exclude<SharedTable, 'setting' | 'call_leg'>;

/** A real encrypted store with the customers' feature on it, and short words for putting people into it. */
export function makeCustomersStore() {
  const store: TempStore = makeTempStore();
  const lane = customersLane(toolsOf(store));
  const { methods = {}, internal = {} } = lane;
  const now = () => store.clock.now;
  const caller: Caller = { sessionId: 's', agentId: null, role: 'agent', extension: '101' };

  function insert<T extends Insertable>(table: T, row: InsertRow<T>): number {
    const change = { table, op: 'insert', row } as unknown as Change;
    return Number(store.apply({ label: 'test', agentId: null }, [change]).keys[0]);
  }

  return {
    ...store,
    store,
    insert,
    caller,
    ask: required(internal),
    methods: required(methods),

    setting(key: string, value: Json): void {
      const change = { table: 'setting', op: 'put', row: { key, value } } as const;
      store.apply({ label: 'test', agentId: null }, [change]);
    },

    person(more: Partial<InsertRow<'customer'>> = {}): number {
      const row = { display_name: 'مریم احمدی', family_name: 'احمدی', created_at: now() - 40 * day, ...more };
      return insert('customer', row);
    },

    organisation(name: string): number {
      const row = { kind: 'organisation', display_name: name, created_at: now() - 40 * day };
      return insert('customer', row);
    },

    phone(customerId: number, e164: string, more: Partial<InsertRow<'phone'>> = {}): number {
      const row = { customer_id: customerId, raw: e164, e164, from_at: now() - 40 * day, ...more };
      return insert('phone', row);
    },

    /** An earlier call of a number, so many ms ago. */
    call(e164: string, ago: number, end: string | null, direction = 'inbound'): number {
      const startedAt = now() - ago;
      const row = { call_key: `test·${e164}·${startedAt}`, line_id: 'test', direction, number: e164 };
      return insert('call', { ...row, e164: Number(e164.slice(1)), started_at: startedAt, end });
    },

    /** The card as the contract lets it out. */
    async lookUp(more: Partial<LookUp>): Promise<LookedUp> {
      const lookUp = required(internal)['cards.lookUp'];
      const found = await lookUp({ ...ringing, number: more.e164 ?? null, now: now(), ...more }, caller);
      card.parse(found.card);
      return found;
    },

    async card(customerId: number, agentId: number | null = null): Promise<CustomerCard> {
      const read = required(methods)['customers.card'];
      return customersContract['customers.card'].output.parse(
        await read({ customerId }, { ...caller, agentId }),
      );
    },

    find(text: string, limit = 10): string[] {
      const reader = openReader({ file: store.file, key: store.key });
      try {
        const desk = customersLane({ ...toolsOf(store), reader, writer: null, apply: null });
        const answer = required(desk.methods ?? {})['customers.find']({ text, limit }, caller);
        const { found } = customersContract['customers.find'].output.parse(answer);
        return found.map((one) => `${one.how}: ${one.displayName}`);
      } finally {
        reader.close();
      }
    },
  };
}

const ringing: LookUp = {
  number: null,
  e164: null,
  callerName: null,
  direction: 'inbound',
  colleagueExtension: null,
  agentId: null,
  confirmed: null,
  someoneElse: false,
  now: 0,
};

export function toolsOf(store: TempStore): LaneTools {
  return {
    reader: store.writer,
    writer: store.writer,
    apply: store.apply,
    now: () => store.clock.now,
    emit: () => undefined,
    log: () => undefined,
    liveWaiting: makeLiveWaiting(),
  };
}

function required<T extends object>(handlers: T): Required<T> {
  return handlers as Required<T>;
}

export function peopleOn(shown: Card): string[] {
  if (shown.match === 'several') return shown.people.map((one) => one.displayName);
  if (shown.match === 'maybe') return shown.guesses.map((one) => `${one.displayName}: ${one.reason}`);
  if (shown.match === 'one') return [shown.customer.displayName];
  return [];
}
