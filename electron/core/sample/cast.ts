import type { Language } from '#shared/contract/common.ts';
import { castNumbers } from './callers.ts';
import { clockMoment } from './days.ts';
import type { NamePair } from './names.ts';
import type {
  SampleCustomer,
  SampleFollowUp,
  SampleInteraction,
  SamplePhone,
  SamplePurchase,
  SampleStrangerCall,
} from './rows.ts';
import { inLanguage } from './texts.ts';

/** How many people are in every sample store: they stand at the indexes 0 … castSize − 1. */
export const castSize = 16;

type Told = Partial<Omit<SampleCustomer, 'index' | 'displayName'>> & { readonly displayName?: string };

/**
 * The people whom a look around starts with: one for each way a caller can be known, and one for each situation
 * that the card has words for. The same in every sample store; `today` is a midnight.
 */
export function makeCast(language: Language, today: number): SampleCustomer[] {
  const say = (fa: string, en: string): string => inLanguage([fa, en], language);
  const at = (daysAgo: number, hour: number): number => clockMoment(today, -daysAgo, hour);
  const talk = (
    daysAgo: number,
    hour: number,
    outcome: number,
    gist: NamePair,
    agent = 1,
    direction: 'inbound' | 'outbound' = 'inbound',
  ): SampleInteraction => ({
    at: at(daysAgo, hour),
    kind: 'call',
    direction,
    end: 'ended',
    gist: inLanguage(gist, language),
    outcome,
    agent,
    durationMs: 60_000 + ((daysAgo * 37 + hour * 11) % 300) * 1000,
  });
  const missed = (daysAgo: number, hour: number): SampleInteraction => ({
    at: at(daysAgo, hour),
    kind: 'call',
    direction: 'inbound',
    end: 'missed',
    gist: null,
    outcome: null,
    agent: null,
    durationMs: null,
  });
  const trip = (
    daysAgo: number,
    what: NamePair,
    millions: number,
    startsIn: number | null,
    nights = 3,
    status: SamplePurchase['status'] = 'done',
  ): SamplePurchase => ({
    at: at(daysAgo, 12),
    what: inLanguage(what, language),
    rials: millions * 1_000_000,
    status,
    startsAt: startsIn === null ? null : at(-startsIn, 7),
    endsAt: startsIn === null ? null : at(-startsIn - nights, 20),
    agent: 1,
  });
  const seen = (daysAgo: number, trait: string, agent = 1): SampleCustomer['observations'][number] => ({
    at: at(daysAgo, 12),
    trait,
    ourFault: false,
    complaint: null,
    agent,
  });
  const promise = (madeDaysAgo: number, dueInDays: number, hour: number, what: NamePair): SampleFollowUp => ({
    kind: 'promise',
    what: inLanguage(what, language),
    agent: 1,
    madeAt: at(madeDaysAgo, 12),
    firstDueAt: at(-dueInDays, hour),
    complaint: null,
    events: [],
  });
  const number = (
    e164: string,
    label: SamplePhone['label'] = 'mobile',
    daysAgo = 900,
    removedDaysAgo?: number,
  ): SamplePhone => ({
    raw: `0${e164.slice(3)}`,
    e164,
    extension: null,
    label,
    fromAt: at(daysAgo, 10),
    toAt: removedDaysAgo === undefined ? null : at(removedDaysAgo, 10),
  });
  const person = (
    index: number,
    honorific: 'male' | 'female' | null,
    given: NamePair,
    family: NamePair,
    createdDaysAgo: number,
    told: Told,
  ): SampleCustomer => {
    const givenName = inLanguage(given, language);
    const familyName = inLanguage(family, language);
    return {
      ...blank,
      index,
      honorific,
      givenName,
      familyName,
      displayName: `${givenName} ${familyName}`,
      createdAt: at(createdDaysAgo, 9),
      ...told,
    };
  };
  const named = (index: number, name: NamePair, kind: SampleCustomer['relations'][number]['kind']) => ({
    otherIndex: index,
    otherName: inLanguage(name, language),
    kind,
  });
  const husband: NamePair = ['رضا کریمی', 'Reza Karimi'];
  const wife: NamePair = ['سارا کریمی', 'Sara Karimi'];

  const cast: SampleCustomer[] = [
    person(0, 'female', ['مریم', 'Maryam'], ['احمدی', 'Ahmadi'], 2600, {
      title: say('دکتر', 'Dr'),
      addressNote: say('بهترین زمان تماس: بعد از ۱۷', 'Best time to call: after five'),
      origin: 'referred',
      manualTier: {
        tier: 'gold',
        reason: say('هفت سال با ما، معرف ده خانواده', 'Seven years with us, referred ten families'),
      },
      phones: [number(castNumbers.valued, 'mobile', 2600)],
      profile: [
        { field: 'travelTaste', value: say('شهرهای تاریخی', 'Historic towns'), at: at(120, 12), agent: 1 },
        { field: 'pleases', value: say('صندلی کنار پنجره', 'A window seat'), at: at(400, 12), agent: 2 },
        { field: 'birthday', value: say('۱۲ مهر', '4 October'), at: at(700, 12), agent: 1 },
      ],
      grants: [
        {
          at: at(210, 12),
          what: say('ترانسفر رایگان فرودگاه', 'Free airport transfer'),
          rials: 14_000_000,
          agent: 1,
        },
      ],
      interactions: [
        talk(
          2600,
          9,
          2,
          [
            'از دوستشان معرفی شده‌اند؛ قیمت تور استانبول را پرسیدند.',
            'Referred by a friend; asked about an Istanbul tour.',
          ],
          2,
        ),
        talk(2590, 10, 3, ['تور استانبول را گرفتند.', 'Booked the Istanbul tour.'], 2),
        talk(
          1500,
          11,
          3,
          ['پرواز شیراز برای همایش، رفت و برگشت.', 'Flight to Shiraz for a congress, return.'],
          1,
        ),
        talk(740, 16, 11, ['فاکتور به نام دانشگاه خواستند.', 'Asked for an invoice to the university.'], 3),
        talk(
          210,
          12,
          13,
          ['از سفر اصفهان راضی بودند و تشکر کردند.', 'Happy with Isfahan; called to say thanks.'],
          1,
        ),
        talk(
          40,
          17,
          2,
          [
            'قیمت پرواز مشهد را برای پنجشنبه پرسیدند؛ ۵٫۸ میلیون تومان گفتیم.',
            'Asked the price to Mashhad for Thursday; we said 5.8 million toman.',
          ],
          1,
        ),
        talk(
          12,
          17,
          3,
          [
            'پرواز مشهد برای پنجشنبه، دو نفر؛ کارت‌به‌کارت کردند.',
            'Flight to Mashhad for Thursday, two people; paid by card transfer.',
          ],
          1,
        ),
        talk(
          3,
          18,
          4,
          [
            'هتل نزدیک حرم با صبحانه می‌خواهند؛ تا دیروز عصر باید خبر می‌دادیم.',
            'Wants a hotel near the shrine with breakfast; we were to call by yesterday afternoon.',
          ],
          1,
        ),
      ],
      observations: [
        seen(740, 'formal', 3),
        seen(210, 'curious', 1),
        seen(40, 'curious', 1),
        seen(12, 'curious', 2),
        seen(3, 'formal', 1),
      ],
      purchases: [
        trip(2590, ['تور استانبول ۵ شب، ۲ نفر', 'Istanbul tour, 5 nights, 2 people'], 240, -2570, 5),
        trip(1500, ['پرواز شیراز، ۱ نفر', 'Flight to Shiraz, 1 person'], 22, -1480, 2),
        trip(760, ['تور دبی ۴ شب، ۲ نفر', 'Dubai tour, 4 nights, 2 people'], 980, -740, 4),
        trip(240, ['هتل اصفهان ۳ شب', 'Hotel in Isfahan, 3 nights'], 90, -220, 3),
        trip(12, ['پرواز مشهد، ۲ نفر', 'Flight to Mashhad, 2 people'], 116, 4, 3, 'in_progress'),
      ],
      enquiries: [
        {
          at: at(3, 18),
          what: say('هتل مشهد ۳ شب', 'Hotel in Mashhad, 3 nights'),
          rials: 126_000_000,
          validUntil: at(-2, 18),
          closedAt: null,
          agent: 1,
        },
      ],
      followUps: [
        promise(3, -1, 16, [
          'خبر هتل نزدیک حرم با صبحانه',
          'News about a hotel near the shrine, with breakfast',
        ]),
      ],
    }),
    person(1, 'male', ['رضا', 'Reza'], ['کریمی', 'Karimi'], 1400, {
      phones: [number(castNumbers.husband), number(castNumbers.couplesHome, 'home')],
      relations: [named(2, wife, 'family')],
      interactions: [
        talk(300, 11, 3, ['پرواز کیش را گرفتند.', 'Booked the flight to Kish.']),
        talk(30, 10, 2, [
          'قیمت تور آنتالیا را پرسیدند، هدیه سالگرد.',
          'Asked about Antalya, an anniversary present.',
        ]),
      ],
      observations: [seen(300, 'humorous'), seen(30, 'humorous', 2)],
      purchases: [trip(300, ['پرواز کیش، ۲ نفر', 'Flight to Kish, 2 people'], 98, -280)],
    }),
    person(2, 'female', ['سارا', 'Sara'], ['کریمی', 'Karimi'], 1390, {
      phones: [number(castNumbers.wife), number(castNumbers.couplesHome, 'home')],
      incoming: [named(1, husband, 'family')],
      interactions: [talk(90, 15, 1, ['ساعت کار دفتر را پرسیدند.', 'Asked for our opening hours.'], 4)],
      observations: [seen(90, 'sociable', 4)],
    }),
    person(3, 'male', ['نیما', 'Nima'], ['صالحی', 'Salehi'], 1900, {
      phones: [number(castNumbers.formerHolder), number(castNumbers.removed, 'mobile', 1900, 600)],
      interactions: [
        talk(1900, 10, 3, ['ویزای دبی را گرفتند.', 'Took a visa for Dubai.']),
        talk(600, 13, 1, ['شماره‌شان عوض شد؛ ثبت کردیم.', 'New number; recorded.']),
      ],
      purchases: [trip(1900, ['ویزای دبی، ۱ نفر', 'Visa for Dubai, 1 person'], 60, null)],
    }),
    person(4, null, ['کامران', 'Kamran'], ['افشار', 'Afshar'], 800, {
      phones: [number(castNumbers.office, 'work')],
      interactions: [talk(200, 12, 2, ['قیمت قطار یزد را پرسیدند.', 'Asked about the train to Yazd.'], 3)],
    }),
    person(5, 'male', ['بهروز', 'Behrouz'], ['یزدانی', 'Yazdani'], 1100, {
      title: say('مهندس', 'Eng.'),
      phones: [number(castNumbers.promised)],
      interactions: [
        talk(500, 9, 3, ['قطار یزد، خانوادگی.', 'Train to Yazd with the family.'], 3),
        talk(
          2,
          12,
          4,
          [
            'جای خالی تور تفلیس را پیگیری می‌کنیم و امروز خبر می‌دهیم.',
            'We look for room on the Tbilisi tour and call today.',
          ],
          1,
        ),
      ],
      observations: [seen(500, 'calm', 3), seen(2, 'calm')],
      purchases: [trip(500, ['قطار یزد، ۴ نفر', 'Train to Yazd, 4 people'], 36, -480)],
      followUps: [promise(2, 0, 15, ['خبر جای خالی تور تفلیس', 'News about room on the Tbilisi tour'])],
    }),
    person(6, null, ['ژاله', 'Zhaleh'], ['چراغی', 'Cheraghi'], 5, {
      phones: [number(castNumbers.littleKnown, 'mobile', 5)],
      interactions: [talk(5, 11, 2, ['قیمت پرواز قشم را پرسیدند.', 'Asked the price to Qeshm.'], 5)],
    }),
    person(7, 'female', ['پریسا', 'Parisa'], ['ملکی', 'Maleki'], 1500, {
      phones: [number(castNumbers.complaining)],
      interactions: [
        talk(400, 12, 3, ['تور وان را گرفتند.', 'Booked the Van tour.'], 2),
        talk(
          6,
          10,
          7,
          [
            'ساعت پرواز عوض شد و کسی خبرشان نکرد؛ عذرخواهی کردیم و ثبت شد.',
            'Flight time changed and nobody told them; we apologised and recorded it.',
          ],
          2,
        ),
        talk(
          2,
          16,
          6,
          [
            'پرسیدند کارشان به کجا رسید؛ به واحد بلیت وصل شدند.',
            'Asked where it stands; connected to ticketing.',
          ],
          4,
        ),
      ],
      observations: [
        { at: at(6, 10), trait: 'upsetToday', ourFault: true, complaint: 0, agent: 2 },
        seen(400, 'inHurry', 2),
      ],
      purchases: [
        trip(400, ['تور وان ۳ شب، ۲ نفر', 'Van tour, 3 nights, 2 people'], 210, -380),
        trip(20, ['پرواز تبریز، ۲ نفر', 'Flight to Tabriz, 2 people'], 88, 3, 2, 'in_progress'),
      ],
      complaints: [
        {
          what: say('ساعت پرواز عوض شد و کسی خبر نداد', 'Flight time changed and nobody told them'),
          category: 'change',
          severity: 2,
          remedy: say('پرواز جایگزین بدون هزینه', 'Another flight, free of charge'),
          openedAt: at(6, 10),
          events: [
            {
              at: at(6, 10),
              kind: 'acknowledged',
              agent: 2,
              body: { ownerAgentId: { agent: 2 }, dueAt: at(5, 10) },
            },
            { at: at(5, 9), kind: 'assessed', agent: 2, body: {} },
            {
              at: at(2, 16),
              kind: 'handed_over',
              agent: 4,
              body: { ownerUnit: say('واحد بلیت', 'Ticketing'), ownerAgentId: null },
            },
            { at: at(1, 11), kind: 'investigating', agent: 4, body: { nextContactAt: at(0, 14) } },
          ],
        },
      ],
    }),
    person(8, 'male', ['جمشید', 'Jamshid'], ['بیات', 'Bayat'], 2200, {
      phones: [number(castNumbers.deceased)],
      interactions: [
        talk(500, 12, 3, ['تور نجف را گرفتند.', 'Booked a Najaf tour.'], 2),
        talk(
          60,
          11,
          1,
          [
            'همسرشان خبر درگذشت ایشان را دادند؛ تسلیت گفتیم.',
            'His wife told us that he has died; we condoled.',
          ],
          2,
        ),
      ],
      life: [{ at: at(60, 11), kind: 'deceased', note: null, agent: 2 }],
      purchases: [trip(500, ['تور نجف ۴ شب، ۲ نفر', 'Najaf tour, 4 nights, 2 people'], 160, -480, 4)],
    }),
    {
      ...blank,
      index: 9,
      kind: 'organisation',
      displayName: say('شرکت مهندسی آوند', 'Avand Engineering'),
      createdAt: at(1600, 9),
      origin: 'fair',
      manualTier: { tier: 'gold', reason: say('قرارداد سازمانی', 'Corporate contract') },
      debt: { rials: 420_000_000, asOf: at(7, 9) },
      phones: [number(castNumbers.organisationLine, 'work', 1600)],
      interactions: [
        talk(1600, 9, 2, ['قرارداد سفرهای کاری را خواستند.', 'Asked for a contract for business trips.'], 5),
      ],
      purchases: [
        trip(1500, ['قرارداد سفرهای سازمانی', 'Corporate travel contract'], 3000, null, 0, 'in_progress'),
      ],
      complaints: [
        {
          what: say('فاکتور ماه گذشته دو بار صادر شد', 'Last month’s invoice was issued twice'),
          category: 'bill',
          severity: 3,
          remedy: null,
          openedAt: at(4, 11),
          events: [
            {
              at: at(4, 11),
              kind: 'acknowledged',
              agent: 3,
              body: { ownerUnit: say('واحد مالی', 'Finance'), dueAt: at(1, 11), nextContactAt: at(-1, 10) },
            },
          ],
        },
      ],
    },
    person(10, 'female', ['آیدا', 'Aida'], ['نوری', 'Nouri'], 1200, {
      phones: [number(castNumbers.contact)],
      relations: [named(9, ['شرکت مهندسی آوند', 'Avand Engineering'], 'worksFor')],
      interactions: [
        talk(50, 10, 3, ['سه بلیت اصفهان برای تیم فروش.', 'Three tickets to Isfahan for the sales team.'], 5),
      ],
      observations: [seen(50, 'inHurry', 5), seen(120, 'inHurry', 4), seen(200, 'inHurry', 1)].toSorted(
        (a, b) => a.at - b.at,
      ),
    }),
    person(
      11,
      'male',
      ['سید محمدامیرحسین', 'Seyed Mohammad Amirhossein'],
      ['حسینی طباطبایی اردکانی نژاد یزدی', 'Hosseini Tabatabaei Ardakani Nejad Yazdi'],
      900,
      {
        title: say('دکتر', 'Dr'),
        phones: [number(castNumbers.longNamed)],
        addressNote: say(
          'ترجیح می‌دهند با عنوان و هر دو بخش نام خانوادگی خطاب شوند و صبح‌های زوج در دانشگاه‌اند',
          'Prefers title and both parts of the family name; at the university on even mornings',
        ),
        interactions: [
          talk(10, 12, 4, [
            'برای گروه چهل‌نفره همایش سالانه، پرواز رفت و برگشت و هتل با سالن جلسه می‌خواهند؛ فهرست نام‌ها، نوع اتاق، رژیم غذایی هشت نفر و ساعت‌های ترانسفر را تلفنی گفتند و همه در پرونده نوشته شد؛ منتظر قیمت گروهی‌اند.',
            'Want flights and a hotel with a meeting hall for the annual congress, forty people; names, rooms, eight diets and transfer times were told by phone and all written down; they wait for a group price.',
          ]),
        ],
        observations: [seen(10, 'formal'), seen(300, 'formal', 2)].toSorted((a, b) => a.at - b.at),
        followUps: [
          promise(10, 2, 10, [
            'قیمت گروهی پرواز و هتل همایش سالانه با جزئیات اتاق‌ها، سالن جلسه و ترانسفر هر چهل نفر',
            'Group price for the annual congress, with rooms, hall and transfers for all forty',
          ]),
        ],
      },
    ),
    person(12, 'male', ['پیمان', 'Peyman'], ['دهقان', 'Dehghan'], 2000, {
      phones: [number(castNumbers.leaving)],
      interactions: [
        talk(900, 12, 3, ['تور آنتالیا را گرفتند.', 'Booked Antalya.'], 2),
        talk(
          4,
          12,
          12,
          [
            'گفتند دفعه بعد جای دیگری می‌روند؛ علت: معطلی پشت خط.',
            'Said they will go elsewhere next time: the waiting.',
          ],
          3,
        ),
      ],
      observations: [seen(400, 'demanding', 2), seen(4, 'demanding', 3)],
      purchases: [trip(900, ['تور آنتالیا ۶ شب، ۳ نفر', 'Antalya tour, 6 nights, 3 people'], 520, -880, 6)],
      followUps: [
        {
          ...promise(4, -3, 16, [
            'تماس سرپرست درباره نارضایتی',
            'The supervisor calls about their dissatisfaction',
          ]),
          kind: 'internal',
          agent: 6,
        },
      ],
    }),
    person(13, 'female', ['ندا', 'Neda'], ['زمانی', 'Zamani'], 700, {
      phones: [number(castNumbers.unreached)],
      interactions: [
        talk(200, 12, 3, ['هتل کیش را گرفتند.', 'Booked a hotel in Kish.'], 4),
        missed(1, 17),
        missed(1, 18),
      ],
      observations: [seen(200, 'hesitant', 4)],
      purchases: [trip(200, ['هتل کیش ۲ شب', 'Hotel in Kish, 2 nights'], 104, -190, 2)],
    }),
    person(14, 'male', ['فرزاد', 'Farzad'], ['قنبری', 'Ghanbari'], 1800, {
      phones: [number('+989990000116')],
      debt: { rials: 85_000_000, asOf: at(14, 9) },
      interactions: [
        talk(1700, 12, 3, ['تور کوالالامپور را گرفتند.', 'Booked Kuala Lumpur.'], 2),
        talk(15, 12, 3, ['بعد از چهار سال دوباره تور گرفتند.', 'Booked again after four years.'], 2),
      ],
      purchases: [
        trip(1700, ['تور کوالالامپور ۷ شب، ۲ نفر', 'Kuala Lumpur tour, 7 nights, 2 people'], 300, -1650, 7),
        trip(15, ['تور ایروان ۴ شب، ۲ نفر', 'Yerevan tour, 4 nights, 2 people'], 760, 20, 4, 'in_progress'),
      ],
    }),
    person(15, 'female', ['گلناز', 'Golnaz'], ['راد', 'Rad'], 620, {
      phones: [number('+989990000117')],
      interactions: [
        talk(610, 12, 3, ['بیمه مسافرتی را گرفتند.', 'Took a travel insurance.'], 4),
        talk(35, 12, 10, ['تاریخ هتل را عوض کردند.', 'Changed the hotel dates.'], 4),
      ],
      observations: [seen(35, 'grumbling', 4)],
      purchases: [trip(610, ['بیمه مسافرتی پاریس، ۱ نفر', 'Travel insurance Paris, 1 person'], 12, -590, 9)],
    }),
  ];
  if (cast.length !== castSize) throw new Error('the cast and its size have drifted apart');
  return cast;
}

/** Earlier calls from a number that is nobody's, so that an unknown caller has something behind the number. */
export function strangerCalls(today: number): SampleStrangerCall[] {
  return [
    { e164: castNumbers.stranger, at: clockMoment(today, -9, 11), answered: true },
    { e164: castNumbers.stranger, at: clockMoment(today, -1, 16), answered: false },
  ];
}

const blank: Omit<SampleCustomer, 'index' | 'displayName' | 'createdAt'> = {
  kind: 'person',
  title: null,
  honorific: null,
  givenName: null,
  familyName: null,
  addressNote: null,
  origin: 'called',
  referredByIndex: null,
  manualTier: null,
  debt: null,
  phones: [],
  relations: [],
  incoming: [],
  profile: [],
  life: [],
  grants: [],
  interactions: [],
  observations: [],
  purchases: [],
  enquiries: [],
  complaints: [],
  followUps: [],
};
