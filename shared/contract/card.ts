import { z } from 'zod';
import { amount, callEnd, id, moment } from './common.ts';
import { errorCode } from './errors.ts';

/**
 * What the agent sees of a caller (design.md, sections 4 and 8; knowledge.md). Codes and figures only: the
 * renderer puts them into words. An absent thing is null or an empty list, and takes no room on the screen.
 */

export const tier = z.enum(['gold', 'silver']);
export type Tier = z.infer<typeof tier>;

export const trait = z.enum([
  'calm',
  'sociable',
  'curious',
  'inHurry',
  'formal',
  'humorous',
  'hesitant',
  'demanding',
  'grumbling',
  'upsetToday',
]);
export type Trait = z.infer<typeof trait>;

/** What the temperament vote shows: at most two. */
export const shownTrait = z.object({
  trait,
  count: z.int().positive(),
  lastAt: moment,
  seenOnce: z.boolean(),
  mixed: z.boolean(),
  ourFault: z.boolean(),
});
export type ShownTrait = z.infer<typeof shownTrait>;

/** One sentence of advice: a label key (`advice.calm`, `advice.situation.firstCall`), or a supervisor's own text. */
export const advice = z.object({
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string().nullable(),
});
export type Advice = z.infer<typeof advice>;

/** The greeting to say: a label key `greet.*` with family name and title where it may be said. */
export const greeting = z.object({
  key: z.enum([
    'greet.male',
    'greet.female',
    'greet.maleTitled',
    'greet.femaleTitled',
    'greet.unknownHonorific',
    'greet.doubtful',
    'greet.outbound',
  ]),
  params: z.record(z.string(), z.string()),
});
export type Greeting = z.infer<typeof greeting>;

/** The one red line, in order of weight. `more` others of these kinds stand behind it. */
export const redLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('overdue_promise'), what: z.string(), dueAt: moment, followUpId: id }),
  z.object({
    kind: z.literal('open_complaint'),
    what: z.string(),
    openedAt: moment,
    owner: z.string().nullable(),
    complaintId: id,
  }),
  z.object({ kind: z.literal('calls_today'), count: z.int().min(3) }),
  z.object({ kind: z.literal('unanswered'), count: z.int().positive() }),
]);
export type RedLine = z.infer<typeof redLine>;

/** «شاید برای این زنگ زده‌اند» */
export const probableReason = z.object({
  kind: z.enum(['starts_soon', 'ends_soon', 'in_progress', 'open_enquiry', 'due_follow_up', 'called_today']),
  what: z.string(),
  at: moment.nullable(),
});
export type ProbableReason = z.infer<typeof probableReason>;

export const historyEntry = z.object({
  id,
  at: moment,
  kind: z.enum(['call', 'visit', 'message', 'sms']),
  direction: z.enum(['inbound', 'outbound']),
  end: callEnd.nullable(),
  gist: z.string().nullable(),
  outcome: z.int().min(1).max(99).nullable(),
  agent: z.string().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const openComplaint = z.object({
  id,
  what: z.string(),
  category: z.string(),
  severity: z.int().min(1).max(4),
  state: z.string(),
  openedAt: moment,
  dueAt: moment.nullable(),
  nextContactAt: moment.nullable(),
  owner: z.string().nullable(),
  handovers: z.int(),
});
export type OpenComplaint = z.infer<typeof openComplaint>;

export const openFollowUp = z.object({
  id,
  kind: z.enum(['promise', 'internal', 'callback', 'welcome', 'expiry']),
  what: z.string(),
  dueAt: moment,
  agent: z.string().nullable(),
  moved: z.int(),
  tried: z.int(),
});
export type OpenFollowUp = z.infer<typeof openFollowUp>;

export const livePurchase = z.object({
  id,
  what: z.string(),
  at: moment,
  amount: amount.nullable(),
  startsAt: moment.nullable(),
  endsAt: moment.nullable(),
});
export type LivePurchase = z.infer<typeof livePurchase>;

export const quotedEnquiry = z.object({
  id,
  what: z.string(),
  at: moment,
  amount: amount.nullable(),
  agent: z.string().nullable(),
  validUntil: moment.nullable(),
  expired: z.boolean(),
});
export type QuotedEnquiry = z.infer<typeof quotedEnquiry>;

export const cardPhone = z.object({
  id,
  e164: z.string().nullable(),
  raw: z.string(),
  extension: z.string().nullable(),
  label: z.enum(['mobile', 'home', 'work', 'fax', 'other']).nullable(),
  removedAt: moment.nullable(),
});
export type CardPhone = z.infer<typeof cardPhone>;

export const cardOrganisation = z.object({
  id,
  name: z.string(),
  relation: z.enum(['worksFor', 'callsFor']),
  tier: tier.nullable(),
  openComplaints: z.array(openComplaint),
  openFollowUps: z.array(openFollowUp),
});
export type CardOrganisation = z.infer<typeof cardOrganisation>;

export const customerCard = z.object({
  id,
  kind: z.enum(['person', 'organisation']),
  displayName: z.string(),
  title: z.string().nullable(),
  honorific: z.enum(['male', 'female']).nullable(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  addressNote: z.string().nullable(),
  deceased: z.boolean(),
  tier: tier.nullable(),
  stage: z.enum(['prospect', 'firstPurchase', 'repeat', 'regular', 'advocate', 'atRisk', 'lost', 'wonBack']),
  firstSeenAt: moment.nullable(),
  greeting,
  redLine: redLine.nullable(),
  redLineMore: z.int().nonnegative(),
  /** The situation's sentence first, then the strongest trait's; at most two. */
  advice: z.array(advice).max(2),
  traits: z.array(shownTrait).max(2),
  reasons: z.array(probableReason).max(3),
  lastContact: historyEntry.nullable(),
  nextDue: openFollowUp.nullable(),
  complaints: z.array(openComplaint),
  followUps: z.array(openFollowUp),
  purchases: z.object({
    count: z.int(),
    lastAt: moment.nullable(),
    lastWhat: z.string().nullable(),
    sum: amount,
    asOf: moment.nullable(),
  }),
  live: z.array(livePurchase),
  enquiries: z.array(quotedEnquiry),
  debt: z.object({ amount, asOf: moment.nullable() }).nullable(),
  mayOffer: z.string().nullable(),
  given: z.array(
    z.object({ id, at: moment, what: z.string(), amount: amount.nullable(), agent: z.string().nullable() }),
  ),
  history: z.array(historyEntry),
  historyCount: z.int(),
  phones: z.array(cardPhone),
  interests: z.array(z.object({ id, field: z.string(), value: z.string(), at: moment, stale: z.boolean() })),
  relations: z.array(
    z.object({ id, otherId: id, name: z.string(), kind: z.enum(['family', 'worksFor', 'callsFor']) }),
  ),
  organisation: cardOrganisation.nullable(),
  /** At most one delight that suits and was not given; never while something is open against us. */
  delight: z.string().nullable(),
  /** The one profile field worth asking for, or null. */
  question: z.string().nullable(),
});
export type CustomerCard = z.infer<typeof customerCard>;

/** One of several people behind a number, before the agent has confirmed who speaks: a name and nothing else. */
export const person = z.object({
  customerId: id,
  displayName: z.string(),
  kind: z.enum(['person', 'organisation']),
  tier: tier.nullable(),
  deceased: z.boolean(),
  lastInteractionAt: moment.nullable(),
});
export type Person = z.infer<typeof person>;

/** Why a caller is only perhaps somebody. */
export const guessReason = z.enum(['same_last_digits', 'removed_number', 'organisation_line', 'caller_name']);
export type GuessReason = z.infer<typeof guessReason>;

export const earlierCall = z.object({
  id,
  at: moment,
  direction: z.enum(['inbound', 'outbound', 'internal']),
  end: callEnd.nullable(),
  agent: z.string().nullable(),
});
export type EarlierCall = z.infer<typeof earlierCall>;

/** Whether the person on the phone is the one on the card; lapses with the call. */
export const identity = z.enum(['known', 'unverified', 'verified']);
export type Identity = z.infer<typeof identity>;

export const card = z.discriminatedUnion('match', [
  z.object({
    match: z.literal('one'),
    identity,
    customer: customerCard,
    /** Others who share this number, for "it is someone else". */
    others: z.array(person),
  }),
  /** A choice: a shared number, or "it is someone else" where only one person is known. */
  z.object({ match: z.literal('several'), people: z.array(person).min(1), greeting }),
  z.object({
    match: z.literal('maybe'),
    guesses: z.array(person.extend({ reason: guessReason })).min(1),
    greeting,
    earlier: z.array(earlierCall),
    earlierCount: z.int(),
  }),
  z.object({
    match: z.literal('none'),
    greeting,
    earlier: z.array(earlierCall),
    earlierCount: z.int(),
  }),
  z.object({ match: z.literal('withheld'), greeting }),
  /** The store could not be read (a lane died): the number is shown all the same, and the card follows by itself. */
  z.object({ match: z.literal('unavailable'), code: errorCode }),
  z.object({
    match: z.literal('colleague'),
    agentId: id.nullable(),
    displayName: z.string(),
    extension: z.string(),
    /** Open follow-ups between the two. */
    work: z.array(openFollowUp.extend({ customer: z.string().nullable(), customerId: id.nullable() })),
  }),
]);
export type Card = z.infer<typeof card>;
