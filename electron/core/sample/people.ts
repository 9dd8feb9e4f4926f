import type { Language } from '#shared/contract/common.ts';
import { castSize } from './cast.ts';
import { familyNames, femaleNames, maleNames, organisationName } from './names.ts';
import { makeRandom, mixSeed, type Random } from './random.ts';
import type { SampleCustomer, SamplePhone, SampleRelation } from './rows.ts';
import { digits, inLanguage } from './texts.ts';

/** Who a customer is, before any history. */
export type Person = Pick<
  SampleCustomer,
  'index' | 'kind' | 'displayName' | 'title' | 'honorific' | 'givenName' | 'familyName'
>;

/**
 * Customers come in neighbourhoods of forty: the first is an organisation, some of the others work for it, and some
 * that stand side by side are family. So every relation is known from both its ends without looking far, and any
 * customer can be made from seed and index alone.
 */
const neighbourhood = 40;
const shareEmployed = 0.18;
const shareFamily = 0.2;

export type Population = {
  readonly customers: number;
  readonly language: Language;
  readonly seed: number;
};

/** The name and kind of the customer at `index` (from `castSize` on; those before are the cast). */
export function personAt(population: Population, index: number): Person {
  const { language, seed } = population;
  const random = makeRandom(mixSeed(seed, index, 1));
  if (isOrganisation(index)) {
    const place = placeOf(index).block;
    const name = inLanguage(organisationName(place * 5 + 1, place * 7 + random.int(0, 3)), language);
    const none = { title: null, honorific: null, givenName: null, familyName: null };
    return { index, kind: 'organisation', displayName: name, ...none };
  }
  const female = isSecondOfFamily(population, index) ? !isFemale(seed, index - 1) : isFemale(seed, index);
  const familyName = inLanguage(familyNameAt(population, index), language);
  const givenName = inLanguage(random.pickFrequent(female ? femaleNames : maleNames), language);
  return {
    index,
    kind: 'person',
    displayName: `${givenName} ${familyName}`,
    title: titleOf(random, language),
    honorific: random.chance(0.85) ? (female ? 'female' : 'male') : null,
    givenName,
    familyName,
  };
}

/** The relations written for this customer: whom they work for, and the family beside them. */
export function relationsOf(population: Population, index: number): SampleRelation[] {
  const relations: SampleRelation[] = [];
  if (isEmployed(population, index)) {
    const employer = index - placeOf(index).position;
    relations.push(relationTo(population, employer, 'worksFor'));
  }
  if (isSecondOfFamily(population, index + 1)) {
    relations.push(relationTo(population, index + 1, 'family'));
  }
  return relations;
}

/** The relations of others that point at this customer; `otherIndex` is theirs. In the order of their rows. */
export function incomingRelations(population: Population, index: number): SampleRelation[] {
  if (isOrganisation(index)) {
    const staff: SampleRelation[] = [];
    for (let other = index + 1; other < index + neighbourhood; other++) {
      if (isEmployed(population, other)) staff.push(relationTo(population, other, 'worksFor'));
    }
    return staff;
  }
  return isSecondOfFamily(population, index) ? [relationTo(population, index - 1, 'family')] : [];
}

/** The numbers of a customer, the first the one they call from. */
export function phonesOf(
  population: Population,
  person: Person,
  createdAt: number,
  today: number,
): SamplePhone[] {
  const { seed, language } = population;
  const { index } = person;
  const random = makeRandom(mixSeed(seed, index, 2));
  const phone = (e164: string, label: SamplePhone['label'], toAt: number | null = null): SamplePhone => ({
    raw: asTyped(random, language, e164),
    e164,
    extension: null,
    label,
    fromAt: createdAt,
    toAt,
  });
  if (person.kind === 'organisation') {
    return [phone(landlineAt(seed, index), 'work'), phone(mobileAt(seed, index, 0), 'mobile')];
  }
  const phones: SamplePhone[] = [];
  if (random.chance(0.96)) phones.push(phone(mobileAt(seed, index, 0), 'mobile'));
  const familyHome = isSecondOfFamily(population, index + 1)
    ? index
    : isSecondOfFamily(population, index)
      ? index - 1
      : null;
  if (familyHome !== null) phones.push(phone(landlineAt(seed, familyHome), 'home'));
  else if (phones.length === 0 || random.chance(0.11)) phones.push(phone(landlineAt(seed, index), 'home'));
  if (isEmployed(population, index) && random.chance(0.2)) {
    const line = phone(landlineAt(seed, index - placeOf(index).position), 'work');
    phones.push({ ...line, extension: String(random.int(11, 49)) });
  }
  if (random.chance(0.04)) phones.push(phone(mobileAt(seed, index, 1), 'mobile'));
  if (random.chance(0.04)) {
    const removedAt = Math.round(createdAt + (today - createdAt) * (0.3 + 0.6 * random.next()));
    phones.push(phone(mobileAt(seed, index, 2), 'mobile', removedAt));
  }
  return phones;
}

function relationTo(population: Population, other: number, kind: SampleRelation['kind']): SampleRelation {
  return { otherIndex: other, otherName: personAt(population, other).displayName, kind };
}

function placeOf(index: number): { block: number; position: number } {
  const afterCast = index - castSize;
  return { block: Math.floor(afterCast / neighbourhood), position: afterCast % neighbourhood };
}

function isOrganisation(index: number): boolean {
  return index >= castSize && placeOf(index).position === 0;
}

function isEmployed({ seed, customers }: Population, index: number): boolean {
  if (index < castSize || index >= customers || isOrganisation(index)) return false;
  return makeRandom(mixSeed(seed, index, 3)).chance(shareEmployed);
}

/** Married to the customer before: shares family name and home. Pairs stand at odd and even positions. */
function isSecondOfFamily({ seed, customers }: Population, index: number): boolean {
  if (index <= castSize || index >= customers) return false;
  const { position } = placeOf(index);
  if (position < 2 || position % 2 !== 0) return false;
  return makeRandom(mixSeed(seed, index, 4)).chance(shareFamily);
}

function isFemale(seed: number, index: number): boolean {
  return makeRandom(mixSeed(seed, index, 5)).chance(0.48);
}

/** Couples are listed under one name here, as the agency's older files did. */
function familyNameAt(population: Population, index: number): readonly [string, string] {
  const bearer = isSecondOfFamily(population, index) ? index - 1 : index;
  return makeRandom(mixSeed(population.seed, bearer, 6)).pickFrequent(familyNames);
}

function titleOf(random: Random, language: Language): string | null {
  const roll = random.next();
  if (roll < 0.05) return language === 'fa' ? 'دکتر' : 'Dr';
  if (roll < 0.13) return language === 'fa' ? 'مهندس' : 'Eng.';
  return null;
}

const mobilePrefixes = [
  910, 911, 912, 913, 914, 915, 916, 917, 918, 919, 930, 933, 935, 936, 937, 938, 939, 901, 902, 903, 905,
  990, 991, 921,
] as const;
const areaCodes = [21, 21, 21, 21, 31, 51, 71, 41, 26, 25, 61, 11, 13, 44, 83, 34] as const;

/** Numbers of one length, in an order that looks random: multiplying by a number without common factors repeats none. */
function mobileAt(seed: number, index: number, which: number): string {
  const all = mobilePrefixes.length * 10_000_000;
  const place = scattered(index * 3 + which, seed, all);
  const prefix = mobilePrefixes[Math.floor(place / 10_000_000)] ?? 912;
  return `+98${prefix}${String(place % 10_000_000).padStart(7, '0')}`;
}

function landlineAt(seed: number, index: number): string {
  const area = areaCodes[mixSeed(seed, index, 7) % areaCodes.length] ?? 21;
  return `+98${area}${30_000_000 + scattered(index, seed, 60_000_000)}`;
}

function scattered(serial: number, seed: number, all: number): number {
  const step = 61_803_401; // shares no factor (2, 3, 5) with the counts, so no number comes twice
  return ((serial % all) * step + (seed % 9973) * 7_919) % all;
}

/** The number as somebody typed it. */
function asTyped(random: Random, language: Language, e164: string): string {
  const national = `0${e164.slice(3)}`;
  const mobile = national.startsWith('09');
  const [a, b, c] = mobile
    ? [national.slice(0, 4), national.slice(4, 7), national.slice(7)]
    : [national.slice(0, 3), national.slice(3, 7), national.slice(7)];
  switch (random.int(0, 5)) {
    case 0:
      return `${a} ${b} ${c}`;
    case 1:
      return `${a}-${b}${c}`;
    case 2:
      return digits(national, language);
    default:
      return national;
  }
}
