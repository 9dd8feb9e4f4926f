import type { Advice, OpenComplaint, ShownTrait } from '../contract/card.ts';
import type { Stage } from './loyalty.ts';

export type AdviceFacts = {
  readonly deceased: boolean;
  readonly complaints: readonly OpenComplaint[];
  readonly overduePromises: number;
  readonly unansweredBefore: number;
  /** How often the matter in hand was handed on, complaint or not. */
  readonly handedOn: number;
  readonly wantsToLeave: boolean;
  readonly stage: Stage;
  readonly yearsWithUs: number;
  /** Nobody here has spoken with them before. */
  readonly firstContact: boolean;
  readonly traits: readonly ShownTrait[];
};

/** A supervisor's own sentences, by label key. */
export type EditedAdvice = Readonly<Record<string, string>>;

type Situation = { readonly key: string; readonly params: Record<string, number> };

/** A complaint this young is being voiced now: we thank, and do not report on it. */
const JUST_VOICED = 3_600_000;
/** knowledge.md, "Complaints": the card warns at the second handover. */
const HANDED_ON_TOO_OFTEN = 2;
const LONG_STANDING_YEARS = 5;

/**
 * At most two sentences: the situation's, then the strongest trait's. A death overrides all others. Traits that are
 * mixed advise nothing: their sentences contradict each other.
 */
export function adviceFor(facts: AdviceFacts, now: number, edited: EditedAdvice): Advice[] {
  if (facts.deceased) return [sentence({ key: 'advice.situation.deceased', params: {} }, edited)];
  const situation = situationOf(facts, now);
  const strongest = facts.traits.find((one) => !one.mixed);
  const advice: Advice[] = [];
  if (situation !== null) advice.push(sentence(situation, edited));
  if (strongest !== undefined)
    advice.push(sentence({ key: `advice.${strongest.trait}`, params: {} }, edited));
  return advice;
}

/** In the order of knowledge.md, "Temperament": what we owe them goes before what they are to us. */
function situationOf(facts: AdviceFacts, now: number): Situation | null {
  if (facts.complaints.length > 0) {
    const justVoiced = facts.complaints.every((one) => now - one.openedAt < JUST_VOICED);
    return plain(justVoiced ? 'newComplaint' : 'openComplaint');
  }
  if (facts.overduePromises > 0) return plain('overduePromise');
  if (facts.unansweredBefore > 0) return plain('unanswered');
  if (facts.handedOn >= HANDED_ON_TOO_OFTEN) {
    return { key: 'advice.situation.transferred', params: { count: facts.handedOn } };
  }
  if (facts.wantsToLeave) return plain('wantsToLeave');
  if (facts.stage === 'wonBack') return plain('wonBack');
  if (facts.yearsWithUs >= LONG_STANDING_YEARS) {
    return { key: 'advice.situation.longStanding', params: { years: facts.yearsWithUs } };
  }
  if (facts.firstContact) return plain('firstCall');
  return null;
}

function plain(name: string): Situation {
  return { key: `advice.situation.${name}`, params: {} };
}

function sentence(situation: Situation, edited: EditedAdvice): Advice {
  const own = edited[situation.key]?.trim() ?? '';
  return { ...situation, text: own === '' ? null : own };
}
