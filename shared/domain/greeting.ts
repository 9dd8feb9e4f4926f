import type { Greeting } from '../contract/card.ts';

export type GreetingFacts = {
  readonly direction: 'inbound' | 'outbound';
  /** Who is known to speak, or null: several, maybe, none, withheld. */
  readonly person: {
    readonly kind: 'person' | 'organisation';
    readonly honorific: 'male' | 'female' | null;
    readonly title: string | null;
    readonly familyName: string | null;
    readonly deceased: boolean;
  } | null;
  /** The firm's name and the agent's, as they are said; empty where they are not set. */
  readonly company: string;
  readonly agent: string;
};

/**
 * The greeting to say aloud (knowledge.md, "Temperament"; labels `greet.*`): by name only where somebody recorded
 * how the person is addressed; with no vocative otherwise; never the name of one who has died.
 */
export function greetingFor(facts: GreetingFacts): Greeting {
  const ours = { company: facts.company, agent: facts.agent };
  if (facts.direction === 'outbound') return { key: 'greet.outbound', params: ours };
  const { person } = facts;
  if (person === null || person.deceased) return { key: 'greet.doubtful', params: {} };
  const family = person.familyName?.trim() ?? '';
  if (person.kind === 'organisation' || person.honorific === null || family === '') {
    const hasGap = facts.company.trim() === '' || facts.agent.trim() === '';
    return hasGap ? { key: 'greet.doubtful', params: {} } : { key: 'greet.unknownHonorific', params: ours };
  }
  const title = person.title?.trim() ?? '';
  return title === ''
    ? { key: `greet.${person.honorific}`, params: { family } }
    : { key: `greet.${person.honorific}Titled`, params: { title, family } };
}
