import type { Tier } from '../contract/card.ts';

/**
 * Serve first, then sell (knowledge.md, "Identify and customise"): no profile question and no offer while a
 * complaint is open or a promise is overdue, and none for one who has died or is upset with us.
 */
export type ServeFirst = {
  readonly openComplaints: number;
  readonly overduePromises: number;
  readonly deceased: boolean;
  readonly upset: boolean;
};

/** Fields worth knowing until a supervisor writes their own list (setting `branch/profileFields`). */
export const standardProfileFields: readonly string[] = [
  'travelTaste',
  'season',
  'channel',
  'birthday',
  'pleases',
];

const YEAR = 365 * 86_400_000;

export type ProfileFact = { readonly field: string; readonly at: number };

/** A fact not confirmed for a year is asked about again. */
export function isStale(fact: ProfileFact, now: number): boolean {
  return now - fact.at > YEAR;
}

/** The one field worth asking for: the first unknown one of the list, then the one that has aged most. */
export function nextQuestion(
  fields: readonly string[],
  known: readonly ProfileFact[],
  serve: ServeFirst,
  now: number,
): string | null {
  if (!mayAsk(serve)) return null;
  const newest = new Map<string, number>();
  for (const fact of known) newest.set(fact.field, Math.max(fact.at, newest.get(fact.field) ?? fact.at));
  const unknown = fields.find((field) => !newest.has(field));
  if (unknown !== undefined) return unknown;
  return (
    fields
      .map((field) => ({ field, at: newest.get(field) ?? now }))
      .filter((fact) => isStale(fact, now))
      .reduce<ProfileFact | null>(
        (oldest, fact) => (oldest === null || fact.at < oldest.at ? fact : oldest),
        null,
      )?.field ?? null
  );
}

export type Service = {
  readonly name: string;
  readonly kano: 'basic' | 'performance' | 'delight';
  /** Tiers it suits; empty suits everyone. */
  readonly tiers: readonly (Tier | 'base')[];
};

/** At most one delight that suits and was not given yet (knowledge.md, "Services (Kano)"). */
export function nextDelight(
  services: readonly Service[],
  tier: Tier | null,
  given: readonly string[],
  serve: ServeFirst,
): string | null {
  if (!mayAsk(serve)) return null;
  const suits = (service: Service): boolean =>
    service.tiers.length === 0 || service.tiers.includes(tier ?? 'base');
  const had = new Set(given.map((what) => what.trim()));
  return (
    services.find((one) => one.kano === 'delight' && suits(one) && !had.has(one.name.trim()))?.name ?? null
  );
}

function mayAsk(serve: ServeFirst): boolean {
  return serve.openComplaints === 0 && serve.overduePromises === 0 && !serve.deceased && !serve.upset;
}
