import type { OpenFollowUp, ProbableReason } from '../contract/card.ts';

export type ReasonFacts = {
  /** Purchases in progress. */
  readonly live: readonly {
    readonly what: string;
    readonly startsAt: number | null;
    readonly endsAt: number | null;
    readonly at: number;
  }[];
  readonly enquiries: readonly {
    readonly what: string;
    readonly at: number;
    readonly validUntil: number | null;
  }[];
  readonly followUps: readonly OpenFollowUp[];
  /** What was said earlier today, the newest; null where nobody wrote a word. */
  readonly saidToday: { readonly at: number; readonly gist: string } | null;
};

const day = 86_400_000;
const SOON = 14 * day;
const STILL = 3 * day;
const MOST_SHOWN = 3;
/** How long after its last day a quote is still asked about. */
const QUOTE_STILL = 7 * day;

type Ranked = ProbableReason & { readonly rank: number; readonly distance: number };

/**
 * «شاید برای این زنگ زده‌اند»: the likeliest first, at most three. What was said today leads, then what begins or
 * runs out soon by nearness, what is due, the open quote, and last what merely is in progress.
 */
export function probableReasons(facts: ReasonFacts, now: number): ProbableReason[] {
  const reasons: Ranked[] = [
    ...saidTodayReason(facts.saidToday),
    ...facts.live.flatMap((one) => purchaseReason(one, now)),
    ...facts.followUps.flatMap((one) => followUpReason(one, now)),
    ...facts.enquiries.flatMap((one) => enquiryReason(one, now)),
  ];
  reasons.sort((a, b) => a.rank - b.rank || a.distance - b.distance || compareText(a.what, b.what));
  return reasons.slice(0, MOST_SHOWN).map(({ kind, what, at }) => ({ kind, what, at }));
}

function saidTodayReason(said: ReasonFacts['saidToday']): Ranked[] {
  if (said === null) return [];
  return [{ kind: 'called_today', what: said.gist, at: said.at, rank: 0, distance: 0 }];
}

function purchaseReason(purchase: ReasonFacts['live'][number], now: number): Ranked[] {
  const { what, startsAt, endsAt } = purchase;
  if (startsAt !== null && startsAt > now && startsAt - now <= SOON) {
    return [{ kind: 'starts_soon', what, at: startsAt, rank: 1, distance: startsAt - now }];
  }
  if (endsAt !== null && now - endsAt > STILL) return [];
  if (endsAt !== null && endsAt - now <= SOON) {
    return [{ kind: 'ends_soon', what, at: endsAt, rank: 1, distance: Math.abs(endsAt - now) }];
  }
  const at = startsAt ?? purchase.at;
  return [{ kind: 'in_progress', what, at, rank: 4, distance: Math.abs(at - now) }];
}

/** What is due by the end of a day from now, or late. Work that the customer does not know of is no reason to call. */
function followUpReason(followUp: OpenFollowUp, now: number): Ranked[] {
  if (followUp.kind === 'internal' || followUp.dueAt - now > day) return [];
  const { what, dueAt } = followUp;
  return [{ kind: 'due_follow_up', what, at: dueAt, rank: 2, distance: Math.abs(dueAt - now) }];
}

function enquiryReason(enquiry: ReasonFacts['enquiries'][number], now: number): Ranked[] {
  if (enquiry.validUntil !== null && now - enquiry.validUntil > QUOTE_STILL) return [];
  const { what, at } = enquiry;
  return [{ kind: 'open_enquiry', what, at, rank: 3, distance: Math.max(0, now - at) }];
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
