import type {
  CardOrganisation,
  CardPhone,
  CustomerCard,
  HistoryEntry,
  LivePurchase,
  OpenComplaint,
  OpenFollowUp,
  QuotedEnquiry,
  Trait,
} from '#shared/contract/card.ts';
import { adviceFor } from '#shared/domain/advice.ts';
import { greetingFor } from '#shared/domain/greeting.ts';
import {
  firstSeen,
  loyaltyStage,
  type Stage,
  wantsPreviousPurchase,
  yearsSince,
} from '#shared/domain/loyalty.ts';
import { isStale, nextDelight, nextQuestion } from '#shared/domain/next-question.ts';
import { probableReasons } from '#shared/domain/probable-reason.ts';
import { overduePromises, redLineOf } from '#shared/domain/red-line.ts';
import { type Observation, temperamentVote } from '#shared/domain/temperament.ts';
import { shownTier } from '#shared/domain/tier.ts';
import {
  type Digest,
  type DigestComplaint,
  type DigestEnquiry,
  type DigestFollowUp,
  type DigestGrant,
  type DigestInteraction,
  type DigestPurchase,
  readDigest,
} from '../db/digest.ts';
import type { CustomerQueries, CustomerRow } from './customers.queries.ts';
import type { Reference } from './reference.ts';

/** What the call adds to what is known of the customer. */
export type Occasion = {
  readonly direction: 'inbound' | 'outbound';
  readonly agentId: number | null;
  /** This is the n-th call of the day from this number. */
  readonly countToday: number;
  readonly unansweredBefore: number;
  readonly dayStart: number;
  readonly now: number;
};

const day = 86_400_000;
const LIVE_SHOWN = 8;
/** How long a wish to leave, or being handed on, belongs to the matter in hand. */
const LEAVING_FOR = 90 * day;
const HANDED_ON_FOR = 7 * day;
const outcomes = { solved: 1, bought: 3, handedOn: 6, wantsToLeave: 12 } as const;

/** Puts the card together from the customer's own row. Hot path: nothing is parsed twice here. */
export function readCustomerCard(
  row: CustomerRow,
  queries: CustomerQueries,
  reference: Reference,
  occasion: Occasion,
): CustomerCard {
  const { now } = occasion;
  const { id } = row;
  const digest = readDigest(row.digest);
  const named = (agentId: number | null): string | null => nameOf(agentId, reference);
  const history = digest.history.map((one) => toHistory(one, named));
  const complaints = digest.complaints.map((one) => toComplaint(one, named));
  const followUps = digest.followUps.map((one) => toFollowUp(one, named));
  const live = digest.live.map(toPurchase);
  const enquiries = digest.enquiries.map((one) => toEnquiry(one, named, now));
  const given = digest.grants.map((one) => toGrant(one, named));
  const organisation = readOrganisation(digest, queries, named);
  const deceased = isDeceased(digest);
  const tier = shownTier(row.manual_tier, row.tier);
  const owed = {
    complaints: organisation === null ? complaints : [...complaints, ...organisation.openComplaints],
    followUps: organisation === null ? followUps : [...followUps, ...organisation.openFollowUps],
  };
  const overdue = overduePromises(owed.followUps, now).length;
  const red = redLineOf({ ...owed, ...callsOf(occasion) }, now);
  const traits = temperamentVote(
    digest.observations.map(toObservation),
    now,
    new Set(complaints.map((one) => one.id)),
  );
  const firstSeenAt = firstSeen(row.first_interaction_at, row.first_purchase_at, row.created_at);
  const stage = stageOf(row, digest, enquiries, live.length > 0, now);
  const serve = {
    openComplaints: owed.complaints.length,
    overduePromises: overdue,
    deceased,
    upset: traits.some((one) => one.trait === 'upsetToday'),
  };
  return {
    id,
    kind: row.kind,
    displayName: row.display_name,
    title: row.title,
    honorific: row.honorific,
    givenName: row.given_name,
    familyName: row.family_name,
    addressNote: row.address_note,
    deceased,
    tier,
    stage,
    firstSeenAt,
    greeting: greetingFor({
      direction: occasion.direction,
      person: {
        kind: row.kind,
        honorific: row.honorific,
        title: row.title,
        familyName: row.family_name,
        deceased,
      },
      company: reference.company,
      agent: named(occasion.agentId) ?? '',
    }),
    redLine: red.line,
    redLineMore: red.more,
    advice: adviceFor(
      {
        deceased,
        complaints: owed.complaints,
        overduePromises: overdue,
        unansweredBefore: occasion.unansweredBefore,
        handedOn: timesHandedOn(history, complaints, now),
        wantsToLeave: wantsToLeave(history, now),
        stage,
        yearsWithUs: yearsSince(firstSeenAt, now),
        firstContact: row.n_interaction === 0 && row.n_purchase === 0 && digest.observations.length === 0,
        traits,
      },
      now,
      reference.advice,
    ),
    traits,
    reasons: probableReasons(
      { live, enquiries, followUps: owed.followUps, saidToday: saidSince(history, occasion.dayStart) },
      now,
    ),
    lastContact: history[0] ?? null,
    nextDue: followUps[0] ?? null,
    complaints,
    followUps,
    purchases: {
      count: row.n_purchase,
      lastAt: row.last_purchase_at,
      lastWhat: row.last_purchase_what,
      sum: { value: row.sum_purchase, unit: 'IRR' },
      asOf: reference.purchasesAsOf,
    },
    live: nearest(live, now).slice(0, LIVE_SHOWN),
    enquiries,
    debt: debtOf(row),
    mayOffer: deceased ? null : (reference.mayOffer[tier ?? 'base'] ?? null),
    given,
    history,
    historyCount: row.n_interaction,
    phones: digest.phones.map(toPhone),
    interests: digest.profile.map((fact) => ({ ...fact, stale: isStale(fact, now) })),
    relations: digest.relations.map(({ id: relationId, otherId, name, kind }) => ({
      id: relationId,
      otherId,
      name,
      kind,
    })),
    organisation,
    delight: nextDelight(
      reference.services,
      tier,
      given.map((one) => one.what),
      serve,
    ),
    question:
      row.kind === 'person' ? nextQuestion(reference.profileFields, digest.profile, serve, now) : null,
  };
}

export function isDeceased(digest: Digest): boolean {
  return digest.life.some((event) => event.kind === 'deceased');
}

export function toFollowUp(
  { id, kind, what, dueAt, agentId, moved, tried }: DigestFollowUp,
  named: (agentId: number | null) => string | null,
): OpenFollowUp {
  return { id, kind, what, dueAt, agent: named(agentId), moved, tried };
}

export function nameOf(agentId: number | null, reference: Reference): string | null {
  return agentId === null ? null : (reference.agents.get(agentId)?.name ?? null);
}

type Named = (agentId: number | null) => string | null;

/** A contact speaks for an organisation: what is open with it is open with them. */
function readOrganisation(digest: Digest, queries: CustomerQueries, named: Named): CardOrganisation | null {
  for (const relation of digest.relations) {
    if (relation.kind === 'family') continue;
    const row = queries.customer(relation.otherId);
    if (row === null || row.kind !== 'organisation') continue;
    const open = readDigest(row.digest);
    return {
      id: row.id,
      name: row.display_name,
      relation: relation.kind,
      tier: shownTier(row.manual_tier, row.tier),
      openComplaints: open.complaints.map((one) => toComplaint(one, named)),
      openFollowUps: open.followUps.map((one) => toFollowUp(one, named)),
    };
  }
  return null;
}

function stageOf(
  row: CustomerRow,
  digest: Digest,
  enquiries: readonly QuotedEnquiry[],
  holdsSomething: boolean,
  now: number,
): Stage {
  const bought = {
    purchases: row.n_purchase,
    firstPurchaseAt: row.first_purchase_at,
    lastPurchaseAt: row.last_purchase_at,
  };
  return loyaltyStage(
    {
      ...bought,
      previousPurchaseAt: wantsPreviousPurchase(bought, now) ? (digest.boughtAt[1] ?? null) : null,
      openEnquiryAt: enquiries[0]?.at ?? null,
      holdsSomething,
      referred: row.n_purchase > 0 ? digest.referrals.length : 0,
    },
    now,
  );
}

function callsOf({ countToday, unansweredBefore }: Occasion): {
  countToday: number;
  unansweredBefore: number;
} {
  return { countToday, unansweredBefore };
}

/** Handovers of the open complaint, and the times a colleague took over since the last matter was solved. */
function timesHandedOn(
  history: readonly HistoryEntry[],
  complaints: readonly OpenComplaint[],
  now: number,
): number {
  let times = complaints.reduce((most, one) => Math.max(most, one.handovers), 0);
  for (const entry of history) {
    if (now - entry.at > HANDED_ON_FOR || entry.outcome === outcomes.solved) break;
    if (entry.outcome === outcomes.handedOn) times += 1;
  }
  return times;
}

/** They said so, and have not bought since. */
function wantsToLeave(history: readonly HistoryEntry[], now: number): boolean {
  for (const entry of history) {
    if (now - entry.at > LEAVING_FOR || entry.outcome === outcomes.bought) return false;
    if (entry.outcome === outcomes.wantsToLeave) return true;
  }
  return false;
}

function saidSince(history: readonly HistoryEntry[], since: number): { at: number; gist: string } | null {
  for (const { at, gist } of history) {
    if (at < since) return null;
    if (gist !== null && gist !== '') return { at, gist };
  }
  return null;
}

/** What begins or ends nearest to now goes first; what has no date goes last. */
function nearest(live: readonly LivePurchase[], now: number): LivePurchase[] {
  const distance = ({ startsAt, endsAt }: LivePurchase): number =>
    Math.min(
      startsAt === null ? Infinity : Math.abs(startsAt - now),
      endsAt === null ? Infinity : Math.abs(endsAt - now),
    );
  return live.length < 2
    ? [...live]
    : [...live].sort((a, b) => compare(distance(a), distance(b)) || b.at - a.at);
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function debtOf(row: CustomerRow): CustomerCard['debt'] {
  if (row.debt_amount === null || row.debt_amount === 0) return null;
  return { amount: { value: row.debt_amount, unit: row.debt_unit ?? 'IRR' }, asOf: row.debt_as_of };
}

function amountOf(value: number | null, unit: string | null): { value: number; unit: string } | null {
  return value === null ? null : { value, unit: unit ?? 'IRR' };
}

function toHistory(entry: DigestInteraction, named: Named): HistoryEntry {
  const [id, at, kind, direction, end, gist, outcome, agentId] = entry;
  return { id, at, kind, direction, end, gist, outcome, agent: named(agentId) };
}

function toComplaint(complaint: DigestComplaint, named: Named): OpenComplaint {
  const { ownerAgentId, ownerUnit, state, ...shown } = complaint;
  return { ...shown, state: labelName(state), owner: named(ownerAgentId) ?? ownerUnit };
}

/** The store writes `waiting_for_customer`, the labels say `complaint.state.waitingForCustomer`. */
function labelName(state: string): string {
  return state.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function toPurchase({ amount, unit, ...purchase }: DigestPurchase): LivePurchase {
  return { ...purchase, amount: amountOf(amount, unit) };
}

function toEnquiry(enquiry: DigestEnquiry, named: Named, now: number): QuotedEnquiry {
  const { amount, unit, agentId, ...asked } = enquiry;
  const expired = asked.validUntil !== null && asked.validUntil < now;
  return { ...asked, amount: amountOf(amount, unit), agent: named(agentId), expired };
}

function toGrant(
  { amount, unit, agentId, ...given }: DigestGrant,
  named: Named,
): CustomerCard['given'][number] {
  return { ...given, amount: amountOf(amount, unit), agent: named(agentId) };
}

function toPhone(phone: Digest['phones'][number]): CardPhone {
  const { id, e164, raw, extension, label, to } = phone;
  return { id, e164, raw, extension, label, removedAt: to };
}

function toObservation(mark: Digest['observations'][number]): Observation {
  const [trait, at, agentId, ourFault, complaintId, callId] = mark;
  // The column's CHECK holds the closed list.
  return { trait: trait as Trait, at, agentId, callId, ourFault: ourFault === 1, complaintId };
}
