import type { FoundCustomer } from '#shared/contract/customers.ts';
import { fromWrongLayout } from '#shared/domain/keyboard-layout.ts';
import { foldDigits, searchWords, soundKey } from '#shared/domain/persian-text.ts';
import type { Reader } from '../db/connection.ts';
import { readDigest } from '../db/digest.ts';
import { makeSearch } from '../db/search.ts';
import { makeCustomerQueries } from './customers.queries.ts';
import { toPerson } from './look-up.ts';

/** Signs that people put between the digits of a number. */
const betweenDigits = /[\s()/.\-–_+\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Finds customers by what an agent types: any part of a number in any digits, else words of the name; with no hit,
 * the text as typed on the other keyboard layout, and last what sounds alike. The most recent contact first.
 */
export function makeFindCustomers(reader: Reader): (text: string, limit: number) => FoundCustomer[] {
  const search = makeSearch(reader);
  const { customer } = makeCustomerQueries(reader);

  return (text, limit) =>
    reader.snapshot(() => {
      const digits = foldDigits(text).replaceAll(betweenDigits, '');
      if (/^\d+$/.test(digits)) return shown(search.byDigits(digits, limit), 'phone');
      const named = shown(search.byName(searchWords(text), limit), 'name');
      if (named.length > 0) return named;
      const retyped = shown(search.byName(searchWords(fromWrongLayout(text)), limit), 'wrong_layout');
      if (retyped.length > 0) return retyped;
      return shown(search.bySound(soundKey(text), limit), 'sounds_alike');
    });

  function shown(ids: readonly number[], how: FoundCustomer['how']): FoundCustomer[] {
    const found = new Map<number, FoundCustomer>();
    for (const id of ids) {
      const row = customer(id);
      if (row === null) continue;
      const inUse = readDigest(row.digest).phones.filter((phone) => phone.to === null);
      found.set(row.id, { ...toPerson(row), phones: inUse.map((phone) => phone.e164 ?? phone.raw), how });
    }
    return [...found.values()];
  }
}
