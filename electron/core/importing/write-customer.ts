import type { ImportOrigin } from '#shared/contract/importing.ts';
import { nameKey } from '#shared/domain/persian-text.ts';
import { phoneKey } from '#shared/domain/phone-number.ts';
import type { Apply } from '../db/apply.ts';
import type { Reader } from '../db/connection.ts';
import type { Change, Fields } from '../db/tables.ts';
import { makeImportingQueries, type KnownCustomer } from './importing.queries.ts';
import type { ImportedCustomer, ImportedPhone } from './read-row.ts';

/** What became of one row. */
export type Written = {
  readonly became: 'new' | 'merged' | 'unchanged';
  readonly phones: number;
};

type NewId = () => number;

export type CustomerWriter = (customer: ImportedCustomer) => Written;

/**
 * Writes imported customers through `apply`. The same number (or national id, or own number) under the same name is
 * the same person: what was empty is filled, nothing is overwritten, a number that was removed stays removed. So the
 * same file, read twice, adds nothing.
 */
export function makeCustomerWriter(
  reader: Reader,
  apply: Apply,
  setting: { readonly origin: ImportOrigin; readonly now: () => number; readonly agentId: number | null },
): CustomerWriter {
  const find = makeImportingQueries(reader);

  return (customer) => {
    const known = findKnown(customer);
    const plan = known === null ? (newId: NewId) => insertAll(customer, newId) : fillIn(known, customer);
    if (plan === null) return { became: 'unchanged', phones: 0 };
    let written: readonly Change[] = [];
    apply({ label: 'importing.run', agentId: setting.agentId }, (newId) => (written = plan(newId)));
    const phones = written.filter(({ table }) => table === 'phone').length;
    return { became: known === null ? 'new' : 'merged', phones };
  };

  function findKnown(customer: ImportedCustomer): KnownCustomer | null {
    const key = nameKey(customer.displayName);
    for (const { e164 } of customer.phones) {
      for (const id of find.holdersOf(phoneKey(e164), e164)) {
        const known = find.customer(id);
        if (known !== undefined && find.hasName(id, key)) return known;
      }
    }
    const byNumber = find
      .byOwnNumber(customer.ownNumber, customer.nationalId)
      .find((id) => find.hasName(id, key));
    const id =
      byNumber ?? (customer.phones.length === 0 ? find.phonelessNamed(key, customer.kind) : undefined);
    return id === undefined ? null : (find.customer(id) ?? null);
  }

  function insertAll(customer: ImportedCustomer, newId: NewId): Change[] {
    const id = newId();
    const { kind, displayName, title, honorific, givenName, familyName, nationalId, ownNumber } = customer;
    return [
      {
        table: 'customer',
        op: 'insert',
        row: {
          id,
          kind,
          display_name: displayName,
          title,
          honorific,
          given_name: givenName,
          family_name: familyName,
          national_id: nationalId,
          own_number: ownNumber,
          origin: setting.origin,
          created_at: setting.now(),
        },
      },
      ...customer.phones.map((phone) => insertPhone(id, phone)),
      ...customer.facts.map((fact) => insertFact(id, fact)),
      ...insertEmployment(id, customer.company, newId),
    ];
  }

  /** What the row adds to somebody known; null where it adds nothing. */
  function fillIn(known: KnownCustomer, customer: ImportedCustomer): ((newId: NewId) => Change[]) | null {
    const fields = emptyFields(known, customer);
    const changes: Change[] = [
      ...customer.phones
        .filter(({ e164 }) => !find.everHad(known.id, e164))
        .map((phone) => insertPhone(known.id, phone)),
      ...customer.facts
        .filter(({ field, value }) => !find.hasFact(known.id, field, value))
        .map((fact) => insertFact(known.id, fact)),
    ];
    if (Object.keys(fields).length > 0)
      changes.push({ table: 'customer', op: 'update', key: known.id, fields });
    const company = find.employersOf(known.id).length === 0 ? customer.company : null;
    if (changes.length === 0 && company === null) return null;
    return (newId) => [...changes, ...insertEmployment(known.id, company, newId)];
  }

  function insertEmployment(customerId: number, company: string | null, newId: NewId): Change[] {
    if (company === null || nameKey(company) === '') return [];
    const known = find.organisationNamed(nameKey(company));
    const relation = (other: number): Change => ({
      table: 'relation',
      op: 'insert',
      row: { customer_id: customerId, other_id: other, kind: 'worksFor' },
    });
    if (known !== undefined) return [relation(known)];
    const id = newId();
    const row = {
      id,
      kind: 'organisation',
      display_name: company,
      origin: setting.origin,
      created_at: setting.now(),
    };
    return [{ table: 'customer', op: 'insert', row }, relation(id)];
  }

  function insertPhone(customerId: number, phone: ImportedPhone): Change {
    const { raw, e164, extension, label } = phone;
    return {
      table: 'phone',
      op: 'insert',
      row: { customer_id: customerId, raw, e164, extension, label, from_at: setting.now() },
    };
  }

  function insertFact(customerId: number, fact: ImportedCustomer['facts'][number]): Change {
    return {
      table: 'profile_fact',
      op: 'insert',
      row: { customer_id: customerId, ...fact, at: setting.now(), agent_id: setting.agentId },
    };
  }
}

/** What the store does not know yet. Given and family name belong together: half a name is not filled up. */
function emptyFields(known: KnownCustomer, customer: ImportedCustomer): Fields<'customer'> {
  const nameless = known.given_name === null && known.family_name === null;
  const offered = {
    title: known.title === null ? customer.title : null,
    honorific: known.honorific === null ? customer.honorific : null,
    given_name: nameless ? customer.givenName : null,
    family_name: nameless ? customer.familyName : null,
    national_id: known.national_id === null ? customer.nationalId : null,
    own_number: known.own_number === null ? customer.ownNumber : null,
  };
  return Object.fromEntries(Object.entries(offered).filter(([, value]) => value !== null));
}
