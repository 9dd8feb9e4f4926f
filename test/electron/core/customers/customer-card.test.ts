import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../../electron/core/db/tables.ts';
import { type CustomersStore, day, hour, makeCustomersStore } from './customers-store.ts';

let store: CustomersStore;
let now: number;
beforeEach(() => {
  store = makeCustomersStore();
  now = store.clock.now;
});
afterEach(() => {
  store.store.remove();
});

const promise = (customerId: number, dueAt: number, what = 'قیمت هتل را خبر بدهیم') =>
  store.insert('follow_up', {
    customer_id: customerId,
    kind: 'promise',
    what,
    made_at: 0,
    first_due_at: dueAt,
  });

const complaint = (customerId: number, more: object = {}) =>
  store.insert('complaint', {
    customer_id: customerId,
    what: 'استرداد دیر شد',
    category: 'refund',
    severity: 2,
    opened_at: now - 3 * day,
    ...more,
  });

const said = (customerId: number, ago: number, gist: string | null, outcome: number | null = null) =>
  store.insert('interaction', {
    customer_id: customerId,
    at: now - ago,
    kind: 'call',
    direction: 'inbound',
    end: 'ended',
    gist,
    outcome,
  });

describe('the card', () => {
  it('is calm of somebody just entered: nothing invented, nothing half there', async () => {
    const card = await store.card(store.person({ honorific: 'female', title: 'مهندس', given_name: 'مریم' }));
    expect(card).toMatchObject({
      displayName: 'مریم احمدی',
      greeting: { key: 'greet.femaleTitled', params: { title: 'مهندس', family: 'احمدی' } },
      stage: 'prospect',
      tier: null,
      redLine: null,
      redLineMore: 0,
      advice: [{ key: 'advice.situation.firstCall' }],
      traits: [],
      reasons: [],
      lastContact: null,
      nextDue: null,
      history: [],
      debt: null,
      organisation: null,
      delight: null,
      question: 'travelTaste',
      firstSeenAt: now - 40 * day,
    });
  });

  it('brings history newest first, eight entries, with who wrote them', async () => {
    const agent = store.insert('agent', { display_name: 'نگار', role: 'agent' });
    const id = store.person();
    for (let n = 1; n <= 11; n += 1) said(id, n * day, `گفتگوی ${n}`);
    const row = { customer_id: id, at: now - hour, kind: 'visit', direction: 'inbound' };
    store.insert('interaction', { ...row, gist: 'آمدند', agent_id: agent });
    store.apply({ label: 'test', agentId: null }, [
      { table: 'agent', op: 'update', key: agent, fields: { active: 0 } },
    ]);
    const card = await store.card(id);
    expect(card.history).toHaveLength(8);
    expect(card.history[0]).toMatchObject({ kind: 'visit', gist: 'آمدند', agent: 'نگار' });
    expect(card.history[7]).toMatchObject({ gist: 'گفتگوی 7' });
    expect(card.historyCount).toBe(12);
    expect(card.lastContact).toEqual(card.history[0]);
  });

  it('leaves out what was retracted', async () => {
    const id = store.person();
    const wrong = said(id, day, 'نوشته اشتباه');
    store.insert('retraction', { at: now, fact_table: 'interaction', fact_id: wrong });
    const card = await store.card(id);
    expect(card.history).toEqual([]);
    expect(card.historyCount).toBe(0);
  });

  it('cuts very long gists, and never in the middle of a character', async () => {
    const id = store.person();
    said(id, day, '😀'.repeat(3000));
    said(id, 2 * day, 'ب'.repeat(2000));
    const [long, short] = (await store.card(id)).history;
    expect(long?.gist?.isWellFormed()).toBe(true);
    expect(long?.gist).toHaveLength(2001);
    expect(short?.gist).toBe('ب'.repeat(2000));
  });

  it('says first what we owe: an overdue promise, then the complaint behind it', async () => {
    const id = store.person();
    promise(id, now - 20 * hour);
    complaint(id);
    const card = await store.card(id);
    expect(card).toMatchObject({
      redLine: { kind: 'overdue_promise', what: 'قیمت هتل را خبر بدهیم' },
      redLineMore: 1,
      advice: [{ key: 'advice.situation.openComplaint' }],
      complaints: [{ what: 'استرداد دیر شد', state: 'received', severity: 2 }],
      followUps: [{ kind: 'promise', moved: 0 }],
      question: null,
      delight: null,
    });
    expect(card.nextDue).toEqual(card.followUps[0]);
  });

  it('tells with whom a complaint is, and names its state as the labels do', async () => {
    const id = store.person();
    const agent = store.insert('agent', { display_name: 'سارا', role: 'agent' });
    const first = complaint(id, { severity: 1 });
    const second = complaint(id, { severity: 3 });
    const event = (complaintId: number, kind: string, body: Json) =>
      store.insert('complaint_event', {
        complaint_id: complaintId,
        at: now - day,
        kind,
        body,
      });
    event(first, 'handed_over', { ownerAgentId: agent, dueAt: now + hour });
    event(second, 'waiting_for_customer', { ownerUnit: 'مالی' });
    const card = await store.card(id);
    expect(card.complaints).toMatchObject([
      { id: first, owner: 'سارا', handovers: 1, dueAt: now + hour },
      { id: second, owner: 'مالی', state: 'waitingForCustomer' },
    ]);
    event(first, 'closed', {});
    expect((await store.card(id)).complaints.map((one) => one.id)).toEqual([second]);
  });

  it('shows how they deal with us, and lets an upset lapse with its complaint', async () => {
    const id = store.person();
    const matter = complaint(id);
    const mark = (trait: string, ago: number, more: object = {}) =>
      store.insert('observation', { customer_id: id, at: now - ago, trait, ...more });
    mark('calm', 2 * day);
    mark('calm', 9 * day);
    mark('upsetToday', day, { complaint_id: matter, our_fault: 1 });
    expect(await store.card(id)).toMatchObject({
      traits: [
        { trait: 'upsetToday', ourFault: true, seenOnce: true },
        { trait: 'calm', count: 2, seenOnce: false },
      ],
      advice: [{ key: 'advice.situation.openComplaint' }, { key: 'advice.upsetToday' }],
    });
    store.insert('complaint_event', { complaint_id: matter, at: now, kind: 'closed' });
    expect(await store.card(id)).toMatchObject({
      traits: [{ trait: 'calm' }],
      advice: [{ key: 'advice.calm' }],
    });
  });

  it('guesses why they call, and holds the price we gave', async () => {
    const id = store.person();
    const bought = (what: string, more: object) =>
      store.insert('purchase', { customer_id: id, at: now - 30 * day, what, status: 'in_progress', ...more });
    bought('پرواز مشهد', { starts_at: now + 2 * day, ends_at: now + 5 * day, amount: 90_000_000 });
    bought('ویزا', {});
    bought('سفر لغو شده', { status: 'cancelled', starts_at: now + day });
    const asked = { customer_id: id, what: 'تور استانبول', amount: 125_000_000, valid_until: now - day };
    store.insert('enquiry', { ...asked, at: now - 3 * day });
    said(id, hour, 'پرسید بلیت صادر شد یا نه');
    const card = await store.card(id);
    expect(card.reasons.map((one) => one.what)).toEqual([
      'پرسید بلیت صادر شد یا نه',
      'پرواز مشهد',
      'تور استانبول',
    ]);
    expect(card.live.map((one) => one.what)).toEqual(['پرواز مشهد', 'ویزا']);
    expect(card.enquiries).toMatchObject([
      { what: 'تور استانبول', expired: true, amount: { value: 125_000_000, unit: 'IRR' } },
    ]);
    expect(card.purchases).toMatchObject({ count: 2, sum: { value: 90_000_000, unit: 'IRR' } });
  });

  it('asks once what nobody knows, and marks what has aged', async () => {
    const id = store.person();
    const fact = { customer_id: id, field: 'travelTaste', value: 'دریا' };
    store.insert('profile_fact', { ...fact, at: now - 400 * day });
    expect(await store.card(id)).toMatchObject({
      interests: [{ field: 'travelTaste', value: 'دریا', stale: true }],
      question: 'season',
    });
    store.setting('branch/profileFields', ['travelTaste']);
    expect((await store.card(id)).question).toBe('travelTaste');
    store.setting('branch/profileFields', []);
    expect((await store.card(id)).question).toBeNull();
  });

  it('offers what the tier may have, once', async () => {
    store.setting('branch/mayOffer', { gold: 'تا ۵٪ تخفیف', base: '' });
    store.insert('service', { name: 'گل', kano: 'delight', tiers: ['gold'] });
    const id = store.person({ manual_tier: 'gold' });
    expect(await store.card(id)).toMatchObject({ tier: 'gold', mayOffer: 'تا ۵٪ تخفیف', delight: 'گل' });
    store.insert('grant_given', { customer_id: id, at: now - day, what: 'گل', amount: 500, unit: 'IRR' });
    expect(await store.card(id)).toMatchObject({
      delight: null,
      given: [{ what: 'گل', amount: { value: 500, unit: 'IRR' } }],
    });
  });

  it('lists phones in use first, the removed ones with their date', async () => {
    const id = store.person();
    store.phone(id, '+989121234567', { to_at: now - day });
    store.phone(id, '+982188776655', { extension: '12', label: 'work' });
    expect((await store.card(id)).phones).toMatchObject([
      { e164: '+982188776655', extension: '12', label: 'work', removedAt: null },
      { e164: '+989121234567', removedAt: now - day },
    ]);
  });

  it('knows debt, and no debt of nothing', async () => {
    const owing = { debt_amount: 7_000_000, debt_unit: 'IRR', debt_as_of: now - day };
    expect((await store.card(store.person(owing))).debt).toEqual({
      amount: { value: 7_000_000, unit: 'IRR' },
      asOf: now - day,
    });
    expect((await store.card(store.person({ debt_amount: 0 }))).debt).toBeNull();
  });

  it('sees the wish to leave, until they buy again', async () => {
    const id = store.person();
    said(id, 2 * day, 'می‌خواهد قرارداد را نبندد', 12);
    expect((await store.card(id)).advice).toMatchObject([{ key: 'advice.situation.wantsToLeave' }]);
    said(id, day, 'خرید کرد', 3);
    expect((await store.card(id)).advice).toEqual([]);
  });

  it('warns when they were handed on twice', async () => {
    const id = store.person();
    said(id, 3 * hour, 'به مالی وصل شد', 6);
    said(id, 2 * hour, 'به فنی وصل شد', 6);
    expect((await store.card(id)).advice).toMatchObject([
      { key: 'advice.situation.transferred', params: { count: 2 } },
    ]);
  });

  it('welcomes back, and knows who sent others', async () => {
    const id = store.person();
    const bought = (daysAgo: number) =>
      store.insert('purchase', { customer_id: id, at: now - daysAgo * day, what: 'تور', status: 'done' });
    for (const daysAgo of [900, 870, 10]) bought(daysAgo);
    expect((await store.card(id)).stage).toBe('wonBack');
    const advocate = store.person();
    store.insert('purchase', { customer_id: advocate, at: now - day, what: 'تور', status: 'done' });
    expect((await store.card(advocate)).stage).toBe('firstPurchase');
    store.person({ referred_by: advocate });
    expect((await store.card(advocate)).stage).toBe('advocate');
  });
});

describe('a contact of an organisation', () => {
  it("sees the organisation's complaints, promises and tier", async () => {
    const firm = store.organisation('صنایع پارس');
    store.apply({ label: 'test', agentId: null }, [
      { table: 'customer', op: 'update', key: firm, fields: { manual_tier: 'silver' } },
    ]);
    const sara = store.person({ display_name: 'سارا نوری' });
    store.insert('relation', { customer_id: sara, other_id: firm, kind: 'worksFor' });
    complaint(firm);
    promise(firm, now - hour, 'فاکتور تازه');
    expect(await store.card(sara)).toMatchObject({
      tier: null,
      complaints: [],
      followUps: [],
      organisation: {
        name: 'صنایع پارس',
        relation: 'worksFor',
        tier: 'silver',
        openComplaints: [{ what: 'استرداد دیر شد' }],
        openFollowUps: [{ what: 'فاکتور تازه' }],
      },
      redLine: { kind: 'overdue_promise', what: 'فاکتور تازه' },
      redLineMore: 1,
      question: null,
    });
  });

  it('has none where they only call for a person, or it is gone', async () => {
    const boss = store.person({ display_name: 'مدیر' });
    const firm = store.organisation('شرکت بسته');
    const secretary = store.person({ display_name: 'منشی' });
    store.insert('relation', { customer_id: secretary, other_id: boss, kind: 'callsFor' });
    store.insert('relation', { customer_id: secretary, other_id: firm, kind: 'worksFor' });
    expect((await store.card(secretary)).organisation).toMatchObject({ name: 'شرکت بسته' });
    store.apply({ label: 'test', agentId: null }, [
      { table: 'customer', op: 'update', key: firm, fields: { deleted_at: now } },
    ]);
    expect((await store.card(secretary)).organisation).toBeNull();
  });
});

describe('what supervisors set', () => {
  it('reaches the next card: company, agents, sentences', async () => {
    const id = store.person();
    promise(id, now - hour);
    const agent = store.insert('agent', { display_name: 'نگار', role: 'agent' });
    store.setting('branch/company', 'سفر آسان');
    expect((await store.card(id, agent)).greeting).toEqual({
      key: 'greet.unknownHonorific',
      params: { company: 'سفر آسان', agent: 'نگار' },
    });
    store.setting('branch/advice', { 'advice.situation.overduePromise': 'اول عذرخواهی.' });
    expect((await store.card(id, agent)).advice).toMatchObject([{ text: 'اول عذرخواهی.' }]);
    const fields = { display_name: 'نگار افشار' };
    store.apply({ label: 'test', agentId: null }, [{ table: 'agent', op: 'update', key: agent, fields }]);
    expect((await store.card(id, agent)).greeting.params['agent']).toBe('نگار افشار');
  });

  it.each<Json>([null, 5, 'text', [1], { zone: 7 }, { zone: 'Mars/Olympus' }])(
    'cannot break a card, whatever another version wrote: %j',
    async (value) => {
      const keys = ['company', 'workCalendar', 'advice', 'mayOffer', 'profileFields', 'purchasesAsOf'];
      for (const key of keys) store.setting(`branch/${key}`, value);
      store.insert('service', { name: 'گل', kano: 'delight', tiers: value });
      expect(await store.card(store.person())).toMatchObject({ displayName: 'مریم احمدی' });
    },
  );
});

describe('hostile and endless texts', () => {
  it('come through as text, however long', async () => {
    const name = `<script>alert(1)</script>\u202e${'آ'.repeat(4000)}`;
    const id = store.person({
      display_name: name,
      address_note: '${process.exit()}',
      title: 'ت'.repeat(500),
    });
    promise(id, now - hour, 'ق'.repeat(5000));
    complaint(id, { what: 'ش'.repeat(5000), category: '__proto__' });
    store.insert('profile_fact', { customer_id: id, field: '__proto__', value: 'x', at: now });
    const card = await store.card(id);
    expect(card.displayName).toBe(name);
    expect(card.addressNote).toBe('${process.exit()}');
    expect(card.redLine).toMatchObject({ what: 'ق'.repeat(5000) });
    expect(card.interests).toMatchObject([{ field: '__proto__' }]);
  });

  it('stay bounded in number', async () => {
    const id = store.person();
    for (let n = 0; n < 30; n += 1) {
      promise(id, now + n * hour);
      complaint(id);
      store.phone(id, `+9891200000${10 + n}`);
      store.insert('purchase', {
        customer_id: id,
        at: now - n * day,
        what: `تور ${n}`,
        status: 'in_progress',
      });
      store.insert('enquiry', { customer_id: id, at: now - n * day, what: `نرخ ${n}` });
      store.insert('grant_given', { customer_id: id, at: now - n * day, what: `هدیه ${n}` });
    }
    const card = await store.card(id);
    expect(card.followUps.length).toBeLessThanOrEqual(16);
    expect(card.complaints.length).toBeLessThanOrEqual(16);
    expect(card.phones.length).toBeLessThanOrEqual(12);
    expect(card.live.length).toBeLessThanOrEqual(8);
    expect(card.enquiries.length).toBeLessThanOrEqual(8);
    expect(card.given.length).toBeLessThanOrEqual(8);
    expect(card.purchases.count).toBe(30);
  });
});
