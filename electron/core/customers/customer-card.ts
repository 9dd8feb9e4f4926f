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
import { type Digest, readDigest } from '../db/digest.ts';
import type {
  ComplaintRow,
  CustomerQueries,
  CustomerRow,
  EnquiryRow,
  FollowUpRow,
  GrantRow,
  InteractionRow,
  PurchaseRow,
} from './customers.queries.ts';
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
/** Longer notes are read in full in the customer's room. */
const GIST_SHOWN = 2_000;
const LIVE_SHOWN = 8;
/** How long a wish to leave, or being handed on, belongs to the matter in hand. */
const LEAVING_FOR = 90 * day;
const HANDED_ON_FOR = 7 * day;
const outcomes = { solved: 1, bought: 3, handedOn: 6, wantsToLeave: 12 } as const;

/** Reads what the counters say is there, and puts the card together. Hot path: nothing is parsed twice here. */
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
  const history = row.n_interaction > 0 ? queries.history(id).map((one) => toHistory(one, named)) : [];
  const complaints = readComplaints(row, queries, named);
  const followUps = readFollowUps(row, queries, named);
  const live = row.n_live_purchase > 0 ? queries.livePurchases(id).map(toPurchase) : [];
  const enquiries =
    row.n_open_enquiry > 0 ? queries.openEnquiries(id).map((one) => toEnquiry(one, named, now)) : [];
  const given = row.n_grant > 0 ? queries.grants(id).map((one) => toGrant(one, named)) : [];
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
  const stage = stageOf(row, queries, enquiries, live.length > 0, now);
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

export function toFollowUp(row: FollowUpRow, named: (agentId: number | null) => string | null): OpenFollowUp {
  return {
    id: row.id,
    kind: row.kind,
    what: row.what,
    dueAt: row.due_at,
    agent: named(row.agent_id),
    moved: row.n_moved,
    tried: row.n_tried,
  };
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
    return {
      id: row.id,
      name: row.display_name,
      relation: relation.kind,
      tier: shownTier(row.manual_tier, row.tier),
      openComplaints: readComplaints(row, queries, named),
      openFollowUps: readFollowUps(row, queries, named),
    };
  }
  return null;
}

function readComplaints(row: CustomerRow, queries: CustomerQueries, named: Named): OpenComplaint[] {
  if (row.n_open_complaint === 0) return [];
  return queries.openComplaints(row.id).map((one) => toComplaint(one, named));
}

function readFollowUps(row: CustomerRow, queries: CustomerQueries, named: Named): OpenFollowUp[] {
  if (row.n_open_follow_up === 0) return [];
  return queries.openFollowUps(row.id).map((one) => toFollowUp(one, named));
}

function stageOf(
  row: CustomerRow,
  queries: CustomerQueries,
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
      previousPurchaseAt: wantsPreviousPurchase(bought, now) ? queries.previousPurchaseAt(row.id) : null,
      openEnquiryAt: enquiries[0]?.at ?? null,
      holdsSomething,
      referred: row.n_purchase > 0 && queries.hasReferred(row.id) ? 1 : 0,
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

function toHistory(row: InteractionRow, named: Named): HistoryEntry {
  const { id, at, kind, direction, end, outcome } = row;
  return { id, at, kind, direction, end, gist: shortened(row.gist), outcome, agent: named(row.agent_id) };
}

function shortened(gist: string | null): string | null {
  if (gist === null || gist.length <= GIST_SHOWN) return gist;
  const cut = gist.slice(0, GIST_SHOWN);
  // Half of a surrogate pair would be shown as a box.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

function toComplaint(row: ComplaintRow, named: Named): OpenComplaint {
  return {
    id: row.id,
    what: row.what,
    category: row.category,
    severity: row.severity,
    state: labelName(row.state),
    openedAt: row.opened_at,
    dueAt: row.sla_due_at,
    nextContactAt: row.next_contact_at,
    owner: named(row.owner_agent_id) ?? row.owner_unit,
    handovers: row.n_handover,
  };
}

/** The store writes `waiting_for_customer`, the labels say `complaint.state.waitingForCustomer`. */
function labelName(state: string): string {
  return state.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function toPurchase(row: PurchaseRow): LivePurchase {
  const { id, what, at } = row;
  return {
    id,
    what,
    at,
    amount: amountOf(row.amount, row.unit),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
  };
}

function toEnquiry(row: EnquiryRow, named: Named, now: number): QuotedEnquiry {
  return {
    id: row.id,
    what: row.what,
    at: row.at,
    amount: amountOf(row.amount, row.unit),
    agent: named(row.agent_id),
    validUntil: row.valid_until,
    expired: row.valid_until !== null && row.valid_until < now,
  };
}

function toGrant(row: GrantRow, named: Named): CustomerCard['given'][number] {
  const { id, at, what } = row;
  return { id, at, what, amount: amountOf(row.amount, row.unit), agent: named(row.agent_id) };
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
