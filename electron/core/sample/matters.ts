import type { Language } from '#shared/contract/common.ts';
import type { NamePair } from './names.ts';
import { clockMoment, dayMs, officeMoment } from './days.ts';
import type { Random } from './random.ts';
import type { SampleComplaint, SampleEvent, SampleFollowUp } from './rows.ts';
import { inLanguage } from './texts.ts';

const grievances: readonly (readonly [category: string, text: NamePair, remedy: NamePair])[] = [
  [
    'delay',
    ['بلیت دیر صادر شد و قیمت بالا رفت', 'Ticket issued late, and the price went up'],
    ['تفاوت قیمت', 'the difference'],
  ],
  ['delay', ['نیم ساعت پشت خط ماندند', 'Kept waiting for half an hour'], ['عذرخواهی', 'an apology']],
  [
    'change',
    ['ساعت پرواز عوض شد و کسی خبر نداد', 'Flight time changed and nobody told them'],
    ['پرواز جایگزین', 'another flight'],
  ],
  [
    'error',
    ['نام مسافر در بلیت اشتباه است', 'A passenger’s name is wrong on the ticket'],
    ['اصلاح بدون هزینه', 'a free correction'],
  ],
  ['bill', ['دو بار از کارت برداشت شد', 'Charged twice'], ['بازگشت مبلغ', 'the money back']],
  [
    'refund',
    ['پول بلیت استردادی هنوز نرسیده', 'Refund not received yet'],
    ['واریز تا آخر هفته', 'payment by the weekend'],
  ],
  [
    'refund',
    ['جریمه استرداد بیش از آن بود که گفتیم', 'Refund fee higher than we had said'],
    ['تفاوت جریمه', 'the difference'],
  ],
  [
    'quality',
    ['هتل با آنچه گفته بودیم یکی نبود', 'Hotel was not as we had described it'],
    ['تخفیف سفر بعد', 'something off the next trip'],
  ],
  ['quality', ['ترانسفر فرودگاه نیامد', 'Airport transfer did not come'], ['هزینه تاکسی', 'the taxi fare']],
  ['manner', ['لحن همکارمان تند بود', 'Our colleague was short with them'], ['عذرخواهی', 'an apology']],
  [
    'handedOn',
    ['سه بار بین واحدها پاس داده شدند', 'Sent from one unit to another three times'],
    ['یک مسئول مشخص', 'one person in charge'],
  ],
  [
    'promise',
    ['قرار بود خبر بدهیم و ندادیم', 'We said we would call and did not'],
    ['پاسخ امروز', 'an answer today'],
  ],
];

const unitsInCharge: readonly NamePair[] = [
  ['واحد مالی', 'Finance'],
  ['واحد بلیت', 'Ticketing'],
];

/** Working days until an answer is due, by severity (knowledge.md: 4 hours; 1, 3, 7 working days). */
const dueDays = { 1: 0.17, 2: 1, 3: 3, 4: 7 } as const;

/** A complaint made at `openedAt`. Older than a month it has been closed; younger ones stand where chance left them. */
export function makeComplaint(
  random: Random,
  language: Language,
  openedAt: number,
  agent: number,
  today: number,
): SampleComplaint {
  const [category, what, remedy] = random.pick(grievances);
  const severity = random.pick([2, 3, 3, 3, 4, 4, 1] as const);
  const daysOld = (today - openedAt) / dayMs;
  const stillOpen =
    daysOld < 1 || (daysOld < 20 && random.chance(0.4)) || (daysOld < 60 && random.chance(0.08));
  return {
    what: inLanguage(what, language),
    category,
    severity,
    remedy: random.chance(0.6) ? inLanguage(remedy, language) : null,
    openedAt,
    events: makeCourse(random, language, openedAt, severity, agent, today, stillOpen),
  };
}

/** The events of a complaint, by ISO 10002; by phone, received and acknowledged are one event. */
function makeCourse(
  random: Random,
  language: Language,
  openedAt: number,
  severity: 1 | 2 | 3 | 4,
  agent: number,
  today: number,
  stillOpen: boolean,
): SampleEvent[] {
  const dueAt = openedAt + Math.round(dueDays[severity] * dayMs);
  const events: SampleEvent[] = [
    { at: openedAt, kind: 'acknowledged', agent, body: { ownerAgentId: agentRef(agent), dueAt } },
  ];
  let at = openedAt;
  const step = (kind: string, body: SampleEvent['body']): boolean => {
    at += Math.round((0.1 + random.next() * 1.4) * dayMs);
    if (at >= today) return false;
    events.push({ at, kind, agent, body });
    return true;
  };
  if (!step('assessed', {})) return withNextContact(events, random, today);
  if (random.chance(0.25)) {
    const unit = inLanguage(random.pick(unitsInCharge), language);
    if (!step('handed_over', { ownerUnit: unit, ownerAgentId: null }))
      return withNextContact(events, random, today);
  }
  if (!step('investigating', {})) return withNextContact(events, random, today);
  if (stillOpen) return withNextContact(events, random, today);
  if (random.chance(0.2)) step('waiting_for_customer', {});
  const verdict = random.pick(['upheld', 'upheld', 'partly', 'notUpheld']);
  if (!step('answered', { verdict })) return withNextContact(events, random, today);
  step('confirmed', {});
  if (!step('closed', { nextContactAt: null })) {
    events.push({ at: today - 1, kind: 'closed', agent, body: { nextContactAt: null } });
  }
  return events;
}

/** "Pursue before they call again": what is open has a next contact, set by its last event; one in eight lacks it. */
function withNextContact(events: SampleEvent[], random: Random, today: number): SampleEvent[] {
  const last = events.at(-1);
  if (last === undefined || random.chance(0.12)) return events;
  const nextContactAt = clockMoment(today, random.int(0, 3), random.int(9, 16));
  return [...events.slice(0, -1), { ...last, body: { ...last.body, nextContactAt } }];
}

const promises: readonly NamePair[] = [
  ['خبر جای {what}', 'News about room for: {what}'],
  ['قیمت نهایی {what}', 'Final price: {what}'],
  ['ارسال مدارک {what}', 'Send the papers: {what}'],
  ['نتیجه استرداد {what}', 'Result of the refund: {what}'],
  ['نتیجه پیگیری {what}', 'What came of our enquiry: {what}'],
];
const internals: readonly NamePair[] = [
  ['پیگیری پرداخت {what}', 'Check the payment: {what}'],
  ['گرفتن تأیید {what}', 'Get the confirmation: {what}'],
];

/** What we said we would do after a talk at `madeAt`. Older than some days it was closed; one in ten stays late. */
export function makeFollowUp(
  random: Random,
  language: Language,
  madeAt: number,
  agent: number,
  today: number,
  about: string,
): SampleFollowUp {
  const kind = random.chance(0.72) ? 'promise' : 'internal';
  const what = inLanguage(random.pick(kind === 'promise' ? promises : internals), language).replace(
    '{what}',
    () => about,
  );
  const daysAgo = (today - madeAt) / dayMs;
  const planned = officeMoment(today, daysAgo - random.int(1, 6), random.next());
  const firstDueAt = Math.max(madeAt + 2 * 3_600_000, planned);
  const base = { kind, what, agent, madeAt, firstDueAt, complaint: null } as const;
  const events: SampleEvent[] = [];
  let dueAt = firstDueAt;
  if (firstDueAt >= today || (daysAgo < 30 && random.chance(0.5))) return { ...base, events };
  if (random.chance(0.15)) {
    dueAt = firstDueAt + random.int(1, 3) * dayMs;
    const reason = random.pick(['unit', 'customer', 'load', 'closed']);
    events.push({ at: firstDueAt - 3_600_000, kind: 'moved', agent, body: { dueAt, reason } });
    if (dueAt >= today) return { ...base, events };
  }
  if (random.chance(0.2)) events.push({ at: dueAt - 1_800_000, kind: 'tried', agent, body: {} });
  const close = (at: number, end: string): SampleEvent => ({ at, kind: 'closed', agent, body: { end } });
  const roll = random.next();
  if (roll < 0.74) events.push(close(dueAt - 600_000, kind === 'promise' ? 'kept' : 'done'));
  else if (roll < 0.86)
    events.push(close(Math.min(today - 1, dueAt + random.int(1, 40) * 3_600_000), 'late'));
  else if (roll < 0.93) events.push(close(Math.max(madeAt + 1, dueAt - 7_200_000), 'customer_came_first'));
  else if (roll < 0.97) events.push(close(Math.min(today - 1, dueAt + dayMs), 'broken'));
  else events.push({ at: dueAt - 3_600_000, kind: 'cancelled', agent, body: { reason: 'customer' } });
  return { ...base, events: events.toSorted((a, b) => a.at - b.at) };
}

/** Agents are known by their index until rows are written; the writer puts the id in its place. */
export function agentRef(agent: number): { readonly agent: number } {
  return { agent };
}
