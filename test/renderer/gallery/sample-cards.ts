import type { CallView, CallWithCard } from '#shared/contract/calls.ts';
import type { Card, CustomerCard, HistoryEntry, Person } from '#shared/contract/card.ts';
import type { Language } from '#shared/contract/common.ts';

/** The fixed moment of the gallery: Sunday 22 November 2026, 11:20 in Tehran. */
export const NOW = Date.UTC(2026, 10, 22, 7, 50);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Both = { readonly fa: string; readonly en: string };

/** Invented people and matters, nobody real. */
export function samples(language: Language) {
  const say = (both: Both): string => both[language];

  const lina: string = say({ fa: 'لینا فرجی', en: 'Lina Faraji' });
  const omid: string = say({ fa: 'امید صفایی', en: 'Omid Safaei' });

  const history: HistoryEntry[] = [
    entry(
      1,
      15 * DAY,
      {
        fa: 'بلیت مشهد برای دو نفر؛ ردیف جلو خواستند.',
        en: 'Mashhad tickets for two; asked for front seats.',
      },
      3,
      lina,
    ),
    entry(
      2,
      40 * DAY,
      { fa: 'پرسیدند هتل صبحانه دارد یا نه.', en: 'Asked whether the hotel serves breakfast.' },
      1,
      omid,
    ),
    { ...entry(3, 41 * DAY, null, null, null), end: 'missed' },
    {
      ...entry(
        4,
        96 * DAY,
        { fa: 'برای تحویل گذرنامه آمدند.', en: 'Came to collect the passport.' },
        1,
        lina,
      ),
      kind: 'visit',
      end: null,
    },
    {
      ...entry(5, 130 * DAY, { fa: 'رسید پرداخت را فرستادند.', en: 'Sent the payment slip.' }, 11, omid),
      kind: 'message',
      end: null,
    },
    {
      ...entry(
        6,
        210 * DAY,
        { fa: 'برای تبریک نوروز زنگ زدیم.', en: 'We called with new-year wishes.' },
        1,
        lina,
      ),
      direction: 'outbound',
    },
  ];

  const empty: CustomerCard = {
    id: 9,
    kind: 'person',
    displayName: say({ fa: 'رضا مؤذنی', en: 'Reza Moazeni' }),
    title: null,
    honorific: null,
    givenName: say({ fa: 'رضا', en: 'Reza' }),
    familyName: say({ fa: 'مؤذنی', en: 'Moazeni' }),
    addressNote: null,
    deceased: false,
    tier: null,
    stage: 'prospect',
    firstSeenAt: NOW - 3 * DAY,
    greeting: {
      key: 'greet.unknownHonorific',
      params: { company: say({ fa: 'آژانس آبی‌سفر', en: 'Abi Travel' }), agent: lina },
    },
    redLine: null,
    redLineMore: 0,
    advice: [{ key: 'advice.situation.firstCall', params: {}, text: null }],
    traits: [],
    reasons: [],
    lastContact: null,
    nextDue: null,
    complaints: [],
    followUps: [],
    purchases: { count: 0, lastAt: null, lastWhat: null, sum: { value: 0, unit: 'IRR' }, asOf: null },
    live: [],
    enquiries: [],
    debt: null,
    mayOffer: null,
    given: [],
    history: [],
    historyCount: 0,
    phones: [phone(1, '+989123456789', 'mobile')],
    interests: [],
    relations: [],
    organisation: null,
    delight: null,
    question: null,
  };

  const maryam: CustomerCard = {
    ...empty,
    id: 7,
    displayName: say({ fa: 'مریم احمدی', en: 'Maryam Ahmadi' }),
    title: say({ fa: 'مهندس', en: 'Eng.' }),
    honorific: 'female',
    givenName: say({ fa: 'مریم', en: 'Maryam' }),
    familyName: say({ fa: 'احمدی', en: 'Ahmadi' }),
    tier: 'gold',
    stage: 'regular',
    firstSeenAt: NOW - 7.2 * 365.25 * DAY,
    greeting: {
      key: 'greet.femaleTitled',
      params: { title: say({ fa: 'مهندس', en: 'Eng.' }), family: say({ fa: 'احمدی', en: 'Ahmadi' }) },
    },
    redLine: {
      kind: 'overdue_promise',
      what: say({ fa: 'خبر دادن از جای خالی پرواز برگشت', en: 'news of a free seat on the return flight' }),
      dueAt: NOW - 20 * HOUR,
      followUpId: 31,
    },
    redLineMore: 1,
    advice: [
      { key: 'advice.situation.overduePromise', params: {}, text: null },
      { key: 'advice.calm', params: {}, text: null },
    ],
    traits: [
      { trait: 'calm', count: 5, lastAt: NOW - 15 * DAY, seenOnce: false, mixed: false, ourFault: false },
      { trait: 'curious', count: 1, lastAt: NOW - 40 * DAY, seenOnce: true, mixed: false, ourFault: false },
    ],
    reasons: [
      {
        kind: 'starts_soon',
        what: say({ fa: 'پرواز مشهد، دو نفر', en: 'Flight to Mashhad, two people' }),
        at: NOW + 4 * DAY,
      },
      {
        kind: 'due_follow_up',
        what: say({ fa: 'جای خالی پرواز برگشت', en: 'A seat on the return flight' }),
        at: NOW - 20 * HOUR,
      },
    ],
    lastContact: history[0] ?? null,
    nextDue: {
      id: 31,
      kind: 'promise',
      what: say({ fa: 'خبر دادن از جای خالی پرواز برگشت', en: 'News of a free seat on the return flight' }),
      dueAt: NOW - 20 * HOUR,
      agent: lina,
      moved: 1,
      tried: 0,
    },
    followUps: [
      {
        id: 32,
        kind: 'internal',
        what: say({ fa: 'فاکتور رسمی برای شرکتشان', en: 'Formal invoice for their company' }),
        dueAt: NOW + 2 * DAY,
        agent: omid,
        moved: 0,
        tried: 0,
      },
    ],
    purchases: {
      count: 12,
      lastAt: NOW - 14 * DAY,
      lastWhat: say({ fa: 'پرواز مشهد، رفت و برگشت', en: 'Flight to Mashhad and back' }),
      sum: { value: 4_825_000_000, unit: 'IRR' },
      asOf: NOW - DAY,
    },
    live: [
      {
        id: 51,
        what: say({ fa: 'پرواز مشهد و هتل سه‌ستاره، پنجشنبه', en: 'Mashhad flight and hotel, Thursday' }),
        at: NOW - 14 * DAY,
        amount: { value: 385_000_000, unit: 'IRR' },
        startsAt: NOW + 4 * DAY,
        endsAt: NOW + 8 * DAY,
      },
    ],
    enquiries: [
      {
        id: 61,
        what: say({ fa: 'تور استانبول، بهار، چهار نفر', en: 'Istanbul tour, spring, four people' }),
        at: NOW - 6 * DAY,
        amount: { value: 1_960_000_000, unit: 'IRR' },
        agent: omid,
        validUntil: NOW + 3 * DAY,
        expired: false,
      },
    ],
    debt: { amount: { value: 38_500_000, unit: 'IRR' }, asOf: NOW - DAY },
    mayOffer: say({ fa: 'انتخاب صندلی و یک جابه‌جایی رایگان', en: 'Seat choice and one free change' }),
    given: [
      {
        id: 71,
        at: NOW - 200 * DAY,
        what: say({ fa: 'ده درصد تخفیف نوروزی', en: 'Ten percent in the new year' }),
        amount: null,
        agent: lina,
      },
    ],
    history,
    historyCount: 31,
    phones: [
      phone(1, '+989121234567', 'mobile'),
      { ...phone(2, '+982122334455', 'work'), extension: '12' },
      { ...phone(3, '+982188776655', 'home'), removedAt: NOW - 300 * DAY },
    ],
    interests: [
      {
        id: 81,
        field: say({ fa: 'فصل سفر', en: 'Season' }),
        value: say({ fa: 'پاییز، بیرون از تعطیلات', en: 'Autumn, outside holidays' }),
        at: NOW - 90 * DAY,
        stale: false,
      },
      {
        id: 82,
        field: say({ fa: 'صندلی', en: 'Seat' }),
        value: say({ fa: 'کنار پنجره', en: 'Window' }),
        at: NOW - 500 * DAY,
        stale: true,
      },
    ],
    relations: [
      { id: 91, otherId: 8, name: say({ fa: 'بهرام ستوده', en: 'Bahram Sotoudeh' }), kind: 'family' },
    ],
    delight: null,
    question: null,
  };

  const long: CustomerCard = {
    ...maryam,
    id: 11,
    kind: 'person',
    displayName: say({
      fa: 'سید محمدحسین شریعتمداری خوانساری اصفهانی‌نژاد میرمحمدصادقی',
      en: 'Seyed Mohammad-Hossein Shariatmadari Khansari Esfahaninejad Mirmohammadsadeghi',
    }),
    givenName: say({ fa: 'سید محمدحسین', en: 'Seyed Mohammad-Hossein' }),
    familyName: say({
      fa: 'شریعتمداری خوانساری اصفهانی‌نژاد میرمحمدصادقی',
      en: 'Shariatmadari Khansari Esfahaninejad Mirmohammadsadeghi',
    }),
    title: say({ fa: 'دکتر', en: 'Dr' }),
    honorific: 'male',
    stage: 'wonBack',
    greeting: {
      key: 'greet.maleTitled',
      params: {
        title: say({ fa: 'دکتر', en: 'Dr' }),
        family: say({
          fa: 'شریعتمداری خوانساری اصفهانی‌نژاد میرمحمدصادقی',
          en: 'Shariatmadari Khansari Esfahaninejad Mirmohammadsadeghi',
        }),
      },
    },
    redLine: {
      kind: 'open_complaint',
      what: repeat(
        say({
          fa: 'تغییر ساعت پرواز بدون خبر و جابه‌جایی هتل',
          en: 'the flight time changed unannounced and the hotel moved',
        }),
        3,
      ),
      openedAt: NOW - 9 * DAY,
      owner: say({ fa: 'واحد مالی و بازرگانی شعبه مرکزی', en: 'Finance and trade unit of the head branch' }),
      complaintId: 41,
    },
    redLineMore: 14,
    advice: [
      {
        key: 'advice.situation.openComplaint',
        params: {},
        text: repeat(
          say({
            fa: 'از شکایتشان خبر بدهید، پیش از آنکه بپرسند.',
            en: 'Tell them where their complaint stands before they ask.',
          }),
          4,
        ),
      },
      { key: 'advice.demanding', params: {}, text: null },
    ],
    traits: [
      {
        trait: 'demanding',
        count: 11,
        lastAt: NOW - 9 * DAY,
        seenOnce: false,
        mixed: false,
        ourFault: false,
      },
      { trait: 'upsetToday', count: 2, lastAt: NOW - 9 * DAY, seenOnce: false, mixed: false, ourFault: true },
    ],
    addressNote: repeat(
      say({ fa: 'صبح‌ها زنگ نزنید؛ «دکتر» را جا نیندازید.', en: 'Not in the morning; never leave out “Dr”.' }),
      3,
    ),
    reasons: [
      {
        kind: 'ends_soon',
        what: repeat(say({ fa: 'قرارداد سازمانی خدمات سفر', en: 'Corporate travel contract' }), 5),
        at: NOW + 2 * DAY,
      },
      {
        kind: 'open_enquiry',
        what: repeat(say({ fa: 'تور گروهی چهل نفره', en: 'Group tour for forty' }), 6),
        at: NOW - 2 * DAY,
      },
    ],
    lastContact: entry(
      1,
      9 * DAY,
      {
        fa: repeat('گفتند سه بار زنگ زده‌اند و هر بار به بخش دیگری وصل شده‌اند؛ قول زمان دقیق خواستند.', 5),
        en: repeat(
          'They said they had called three times and were put through elsewhere each time; they want an exact time.',
          5,
        ),
      },
      7,
      lina,
    ),
    nextDue: maryam.nextDue === null ? null : { ...maryam.nextDue, what: repeat(maryam.nextDue.what, 6) },
    live: maryam.live.map((live) => ({ ...live, what: repeat(live.what, 5) })),
    enquiries: maryam.enquiries.map((enquiry) => ({ ...enquiry, what: repeat(enquiry.what, 5) })),
    mayOffer: repeat(maryam.mayOffer ?? '', 5),
    history: history.map((each) => ({ ...each, gist: each.gist === null ? null : repeat(each.gist, 6) })),
    organisation: {
      id: 12,
      name: repeat(say({ fa: 'شرکت مهندسی و بازرگانی افق', en: 'Ofogh Engineering and Trade' }), 2),
      relation: 'worksFor',
      tier: 'silver',
      openComplaints: [],
      openFollowUps: [],
    },
  };

  const people: Person[] = [
    person(7, maryam.displayName, 'gold', 15 * DAY),
    person(8, say({ fa: 'بهرام ستوده', en: 'Bahram Sotoudeh' }), null, 96 * DAY),
    person(10, say({ fa: 'پارمیس ستوده', en: 'Parmis Sotoudeh' }), null, null),
  ];

  const doubtful = { key: 'greet.doubtful', params: {} } as const;
  const earlier = [
    { id: 1, at: NOW - 3 * HOUR, direction: 'inbound', end: 'missed', agent: null },
    { id: 2, at: NOW - 2 * DAY, direction: 'inbound', end: 'ended', agent: omid },
    { id: 3, at: NOW - 9 * DAY, direction: 'outbound', end: 'ended', agent: lina },
  ] as const;

  const cards = {
    one: { match: 'one', identity: 'known', customer: maryam, others: [] },
    long: { match: 'one', identity: 'known', customer: long, others: [] },
    little: { match: 'one', identity: 'known', customer: empty, others: [] },
    verified: { match: 'one', identity: 'verified', customer: maryam, others: people.slice(1) },
    unverified: { match: 'one', identity: 'unverified', customer: maryam, others: people.slice(1) },
    deceased: {
      match: 'one',
      identity: 'known',
      customer: {
        ...empty,
        deceased: true,
        greeting: doubtful,
        advice: [{ key: 'advice.situation.deceased', params: {}, text: null }],
      },
      others: [],
    },
    outbound: {
      match: 'one',
      identity: 'known',
      customer: {
        ...maryam,
        greeting: {
          key: 'greet.outbound',
          params: { agent: lina, company: say({ fa: 'آبی‌سفر', en: 'Abi Travel' }) },
        },
      },
      others: [],
    },
    several: { match: 'several', people, greeting: doubtful },
    maybe: {
      match: 'maybe',
      guesses: people.slice(0, 2).map((each, index) => ({
        ...each,
        reason: index === 0 ? ('removed_number' as const) : ('same_last_digits' as const),
      })),
      greeting: doubtful,
      earlier: earlier.slice(0, 1),
      earlierCount: 1,
    },
    none: { match: 'none', greeting: doubtful, earlier: [...earlier], earlierCount: 3 },
    withheld: { match: 'withheld', greeting: doubtful },
    colleague: {
      match: 'colleague',
      agentId: 3,
      displayName: omid,
      extension: '102',
      work: [
        {
          id: 33,
          kind: 'internal',
          what: say({ fa: 'فاکتور رسمی را تا ظهر بفرستد', en: 'To send the formal invoice by noon' }),
          dueAt: NOW + 40 * MINUTE,
          agent: omid,
          moved: 0,
          tried: 0,
          customer: maryam.displayName,
          customerId: 7,
        },
      ],
    },
    unavailable: { match: 'unavailable', code: 'lane_lost' },
  } satisfies Record<string, Card>;

  return { cards, people, say };

  function entry(
    id: number,
    ago: number,
    gist: Both | null,
    outcome: number | null,
    agent: string | null,
  ): HistoryEntry {
    return {
      id,
      at: NOW - ago,
      kind: 'call',
      direction: 'inbound',
      end: 'ended',
      gist: gist === null ? null : say(gist),
      outcome,
      agent,
    };
  }
}

export function callWith(card: Card, part: Partial<CallView> = {}): CallWithCard {
  return {
    card,
    call: {
      id: 'pbx·1·1',
      lineId: 'pbx',
      lineName: 'PBX',
      simulated: false,
      extension: '101',
      direction: 'inbound',
      phase: 'ringing',
      end: null,
      number: '09121234567',
      e164: '+989121234567',
      name: null,
      dialled: null,
      startedAt: NOW - 4_000,
      answeredAt: null,
      endedAt: null,
      answeredBy: null,
      customerId: null,
      countToday: 1,
      unansweredBefore: 0,
      waitedMinutes: null,
      connectedTo: null,
      ignored: false,
      ...part,
    },
  };
}

function person(customerId: number, displayName: string, tier: Person['tier'], ago: number | null): Person {
  return {
    customerId,
    displayName,
    kind: 'person',
    tier,
    deceased: false,
    lastInteractionAt: ago === null ? null : NOW - ago,
  };
}

function phone(id: number, e164: string, label: 'mobile' | 'home' | 'work') {
  return { id, e164, raw: e164, extension: null, label, removedAt: null };
}

function repeat(text: string, times: number): string {
  return Array.from({ length: times }, () => text).join(language(text) === 'fa' ? ' و ' : ' and ');
}

function language(text: string): Language {
  return /[\u0600-\u06ff]/.test(text) ? 'fa' : 'en';
}
