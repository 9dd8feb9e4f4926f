import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_PEOPLE } from '#shared/domain/match-caller.ts';
import { type CustomersStore, day, hour, makeCustomersStore, minute, peopleOn } from './customers-store.ts';

const mobile = '+989121234567';
const landline = '+982188776655';

let store: CustomersStore;
beforeEach(() => {
  store = makeCustomersStore();
});
afterEach(() => {
  store.store.remove();
});

describe('who is on the phone', () => {
  it('is the one customer who has the number', async () => {
    store.phone(store.person(), mobile);
    const { card, countToday, unansweredBefore } = await store.lookUp({ e164: mobile });
    expect(card).toMatchObject({ match: 'one', identity: 'known', others: [] });
    expect(peopleOn(card)).toEqual(['مریم احمدی']);
    expect({ countToday, unansweredBefore }).toEqual({ countToday: 1, unansweredBefore: 0 });
  });

  it('is a choice of names where a number is shared, and tells nothing else of them', async () => {
    const husband = store.person({ display_name: 'رضا کریمی' });
    store.phone(husband, landline);
    store.phone(store.person({ display_name: 'زهرا ملکی' }), landline);
    store.insert('purchase', {
      customer_id: husband,
      at: store.clock.now - day,
      what: 'سفر پنهانی استانبول',
      status: 'in_progress',
    });
    const { card } = await store.lookUp({ e164: landline });
    expect(card).toMatchObject({ match: 'several', greeting: { key: 'greet.doubtful' } });
    expect(peopleOn(card).sort()).toEqual(['رضا کریمی', 'زهرا ملکی']);
    expect(JSON.stringify(card)).not.toContain('استانبول');
  });

  it('opens the details of whom the agent confirmed, and closes them when it is someone else', async () => {
    const reza = store.person({ display_name: 'رضا کریمی' });
    store.phone(reza, landline);
    store.phone(store.person({ display_name: 'زهرا ملکی' }), landline);
    const { card } = await store.lookUp({ e164: landline, confirmed: reza });
    expect(card).toMatchObject({
      match: 'one',
      identity: 'verified',
      customer: { id: reza },
      others: [{ displayName: 'زهرا ملکی' }],
    });
    const again = await store.lookUp({ e164: landline, confirmed: reza, someoneElse: true });
    expect(again.card).toMatchObject({ match: 'several' });
  });

  it('offers family and callers-for when it is not the one person we know', async () => {
    const reza = store.person({ display_name: 'رضا کریمی' });
    store.phone(reza, mobile);
    const wife = store.person({ display_name: 'زهرا ملکی' });
    const secretary = store.person({ display_name: 'نگار افشار' });
    store.insert('relation', { customer_id: reza, other_id: wife, kind: 'family' });
    store.insert('relation', { customer_id: secretary, other_id: reza, kind: 'callsFor' });
    expect((await store.lookUp({ e164: mobile })).card).toMatchObject({ match: 'one', others: [] });
    const { card } = await store.lookUp({ e164: mobile, someoneElse: true });
    expect(peopleOn(card)).toEqual(['رضا کریمی', 'زهرا ملکی', 'نگار افشار']);
  });

  it('asks again even where one person is known and nobody else', async () => {
    store.phone(store.person(), mobile);
    const { card } = await store.lookUp({ e164: mobile, someoneElse: true });
    expect(card.match).toBe('several');
    expect(peopleOn(card)).toEqual(['مریم احمدی']);
  });

  it("takes an organisation's line for unverified, and offers its contacts to choose from", async () => {
    const firm = store.organisation('صنایع پارس');
    const sara = store.person({ display_name: 'سارا نوری' });
    store.phone(firm, landline);
    store.insert('relation', { customer_id: sara, other_id: firm, kind: 'worksFor' });
    const { card } = await store.lookUp({ e164: landline });
    expect(card).toMatchObject({
      match: 'one',
      identity: 'unverified',
      customer: { kind: 'organisation', greeting: { key: 'greet.doubtful' } },
    });
    const choice = await store.lookUp({ e164: landline, someoneElse: true });
    expect(peopleOn(choice.card)).toEqual(['صنایع پارس', 'سارا نوری']);
    const chosen = await store.lookUp({ e164: landline, confirmed: sara });
    expect(chosen.card).toMatchObject({
      match: 'one',
      identity: 'verified',
      customer: { id: sara, organisation: { name: 'صنایع پارس' } },
      others: [{ displayName: 'صنایع پارس' }],
    });
  });

  it('keeps a deceased owner, and lets nobody say the name', async () => {
    const owner = store.person({ honorific: 'male' });
    store.phone(owner, mobile);
    store.insert('life_event', { customer_id: owner, at: store.clock.now - 9 * day, kind: 'deceased' });
    store.insert('observation', { customer_id: owner, at: store.clock.now - 9 * day, trait: 'humorous' });
    const { card } = await store.lookUp({ e164: mobile });
    expect(card).toMatchObject({
      match: 'one',
      customer: { deceased: true, greeting: { key: 'greet.doubtful' }, question: null, mayOffer: null },
    });
    expect(card.match === 'one' && card.customer.advice.map((one) => one.key)).toEqual([
      'advice.situation.deceased',
    ]);
  });

  it('resolves merged customers to the one they live on in, shown once', async () => {
    const twin = store.person({ display_name: 'م احمدی' });
    const whole = store.person();
    store.phone(twin, mobile);
    store.phone(whole, mobile);
    store.insert('interaction', {
      customer_id: twin,
      at: store.clock.now - day,
      kind: 'call',
      direction: 'inbound',
      gist: 'پرسید ویزا چه شد',
    });
    store.insert('customer_merge', { at: store.clock.now, from_id: twin, into_id: whole });
    const { card } = await store.lookUp({ e164: mobile });
    expect(card).toMatchObject({
      match: 'one',
      customer: { id: whole, history: [{ gist: 'پرسید ویزا چه شد' }] },
    });
    expect((await store.card(twin)).id).toBe(whole);
    expect((await store.lookUp({ e164: mobile, confirmed: twin })).card).toMatchObject({
      customer: { id: whole },
    });
  });

  it('forgets who was deleted', async () => {
    const gone = store.person({ deleted_at: store.clock.now });
    store.phone(gone, mobile);
    expect((await store.lookUp({ e164: mobile })).card.match).toBe('none');
    expect((await store.lookUp({ e164: mobile, confirmed: gone })).card.match).toBe('none');
    await expect(store.card(gone)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('shows eight people at most, however many share a number', async () => {
    for (let n = 0; n < 12; n += 1) store.phone(store.person({ display_name: `همکار ${n}` }), landline);
    expect(peopleOn((await store.lookUp({ e164: landline })).card)).toHaveLength(MAX_PEOPLE);
  });
});

describe('guesses', () => {
  it('are made of a number that was given up', async () => {
    store.phone(store.person(), mobile, { to_at: store.clock.now - day });
    const { card } = await store.lookUp({ e164: mobile });
    expect(card).toMatchObject({ match: 'maybe', greeting: { key: 'greet.doubtful' } });
    expect(peopleOn(card)).toEqual(['مریم احمدی: removed_number']);
  });

  it('of a number given up leave no room for weaker ones, but for the name that the line sends', async () => {
    store.phone(store.person(), landline, { to_at: store.clock.now - day });
    store.phone(store.person({ display_name: 'در شهری دیگر' }), '+983188776655');
    store.person({ display_name: 'علی یگانه' });
    const { card } = await store.lookUp({ e164: landline, callerName: 'علی یگانه' });
    expect(peopleOn(card)).toEqual(['مریم احمدی: removed_number', 'علی یگانه: caller_name']);
  });

  it('are not made where somebody has the number now', async () => {
    store.phone(store.person({ display_name: 'پیشین' }), mobile, { to_at: store.clock.now - day });
    store.phone(store.person(), mobile);
    expect(peopleOn((await store.lookUp({ e164: mobile })).card)).toEqual(['مریم احمدی']);
  });

  it('are made of the last eight digits, also of a number that could not be read', async () => {
    store.phone(store.person(), landline);
    const elsewhere = await store.lookUp({ e164: '+983188776655' });
    expect(peopleOn(elsewhere.card)).toEqual(['مریم احمدی: same_last_digits']);
    const unread = await store.lookUp({ number: '۸۸۷۷۶۶۵۵', e164: null });
    expect(peopleOn(unread.card)).toEqual(['مریم احمدی: same_last_digits']);
    const shorter = await store.lookUp({ number: '8776655', e164: null });
    expect(shorter.card.match).toBe('none');
  });

  it("are made of the lines that stand beside an organisation's, not beside a person's", async () => {
    store.phone(store.organisation('صنایع پارس'), '+982188776600');
    store.phone(store.person(), '+982188776612');
    const { card } = await store.lookUp({ e164: '+982188776634' });
    expect(peopleOn(card)).toEqual(['صنایع پارس: organisation_line']);
    expect((await store.lookUp({ e164: '+982188776734' })).card.match).toBe('none');
  });

  it('are made of no neighbour of a mobile', async () => {
    store.phone(store.organisation('صنایع پارس'), mobile);
    expect((await store.lookUp({ e164: '+989121234568' })).card.match).toBe('none');
  });

  it('are made of the name that the line sent, typed however, unless too many bear it', async () => {
    store.person({ display_name: 'علی یگانه' });
    const { card } = await store.lookUp({ e164: mobile, callerName: 'علي  يگانه' });
    expect(peopleOn(card)).toEqual(['علی یگانه: caller_name']);
    for (let n = 0; n < 3; n += 1) store.person({ display_name: 'علی یگانه' });
    expect((await store.lookUp({ e164: mobile, callerName: 'علی یگانه' })).card.match).toBe('none');
  });

  it('never link by themselves, and open once confirmed', async () => {
    const maryam = store.person();
    store.phone(maryam, mobile, { to_at: store.clock.now - day });
    const { card } = await store.lookUp({ e164: mobile, confirmed: maryam });
    expect(card).toMatchObject({ match: 'one', identity: 'verified' });
    expect((await store.lookUp({ e164: mobile })).card.match).toBe('maybe');
  });

  it('stay text, whatever the line sends for a name', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      "'; DROP TABLE customer; --",
      '\u202e\u2066\u0000',
      'ن'.repeat(100_000),
    ];
    for (const callerName of names) {
      const { card } = await store.lookUp({ e164: mobile, callerName });
      expect(card.match).toBe('none');
    }
    for (const number of ['anything at all', '0'.repeat(70_000), '\ud800', '%_%', '12345678'.repeat(40)]) {
      expect((await store.lookUp({ number, e164: null })).card.match).toBe('none');
    }
  });
});

describe('calls before this one', () => {
  it('are told of an unknown number, with who answered', async () => {
    const agent = store.insert('agent', { display_name: 'نگار', role: 'agent', extension: '101' });
    const call = store.call(mobile, 3 * day, 'ended');
    const leg = {
      call_id: call,
      leg: 'SIP/101-1',
      extension: '101',
      agent_id: agent,
      answered_at: store.clock.now - 3 * day,
    };
    store.apply({ label: 'test', agentId: null }, [{ table: 'call_leg', op: 'insert', row: leg }]);
    store.call(mobile, 2 * day, 'missed');
    const { card } = await store.lookUp({ e164: mobile });
    expect(card).toMatchObject({
      match: 'none',
      earlierCount: 2,
      earlier: [
        { end: 'missed', agent: null },
        { end: 'ended', agent: 'نگار' },
      ],
    });
    const ofNumber = await store.methods['calls.ofNumber']({ e164: mobile, limit: 1 }, store.caller);
    expect(ofNumber).toMatchObject({ calls: [{ end: 'missed' }], count: 2 });
  });

  it('are counted from local midnight, this one included', async () => {
    // 12:00 in Tehran: 11 hours ago it was 01:00, 13 hours ago yesterday.
    store.call(mobile, 11 * hour, 'ended');
    store.call(mobile, 13 * hour, 'ended');
    store.call(mobile, 2 * hour, 'missed', 'outbound');
    expect(await store.lookUp({ e164: mobile })).toMatchObject({ countToday: 2 });
    expect(await store.lookUp({ e164: mobile, direction: 'outbound' })).toMatchObject({ countToday: 1 });
    store.setting('branch/workCalendar', { zone: 'UTC' });
    expect(await store.lookUp({ e164: mobile })).toMatchObject({ countToday: 1 });
  });

  it('are not this call itself, while it lasts and after', async () => {
    store.call(mobile, minute, null);
    expect(await store.lookUp({ e164: mobile })).toMatchObject({ countToday: 1 });
    store.call(mobile, 2 * minute, 'ended');
    const startedAt = store.clock.now - 2 * minute;
    expect(await store.lookUp({ e164: mobile, startedAt })).toMatchObject({ countToday: 1 });
    expect(await store.lookUp({ e164: mobile })).toMatchObject({ countToday: 2 });
  });

  it('went unanswered since somebody was last spoken to', async () => {
    store.call(mobile, 5 * hour, 'missed');
    store.call(mobile, 4 * hour, 'ended');
    store.call(mobile, 3 * hour, 'missed');
    store.call(mobile, 2 * hour, 'busy');
    expect(await store.lookUp({ e164: mobile })).toMatchObject({ unansweredBefore: 2, countToday: 5 });
    store.call(mobile, hour, 'ended', 'outbound');
    expect(await store.lookUp({ e164: mobile })).toMatchObject({ unansweredBefore: 0 });
  });

  it('are no reason to apologise after a week, and are bounded', async () => {
    store.call(mobile, 8 * day, 'missed');
    expect(await store.lookUp({ e164: mobile })).toMatchObject({ unansweredBefore: 0 });
    for (let n = 1; n <= 80; n += 1) store.call(mobile, n * minute, 'missed');
    const { unansweredBefore, countToday } = await store.lookUp({ e164: mobile });
    expect(unansweredBefore).toBe(64);
    expect(countToday).toBe(65);
  });

  it('put a line and a sentence on a known card', async () => {
    store.phone(store.person(), mobile);
    store.call(mobile, hour, 'missed');
    const { card } = await store.lookUp({ e164: mobile });
    expect(card).toMatchObject({
      match: 'one',
      customer: {
        redLine: { kind: 'unanswered', count: 1 },
        advice: [{ key: 'advice.situation.unanswered' }],
      },
    });
  });
});

describe('other calls', () => {
  it('withheld: no number, and a greeting that asks', async () => {
    const { card } = await store.lookUp({ number: null });
    expect(card).toEqual({ match: 'withheld', greeting: { key: 'greet.doubtful', params: {} } });
  });

  it('outbound: the card opens too, with a greeting of our own', async () => {
    store.setting('branch/company', 'سفر آسان');
    const agentId = store.insert('agent', { display_name: 'نگار', role: 'agent' });
    const maryam = store.person({ honorific: 'female' });
    store.phone(maryam, mobile);
    const due = { kind: 'promise', what: 'قیمت هتل', made_at: 0, first_due_at: store.clock.now + hour };
    store.insert('follow_up', { customer_id: maryam, ...due });
    const { card } = await store.lookUp({ e164: mobile, direction: 'outbound', agentId });
    expect(card).toMatchObject({
      match: 'one',
      customer: {
        nextDue: { what: 'قیمت هتل' },
        greeting: { key: 'greet.outbound', params: { company: 'سفر آسان', agent: 'نگار' } },
      },
    });
  });

  it('a colleague, with the work open between the two', async () => {
    const me = store.insert('agent', { display_name: 'نگار', role: 'agent', extension: '101' });
    const colleague = store.insert('agent', { display_name: 'سارا', role: 'agent', extension: '102' });
    const maryam = store.person();
    const work = { customer_id: maryam, kind: 'internal', made_at: 0, first_due_at: store.clock.now };
    store.insert('follow_up', { ...work, what: 'mine for her', agent_id: colleague, made_by: me });
    store.insert('follow_up', { ...work, what: 'hers for me', agent_id: me, made_by: colleague });
    store.insert('follow_up', { ...work, what: 'my own', agent_id: me, made_by: me });
    const call = { direction: 'internal', number: '102', colleagueExtension: '102', agentId: me } as const;
    const { card, countToday } = await store.lookUp(call);
    expect(card).toMatchObject({
      match: 'colleague',
      agentId: colleague,
      displayName: 'سارا',
      extension: '102',
    });
    expect(card.match === 'colleague' && card.work.map((one) => one.what).sort()).toEqual([
      'hers for me',
      'mine for her',
    ]);
    expect(card.match === 'colleague' && card.work[0]).toMatchObject({
      customer: 'مریم احمدی',
      customerId: maryam,
    });
    expect(countToday).toBe(1);
  });

  it('an extension that nobody is known at', async () => {
    const { card } = await store.lookUp({ direction: 'internal', number: '109', colleagueExtension: '109' });
    expect(card).toEqual({
      match: 'colleague',
      agentId: null,
      displayName: '109',
      extension: '109',
      work: [],
    });
  });
});
