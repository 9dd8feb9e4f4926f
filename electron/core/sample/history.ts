import type { Language } from '#shared/contract/common.ts';
import { dayMs, officeMoment } from './days.ts';
import { makeComplaint, makeFollowUp } from './matters.ts';
import {
  incomingRelations,
  personAt,
  phonesOf,
  relationsOf,
  type Person,
  type Population,
} from './people.ts';
import { makeRandom, mixSeed, type Random } from './random.ts';
import type {
  SampleComplaint,
  SampleCustomer,
  SampleEnquiry,
  SampleFollowUp,
  SampleInteraction,
  SampleObservation,
  SamplePurchase,
} from './rows.ts';
import { inLanguage, makeGist, makeOffer, outcomeOf, type Topic } from './texts.ts';
import type { NamePair } from './names.ts';

/** Agents who take calls; they stand before supervisor and administrator in the sample's list of agents. */
export const callTakers = 6;

/** A customer with everything that is known of them, from seed and index alone. `today` is a midnight. */
export function makeCustomer(population: Population, index: number, today: number): SampleCustomer {
  const person = personAt(population, index);
  const random = makeRandom(mixSeed(population.seed, index, 8));
  const { language } = population;
  const tenureDays = Math.ceil(Math.min(3300, 3 - 900 * Math.log(1 - random.next())));
  const createdAt = officeMoment(today, tenureDays, random.next());
  const dealings = makeDealings(random, language, person, createdAt, tenureDays, today);
  return {
    ...person,
    addressNote: random.chance(0.04) ? inLanguage(random.pick(addressNotes), language) : null,
    origin: random.pick([
      'called',
      'called',
      'called',
      'visited',
      'referred',
      'web',
      'fair',
      'oldFile',
      'unknown',
    ]),
    referredByIndex: random.chance(0.06) && index > 0 ? random.int(0, index - 1) : null,
    manualTier:
      person.kind === 'organisation' && random.chance(0.1)
        ? { tier: 'gold', reason: language === 'fa' ? 'قرارداد سازمانی' : 'Corporate contract' }
        : null,
    debt: random.chance(0.03)
      ? { rials: random.int(2, 400) * 1_000_000, asOf: today - random.int(1, 40) * dayMs }
      : null,
    createdAt,
    phones: phonesOf(population, person, createdAt, today),
    relations: relationsOf(population, index),
    incoming: incomingRelations(population, index),
    profile: makeProfile(random, language, createdAt, today),
    life: makeLife(random, language, createdAt, today),
    ...dealings,
  };
}

type Dealings = Pick<
  SampleCustomer,
  'interactions' | 'observations' | 'purchases' | 'enquiries' | 'complaints' | 'followUps' | 'grants'
>;

/** How lively a customer is: few talk with us often, most seldom (log-normal, ten times on average). */
function countDealings(random: Random, person: Person): number {
  const spread = Math.exp(1.77 + random.normal());
  return Math.min(600, 1 + Math.floor(person.kind === 'organisation' ? spread * 3 : spread * 0.95));
}

function makeDealings(
  random: Random,
  language: Language,
  person: Person,
  createdAt: number,
  tenureDays: number,
  today: number,
): Dealings {
  // nobody talks to an agency more than six times a day
  const count = Math.min(tenureDays * 6, countDealings(random, person));
  const moments = makeMoments(random, count, createdAt, tenureDays, today);
  const buys = random.chance(0.8);
  const ownAgent = random.int(0, callTakers - 1);
  const manner = [random.pick(traits), random.pick(traits)] as const;
  const interactions: SampleInteraction[] = [];
  const observations: SampleObservation[] = [];
  const purchases: SamplePurchase[] = [];
  const enquiries: SampleEnquiry[] = [];
  const complaints: SampleComplaint[] = [];
  const followUps: SampleFollowUp[] = [];
  const grants: Dealings['grants'][number][] = [];
  let offer = makeOffer(random, language, tenureDays / 365);

  for (const at of moments) {
    const agent = random.chance(0.6) ? ownAgent : random.int(0, callTakers - 1);
    const topic = pickTopic(random, buys);
    const talk = makeTalk(random, language, topic, at, agent, offer.what, offer.rials);
    interactions.push(talk);
    if (talk.end === 'missed') continue;
    if (topic === 'enquiry' || topic === 'message') {
      offer = makeOffer(random, language, (today - at) / (365 * dayMs));
      if (random.chance(0.16)) enquiries.push(makeEnquiry(at, offer, agent, today));
    }
    if (topic === 'bought') {
      for (let more = true; more; more = random.chance(0.4)) {
        purchases.push(makePurchase(random, at + purchases.length + 1, offer, agent, today));
        offer = makeOffer(random, language, (today - at) / (365 * dayMs));
      }
    }
    if (topic === 'complained') {
      complaints.push(makeComplaint(random, language, at, agent, today));
      const complaint = complaints.length - 1;
      if (random.chance(0.7)) {
        observations.push({ at, trait: 'upsetToday', ourFault: random.chance(0.4), complaint, agent });
      }
    } else if (random.chance(0.185)) {
      const trait = random.chance(0.8) ? random.pick(manner) : random.pick(traits);
      observations.push({ at, trait, ourFault: false, complaint: null, agent });
    }
    if (topic === 'weFollowUp' || random.chance(0.008)) {
      followUps.push(makeFollowUp(random, language, at, agent, today, offer.what));
    }
    if (random.chance(0.005)) {
      grants.push({
        at,
        what: inLanguage(random.pick(gifts), language),
        rials: random.int(2, 30) * 1_000_000,
        agent,
      });
    }
  }
  return { interactions, observations, purchases, enquiries, complaints, followUps, grants };
}

/** Moments in office hours, oldest first, no two alike; some customers were heard of days ago, some years ago. */
function makeMoments(
  random: Random,
  count: number,
  createdAt: number,
  tenureDays: number,
  today: number,
): number[] {
  const silentDays = random.chance(0.45)
    ? random.int(1, 60)
    : random.int(1, Math.max(2, Math.floor(tenureDays * 0.7)));
  const newest = Math.min(silentDays, tenureDays);
  const moments = [createdAt];
  for (let made = 1; made < count; made++) {
    const daysAgo = made === 1 ? newest : newest + Math.floor((tenureDays - newest) * random.next());
    moments.push(officeMoment(today, Math.max(1, daysAgo), random.next()));
  }
  moments.sort((a, b) => a - b);
  for (let i = 1; i < moments.length; i++) {
    moments[i] = Math.max(moments[i] ?? 0, (moments[i - 1] ?? 0) + 4 * 60_000);
  }
  return moments;
}

const topics: readonly Topic[] = topicList({
  bought: 36,
  enquiry: 17,
  question: 11,
  papers: 4,
  payment: 5,
  change: 4,
  thanks: 3,
  weFollowUp: 4,
  theyTellUs: 3,
  handedOn: 2,
  complained: 3,
  visit: 3,
  message: 4,
  noAnswer: 1,
});
const topicsWithoutBuying: readonly Topic[] = topicList({
  enquiry: 45,
  question: 20,
  papers: 5,
  weFollowUp: 6,
  theyTellUs: 10,
  handedOn: 3,
  complained: 1,
  visit: 3,
  message: 7,
});

function topicList(weights: Readonly<Partial<Record<Topic, number>>>): Topic[] {
  return Object.entries(weights).flatMap(([topic, weight]) => Array<Topic>(weight).fill(topic as Topic));
}

function pickTopic(random: Random, buys: boolean): Topic {
  return random.pick(buys ? topics : topicsWithoutBuying);
}

function makeTalk(
  random: Random,
  language: Language,
  topic: Topic,
  at: number,
  agent: number,
  what: string,
  rials: number,
): SampleInteraction {
  const missed = topic === 'question' && random.chance(0.3);
  if (missed) {
    return {
      at,
      kind: 'call',
      direction: 'inbound',
      end: 'missed',
      gist: null,
      outcome: null,
      agent: null,
      durationMs: null,
    };
  }
  const gist = random.chance(0.93) ? makeGist(random, language, topic, what, rials) : null;
  const outcome = outcomeOf[topic];
  if (topic === 'visit' || topic === 'message') {
    const kind = topic;
    return { at, kind, direction: 'inbound', end: null, gist, outcome, agent, durationMs: null };
  }
  if (topic === 'noAnswer') {
    return { at, kind: 'call', direction: 'outbound', end: 'missed', gist, outcome, agent, durationMs: null };
  }
  const outbound =
    (topic === 'weFollowUp' || topic === 'papers' || topic === 'payment') && random.chance(0.5);
  const durationMs = random.int(25, 540) * 1000;
  return {
    at,
    kind: 'call',
    direction: outbound ? 'outbound' : 'inbound',
    end: 'ended',
    gist,
    outcome,
    agent,
    durationMs,
  };
}

type Offer = ReturnType<typeof makeOffer>;

function makeEnquiry(at: number, offer: Offer, agent: number, today: number): SampleEnquiry {
  const validUntil = at + 7 * dayMs;
  return {
    at,
    what: offer.what,
    rials: offer.rials,
    validUntil,
    closedAt: validUntil + 7 * dayMs < today ? validUntil : null,
    agent,
  };
}

function makePurchase(
  random: Random,
  at: number,
  offer: Offer,
  agent: number,
  today: number,
): SamplePurchase {
  const startsAt = at + random.int(4, 70) * dayMs;
  const endsAt = offer.nights > 0 ? startsAt + offer.nights * dayMs : null;
  const roll = random.next();
  const over = (endsAt ?? startsAt) < today;
  const status = roll < 0.04 ? 'cancelled' : roll < 0.07 ? 'refunded' : over ? 'done' : 'in_progress';
  return { at, what: offer.what, rials: offer.rials, status, startsAt, endsAt, agent };
}

const traits = [
  'calm',
  'calm',
  'sociable',
  'sociable',
  'curious',
  'inHurry',
  'formal',
  'humorous',
  'hesitant',
  'demanding',
  'grumbling',
] as const;

const addressNotes: readonly NamePair[] = [
  ['صبح‌ها تماس نگیرید؛ سر کلاس‌اند.', 'Not in the mornings: teaching then.'],
  ['با نام کوچک راحت‌ترند.', 'Prefers the first name.'],
  ['گوش راستشان سنگین است؛ شمرده صحبت کنید.', 'Hard of hearing: speak slowly.'],
  ['بهترین زمان تماس: بعد از ۱۷', 'Best time to call: after five.'],
];
const gifts: readonly NamePair[] = [
  ['ترانسفر رایگان فرودگاه', 'Free airport transfer'],
  ['تخفیف ۳ درصد بدون درخواست', 'Three percent off, unasked'],
  ['بیمه سفر هدیه', 'Travel insurance as a gift'],
  ['ارتقای اتاق هتل', 'Hotel room upgrade'],
  ['بخشش جریمه تغییر تاریخ', 'Waived the fee for a new date'],
];
const profileValues: Readonly<Record<string, readonly NamePair[]>> = {
  travelTaste: [
    ['ساحل و آرامش', 'Beach and quiet'],
    ['شهرهای تاریخی', 'Historic towns'],
    ['طبیعت و کوه', 'Nature and mountains'],
    ['خرید', 'Shopping'],
  ],
  season: [
    ['نوروز', 'Nowruz'],
    ['تابستان', 'Summer'],
    ['پاییز', 'Autumn'],
    ['تعطیلات میان‌ترم', 'Half-term'],
  ],
  birthday: [
    ['۱۲ مهر', '4 October'],
    ['۳ خرداد', '24 May'],
    ['۲۱ بهمن', '10 February'],
    ['۷ تیر', '28 June'],
  ],
  channel: [
    ['تلفن', 'Phone'],
    ['پیامک', 'SMS'],
    ['پیام‌رسان', 'Messenger'],
  ],
  pleases: [
    ['صندلی کنار پنجره', 'A window seat'],
    ['هتل آرام، دور از خیابان', 'A quiet hotel'],
    ['خبر زودهنگام', 'Early news'],
  ],
};

function makeProfile(
  random: Random,
  language: Language,
  createdAt: number,
  today: number,
): SampleCustomer['profile'] {
  if (random.chance(0.55)) return [];
  return Object.entries(profileValues)
    .filter(() => random.chance(0.35))
    .map(([field, values]) => ({
      field,
      value: inLanguage(random.pick(values), language),
      at: momentSince(random, createdAt, today),
      agent: random.int(0, callTakers - 1),
    }));
}

function makeLife(
  random: Random,
  language: Language,
  createdAt: number,
  today: number,
): SampleCustomer['life'] {
  if (!random.chance(0.015)) return [];
  const kind = random.pick(['moved', 'moved', 'family', 'family', 'family', 'deceased'] as const);
  const notes: Record<typeof kind, NamePair | null> = {
    moved: ['به شهر دیگری رفته‌اند', 'Moved to another town'],
    family: ['صاحب فرزند شدند', 'A child was born'],
    deceased: null,
  };
  const note = notes[kind];
  return [
    {
      at: momentSince(random, createdAt, today),
      kind,
      note: note === null ? null : inLanguage(note, language),
      agent: random.int(0, callTakers - 1),
    },
  ];
}

function momentSince(random: Random, createdAt: number, today: number): number {
  return Math.floor(createdAt + (today - createdAt) * random.next());
}
