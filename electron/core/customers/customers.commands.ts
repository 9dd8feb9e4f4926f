import type { NewCustomer } from '#shared/contract/customers.ts';
import { Refusal } from '#shared/contract/errors.ts';
import { displayText } from '#shared/domain/persian-text.ts';
import type { Apply } from '../db/apply.ts';
import type { Reader } from '../db/connection.ts';
import type { Change } from '../db/tables.ts';
import { makeCustomerQueries } from './customers.queries.ts';

export type NewPhone = {
  readonly raw: string;
  readonly e164: string | null;
  readonly extension: string | null;
  readonly at: number;
};

/** What the agent may set on a card with one key. */
export type CustomerField = 'honorific' | 'address_note';

const ADDRESS_NOTE_LENGTH = 200;
const NUMBER_LENGTH = 200;

export type CustomerCommands = ReturnType<typeof makeCustomerCommands>;

/** Writes what customers are, through `apply` only. An unknown customer is refused as `not_found`. */
export function makeCustomerCommands(reader: Reader, apply: Apply) {
  const { customer } = makeCustomerQueries(reader);
  const samePhone = reader.value<number>(
    `SELECT id FROM phone WHERE customer_id = ?1 AND to_at IS NULL AND deleted_at IS NULL
       AND CASE WHEN ?2 IS NULL THEN e164 IS NULL AND raw = ?3 ELSE e164 = ?2 END
       AND extension IS ?4 LIMIT 1`,
  );

  return { create, attachPhone, setField };

  /** A customer with, at most, one number, in one operation. */
  function create(
    given: NewCustomer,
    e164: string | null,
    at: number,
    agentId: number | null,
  ): { customerId: number; operationId: number } {
    const names = namesOf(given);
    const raw = given.number ?? e164;
    const { operationId, keys } = apply({ label: 'customers.create', agentId, at }, (newId) => {
      const id = newId();
      const row = { id, kind: given.kind, ...names, origin: given.origin, created_at: at };
      const phone = raw === null ? [] : [phoneInsert(id, { raw, e164, extension: null, at })];
      return [{ table: 'customer', op: 'insert', row }, ...phone];
    });
    return { customerId: Number(keys[0]), operationId };
  }

  /** Attaches a number, once: one that the customer has already is answered as it stands. */
  function attachPhone(
    customerId: number,
    phone: NewPhone,
    agentId: number | null,
  ): { phoneId: number; operationId: number } {
    let standing: number | undefined;
    const { operationId, keys } = apply({ label: 'customers.attachPhone', agentId, at: phone.at }, () => {
      const owner = existing(customerId);
      const raw = phone.raw.slice(0, NUMBER_LENGTH);
      standing = samePhone.get(owner, phone.e164, raw, phone.extension);
      return standing === undefined ? [phoneInsert(owner, phone)] : [];
    });
    return { phoneId: standing ?? Number(keys[0]), operationId };
  }

  function setField(
    customerId: number,
    field: CustomerField,
    value: string | null,
    agentId: number | null,
  ): { operationId: number } {
    const { operationId } = apply({ label: `customers.setField ${field}`, agentId }, () => {
      const fields =
        field === 'honorific' ? { honorific: honorificOf(value) } : { address_note: noteOf(value) };
      return [{ table: 'customer', op: 'update', key: existing(customerId), fields }];
    });
    return { operationId };
  }

  /** Whom a write is for: the survivor, where the customer was merged. */
  function existing(customerId: number): number {
    const row = customer(customerId);
    if (row === null) throw new Refusal('not_found', 'no such customer');
    return row.id;
  }
}

function phoneInsert(customerId: number, phone: NewPhone): Change {
  return {
    table: 'phone',
    op: 'insert',
    row: {
      customer_id: customerId,
      raw: phone.raw.slice(0, NUMBER_LENGTH),
      e164: phone.e164,
      extension: phone.extension,
      label: phone.e164?.startsWith('+989') === true ? 'mobile' : null,
      from_at: phone.at,
    },
  };
}

type Names = {
  display_name: string;
  title: string | null;
  honorific: 'male' | 'female' | null;
  given_name: string | null;
  family_name: string | null;
};

function namesOf(given: NewCustomer): Names {
  const familyName = displayText(given.familyName);
  if (familyName === '') {
    const issues = [{ path: 'customer.familyName', message: 'a name is needed' }];
    throw new Refusal('bad_input', 'a customer needs a name', { issues });
  }
  if (given.kind === 'organisation') {
    return { display_name: familyName, title: null, honorific: null, given_name: null, family_name: null };
  }
  const givenName = shownOrNull(given.givenName);
  return {
    display_name: givenName === null ? familyName : `${givenName} ${familyName}`,
    title: shownOrNull(given.title),
    honorific: given.honorific,
    given_name: givenName,
    family_name: familyName,
  };
}

function honorificOf(value: string | null): 'male' | 'female' | null {
  if (value === null || value === 'male' || value === 'female') return value;
  throw new Refusal('bad_input', 'not an honorific', {
    issues: [{ path: 'honorific', message: 'male or female' }],
  });
}

function noteOf(value: string | null): string | null {
  return value === null ? null : shownOrNull(value, ADDRESS_NOTE_LENGTH);
}

function shownOrNull(text: string | null, length?: number): string | null {
  const shown = text === null ? '' : displayText(text, length);
  return shown === '' ? null : shown;
}
