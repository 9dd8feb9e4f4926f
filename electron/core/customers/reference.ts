import type { Tier } from '#shared/contract/card.ts';
import type { EditedAdvice } from '#shared/domain/advice.ts';
import { type Service, standardProfileFields } from '#shared/domain/next-question.ts';
import type { Reader } from '../db/connection.ts';

type Agent = {
  readonly id: number;
  readonly name: string;
  readonly extension: string | null;
  /** Who left stays in the history they wrote. */
  readonly worksHere: boolean;
};

/** What every card needs and no card changes: people who work here, the supervisor's words, services. */
export type Reference = {
  readonly agents: ReadonlyMap<number, Agent>;
  readonly company: string;
  readonly zone: string;
  readonly advice: EditedAdvice;
  /** What an agent may give unasked, by tier. */
  readonly mayOffer: Readonly<Partial<Record<Tier | 'base', string>>>;
  readonly profileFields: readonly string[];
  /** Until when purchases were imported. */
  readonly purchasesAsOf: number | null;
  readonly services: readonly Service[];
};

/** The settings read here; each is a row of `setting`, written in its own room. */
export const cardSettings = {
  company: 'branch/company',
  calendar: 'branch/workCalendar',
  advice: 'branch/advice',
  mayOffer: 'branch/mayOffer',
  profileFields: 'branch/profileFields',
  purchasesAsOf: 'branch/purchasesAsOf',
} as const;

/**
 * Keeps the reference in memory and reads it again only after the store has changed: two counters of SQLite tell
 * of every write, this connection's and others', without touching a page.
 */
export function makeReference(reader: Reader): () => Reference {
  const others = reader.value<number>('PRAGMA data_version');
  const own = reader.value<number>('SELECT total_changes()');
  const read = makeReading(reader);
  let kept: { others: number | undefined; own: number | undefined; reference: Reference } | null = null;
  return () => {
    const version = { others: others.get(), own: own.get() };
    if (kept === null || kept.others !== version.others || kept.own !== version.own) {
      kept = { ...version, reference: read() };
    }
    return kept.reference;
  };
}

function makeReading(reader: Reader): () => Reference {
  const agents = reader.query<{ id: number; name: string; extension: string | null; here: number }>(
    `SELECT id, display_name AS name, extension, (active = 1 AND deleted_at IS NULL) AS here FROM agent ORDER BY id`,
  );
  const setting = reader.value<string>('SELECT value FROM setting WHERE key = ?');
  const services = reader.query<{ name: string; kano: Service['kano']; tiers: string }>(
    'SELECT name, kano, tiers FROM service WHERE active = 1 AND deleted_at IS NULL ORDER BY id',
  );
  const value = (key: string): unknown => {
    const text = setting.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  };
  return () => {
    const calendar = value(cardSettings.calendar);
    const fields = value(cardSettings.profileFields);
    const asOf = value(cardSettings.purchasesAsOf);
    return {
      agents: new Map(
        agents.all().map(({ here, ...agent }) => [agent.id, { ...agent, worksHere: here === 1 }]),
      ),
      company: textOf(value(cardSettings.company)) ?? '',
      zone: (isRecord(calendar) ? textOf(calendar['zone']) : null) ?? 'Asia/Tehran',
      advice: textsOf(value(cardSettings.advice)),
      mayOffer: textsOf(value(cardSettings.mayOffer)),
      profileFields: Array.isArray(fields)
        ? fields.filter((field) => typeof field === 'string')
        : standardProfileFields,
      purchasesAsOf: typeof asOf === 'number' ? asOf : null,
      services: services.all().map(({ name, kano, tiers }) => ({ name, kano, tiers: tiersOf(tiers) })),
    };
  };
}

/** Settings may come from another version: what does not fit is left out, and its default stands. */
function textsOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  const texts: Record<string, string> = {};
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') texts[key] = text;
  return texts;
}

function tiersOf(text: string): Service['tiers'] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) return [];
  return list.filter((one): one is Tier | 'base' => one === 'gold' || one === 'silver' || one === 'base');
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
