import type { Language } from '#shared/contract/common.ts';
import type { NamePair } from './names.ts';
import type { Random } from './random.ts';

/**
 * What people say to a travel agency, in both languages. `{what}` is the thing bought or asked for, `{when}` a time,
 * `{sum}` an amount in words of the language, `{who}` a colleague's unit.
 */
export type Topic =
  | 'enquiry'
  | 'bought'
  | 'question'
  | 'papers'
  | 'payment'
  | 'change'
  | 'thanks'
  | 'weFollowUp'
  | 'theyTellUs'
  | 'handedOn'
  | 'complained'
  | 'visit'
  | 'message'
  | 'leaving'
  | 'noAnswer';

const gists: Readonly<Record<Topic, readonly NamePair[]>> = {
  enquiry: [
    [
      'قیمت {what} را برای {when} پرسیدند؛ {sum} گفتیم.',
      'Asked the price of {what} for {when}; we said {sum}.',
    ],
    ['دنبال {what} بودند. قیمت {sum} تا آخر هفته.', 'Looking for {what}. Quoted {sum} until the weekend.'],
    [
      '{what} را با تاریخ دیگری مقایسه می‌کردند؛ ارزان‌ترین {sum} بود.',
      'Compared dates for {what}; the cheapest was {sum}.',
    ],
    [
      'پرسیدند {what} برای {when} جا دارد یا نه؛ هنوز جا هست.',
      'Asked whether {what} has room for {when}; it still has.',
    ],
    [
      'برای خانواده {what} می‌خواهند، کنار هم. {sum} گفتیم.',
      'Want {what} for the family, side by side. Quoted {sum}.',
    ],
  ],
  bought: [
    ['{what} را گرفتند؛ کارت‌به‌کارت کردند.', 'Booked {what}; paid by card transfer.'],
    ['{what} قطعی شد. مدارک را فردا می‌آورند.', 'Confirmed {what}. They bring the papers tomorrow.'],
    ['{what} صادر شد و برایشان فرستادیم.', 'Issued {what} and sent it to them.'],
    ['بعد از استعلام هفته پیش {what} را خریدند.', 'Bought {what} after last week’s enquiry.'],
    ['پیش‌پرداخت {what} را دادند؛ مانده تا {when}.', 'Paid the deposit for {what}; the rest by {when}.'],
  ],
  question: [
    ['ساعت حرکت و بار مجاز را پرسیدند؛ گفتیم.', 'Asked about departure time and baggage; answered.'],
    [
      'می‌خواستند بدانند صبحانه هتل حساب شده یا نه؛ حساب شده.',
      'Wanted to know whether breakfast is included; it is.',
    ],
    ['پرسیدند پرواز {when} سر وقت است؛ بله.', 'Asked whether the flight on {when} is on time; it is.'],
    ['آدرس دفتر و ساعت کار را خواستند.', 'Asked for our address and opening hours.'],
    [
      'درباره ترانسفر فرودگاه پرسیدند؛ راننده هماهنگ شد.',
      'Asked about the airport transfer; a driver was arranged.',
    ],
    ['درباره صندلی کنار پنجره پرسیدند؛ در سیستم ثبت شد.', 'Asked for window seats; noted in the booking.'],
  ],
  papers: [
    ['فهرست مدارک سفر را خواستند؛ برایشان پیامک شد.', 'Asked for the list of travel papers; sent by SMS.'],
    [
      'عکس گذرنامه رسید؛ اعتبارش کمتر از شش ماه است، خبر دادیم.',
      'Passport scan arrived; valid for under six months, told them.',
    ],
    ['وقت سفارت برای {when} گرفته شد.', 'Embassy appointment made for {when}.'],
  ],
  payment: [
    ['رسید واریز {sum} را خواستند؛ فرستادیم.', 'Asked for the receipt of {sum}; sent.'],
    ['قسط دوم {what} پرداخت شد.', 'Second instalment of {what} paid.'],
    ['فاکتور رسمی به نام شرکت خواستند؛ مالی صادر کرد.', 'Asked for an official invoice; finance issued it.'],
  ],
  change: [
    ['تاریخ {what} را به {when} عوض کردند؛ {sum} جریمه داشت.', 'Moved {what} to {when}; the fee was {sum}.'],
    ['درخواست استرداد {what}؛ به واحد بلیت سپرده شد.', 'Asked for a refund of {what}; passed to ticketing.'],
    ['نام یک مسافر در {what} اصلاح شد.', 'Corrected a passenger’s name in {what}.'],
  ],
  thanks: [
    ['از سفر {what} راضی بودند و تشکر کردند.', 'Happy with {what}; called to say thanks.'],
    [
      'از رسیدگی همکارمان تشکر کردند؛ پیشنهاد کردند پیامک یادآوری بفرستیم.',
      'Praised our colleague’s care; suggested a reminder by SMS.',
    ],
    ['دوستشان را معرفی کردند.', 'Recommended us to a friend.'],
  ],
  weFollowUp: [
    ['جای {what} را پیگیری می‌کنیم و خبر می‌دهیم.', 'We look for room for {what} and call back.'],
    [
      'قرار شد برای {what} گزینه ارزان‌تری هم پیدا کنیم.',
      'We will also look for something cheaper than {what}.',
    ],
    [
      'منتظر تأیید {what} هستیم؛ خبرش را ما می‌دهیم.',
      'Waiting for {what} to be confirmed; we call with the answer.',
    ],
  ],
  theyTellUs: [
    [
      'با خانواده مشورت می‌کنند و تا {when} خبر می‌دهند.',
      'They talk it over with the family and tell us by {when}.',
    ],
    ['منتظر تأیید مرخصی‌اند؛ خودشان زنگ می‌زنند.', 'Waiting for their leave to be approved; they will call.'],
  ],
  handedOn: [
    ['درباره حساب بود؛ به {who} وصل شدند.', 'About the account; connected to {who}.'],
    ['سؤال فنی بلیت داشتند؛ {who} جواب داد.', 'A ticketing question; {who} answered.'],
  ],
  complained: [
    [
      'از {what} گله داشتند؛ شکایت ثبت شد و شماره پیگیری دادیم.',
      'Unhappy about {what}; complaint recorded, reference given.',
    ],
    [
      'گفتند کسی خبرشان نکرده بود؛ عذرخواهی کردیم و ثبت شد.',
      'Nobody had told them; we apologised and recorded it.',
    ],
  ],
  visit: [
    ['برای تحویل مدارک {what} آمدند.', 'Came in with the papers for {what}.'],
    ['حضوری آمدند و درباره {what} مشورت گرفتند.', 'Came in for advice about {what}.'],
  ],
  message: [
    ['در پیام‌رسان قیمت {what} را پرسیدند؛ {sum} گفتیم.', 'Asked in the messenger for {what}; quoted {sum}.'],
    ['عکس مدارک را در پیام‌رسان فرستادند.', 'Sent scans of the papers in the messenger.'],
  ],
  leaving: [
    [
      'می‌خواهند قرارداد سفرهای سازمانی را تمدید نکنند؛ علت را پرسیدیم: معطلی.',
      'Want not to renew; we asked why: the waiting.',
    ],
    [
      'گفتند دفعه بعد جای دیگری می‌روند؛ سرپرست زنگ می‌زند.',
      'Said they will go elsewhere next time; the supervisor calls.',
    ],
  ],
  noAnswer: [
    ['زنگ زدیم، پاسخ ندادند.', 'We called; no answer.'],
    ['پاسخ ندادند؛ پیامک فرستادیم.', 'No answer; sent an SMS.'],
  ],
};

/** How each topic ended, as `outcome.N` of the labels; null where none was noted. */
export const outcomeOf: Readonly<Record<Topic, number | null>> = {
  enquiry: 2,
  bought: 3,
  question: 1,
  papers: 1,
  payment: 11,
  change: 10,
  thanks: 13,
  weFollowUp: 4,
  theyTellUs: 5,
  handedOn: 6,
  complained: 7,
  visit: 1,
  message: 2,
  leaving: 12,
  noAnswer: 8,
};

export type Place = { readonly name: NamePair; readonly abroad: boolean; readonly perNight: number };

/** Places people fly to from Iran; `perNight` in millions of rials of this year. */
export const places: readonly Place[] = [
  { name: ['مشهد', 'Mashhad'], abroad: false, perNight: 28 },
  { name: ['کیش', 'Kish'], abroad: false, perNight: 52 },
  { name: ['استانبول', 'Istanbul'], abroad: true, perNight: 120 },
  { name: ['شیراز', 'Shiraz'], abroad: false, perNight: 34 },
  { name: ['دبی', 'Dubai'], abroad: true, perNight: 190 },
  { name: ['قشم', 'Qeshm'], abroad: false, perNight: 46 },
  { name: ['آنتالیا', 'Antalya'], abroad: true, perNight: 165 },
  { name: ['اصفهان', 'Isfahan'], abroad: false, perNight: 33 },
  { name: ['تبریز', 'Tabriz'], abroad: false, perNight: 30 },
  { name: ['وان', 'Van'], abroad: true, perNight: 70 },
  { name: ['ایروان', 'Yerevan'], abroad: true, perNight: 95 },
  { name: ['تفلیس', 'Tbilisi'], abroad: true, perNight: 105 },
  { name: ['نجف', 'Najaf'], abroad: true, perNight: 60 },
  { name: ['یزد', 'Yazd'], abroad: false, perNight: 31 },
  { name: ['چابهار', 'Chabahar'], abroad: false, perNight: 40 },
  { name: ['مسقط', 'Muscat'], abroad: true, perNight: 150 },
  { name: ['کوالالامپور', 'Kuala Lumpur'], abroad: true, perNight: 210 },
  { name: ['پاریس', 'Paris'], abroad: true, perNight: 480 },
];

/** Something one can buy: how it is called, for how many nights, and what it costs in rials. */
export type Offer = {
  readonly what: string;
  readonly nights: number;
  readonly rials: number;
};

/** An offer as this agency sells it; `yearsAgo` takes inflation out of older prices. */
export function makeOffer(random: Random, language: Language, yearsAgo: number): Offer {
  const place = random.pickFrequent(places);
  const city = inLanguage(place.name, language);
  const nights = random.int(2, 8);
  const people = random.pick([1, 1, 2, 2, 2, 3, 4, 5]);
  const fa = language === 'fa';
  const price = (millions: number): number =>
    Math.max(1, Math.round(millions * people * 0.72 ** yearsAgo * (0.8 + random.next() * 0.5))) * 1_000_000;
  const crowd = fa ? `${digits(people, language)} نفر` : people === 1 ? '1 person' : `${people} people`;
  switch (random.int(0, 9)) {
    case 0:
    case 1:
    case 2:
      return {
        what: fa ? `پرواز ${city}، ${crowd}` : `Flight to ${city}, ${crowd}`,
        nights,
        rials: price(place.abroad ? 260 : 58),
      };
    case 3:
    case 4:
      return {
        what: fa
          ? `تور ${city} ${digits(nights, language)} شب، ${crowd}`
          : `${city} tour, ${nights} nights, ${crowd}`,
        nights,
        rials: price((place.abroad ? 300 : 60) + place.perNight * nights),
      };
    case 5:
    case 6:
      return {
        what: fa ? `هتل ${city} ${digits(nights, language)} شب` : `Hotel in ${city}, ${nights} nights`,
        nights,
        rials: price(place.perNight * nights),
      };
    case 7:
      return place.abroad
        ? { what: fa ? `ویزای ${city}، ${crowd}` : `Visa for ${city}, ${crowd}`, nights: 0, rials: price(90) }
        : { what: fa ? `قطار ${city}، ${crowd}` : `Train to ${city}, ${crowd}`, nights, rials: price(12) };
    case 8:
      return {
        what: fa ? `بیمه مسافرتی ${city}، ${crowd}` : `Travel insurance ${city}, ${crowd}`,
        nights,
        rials: price(9),
      };
    default:
      return {
        what: fa ? `ترانسفر فرودگاه ${city}` : `Airport transfer ${city}`,
        nights: 0,
        rials: price(14),
      };
  }
}

const times: readonly NamePair[] = [
  ['پنجشنبه', 'Thursday'],
  ['شنبه', 'Saturday'],
  ['آخر هفته', 'the weekend'],
  ['دهم ماه', 'the tenth'],
  ['نیمه ماه', 'the middle of the month'],
  ['تعطیلات', 'the holidays'],
  ['نوروز', 'Nowruz'],
  ['تابستان', 'summer'],
  ['هفته آینده', 'next week'],
  ['آخر ماه', 'the end of the month'],
];
const units: readonly NamePair[] = [
  ['واحد مالی', 'finance'],
  ['واحد بلیت', 'ticketing'],
  ['واحد ویزا', 'the visa desk'],
  ['سرپرست', 'the supervisor'],
];

/** A gist of one or two sentences about a topic. */
export function makeGist(
  random: Random,
  language: Language,
  topic: Topic,
  what: string,
  rials: number,
): string {
  return inLanguage(random.pick(gists[topic]), language).replaceAll(/\{(\w+)\}/g, (_, slot: string) => {
    switch (slot) {
      case 'what':
        return withinSentence(what, language);
      case 'when':
        return inLanguage(random.pick(times), language);
      case 'sum':
        return sumInWords(rials, language);
      case 'who':
        return inLanguage(random.pick(units), language);
      default:
        throw new Error(`a gist has an unknown slot: ${slot}`);
    }
  });
}

/** `Flight to Van` is a flight within a sentence; `Van tour` keeps its capital. */
function withinSentence(what: string, language: Language): string {
  if (language === 'fa' || what.includes(' tour')) return what;
  return what.charAt(0).toLowerCase() + what.slice(1);
}

/** An amount of rials as people say it: `۱۲٫۵ میلیون تومان`. */
export function sumInWords(rials: number, language: Language): string {
  const tomans = rials / 10;
  const millions = Math.round(tomans / 100_000) / 10;
  const text = String(millions);
  return language === 'fa' ? `${digits(text.replace('.', '٫'), 'fa')} میلیون تومان` : `${text} million toman`;
}

/** A number in the digits of the language. */
export function digits(value: number | string, language: Language): string {
  const text = String(value);
  if (language === 'en') return text;
  return text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0x6c0));
}

export function inLanguage([fa, en]: NamePair, language: Language): string {
  return language === 'fa' ? fa : en;
}
