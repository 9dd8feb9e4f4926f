import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewCustomer } from '#shared/contract/customers.ts';
import { type CustomersStore, makeCustomersStore } from './customers-store.ts';

const mobile = '+989121234567';
let store: CustomersStore;
let at: number;
beforeEach(() => {
  store = makeCustomersStore();
  at = store.clock.now;
});
afterEach(() => {
  store.store.remove();
});

const sara: NewCustomer = {
  kind: 'person',
  honorific: 'female',
  title: 'دکتر',
  givenName: 'سارا',
  familyName: 'نوري',
  number: '0912 123 4567',
  origin: 'called',
};
const create = (customer: NewCustomer, e164: string | null = mobile) =>
  store.ask['customers.create']({ customer, e164, at }, store.caller);
const attach = (
  customerId: number,
  e164: string | null,
  raw = '۰۹۱۲۱۲۳۴۵۶۷',
  extension: string | null = null,
) => store.ask['customers.attachPhone']({ customerId, raw, e164, extension, at }, store.caller);
const undo = (operationId: number) => store.ask['operations.undo']({ operationId }, store.caller);

describe('a new customer', () => {
  it('is made with the number in one operation, and the next ring knows them', async () => {
    const { customerId, operationId } = await create(sara);
    const { card } = await store.lookUp({ e164: mobile });
    expect(card).toMatchObject({
      match: 'one',
      customer: {
        id: customerId,
        displayName: 'سارا نوری',
        familyName: 'نوری',
        greeting: { key: 'greet.femaleTitled', params: { title: 'دکتر', family: 'نوری' } },
        phones: [{ raw: '0912 123 4567', e164: mobile, label: 'mobile' }],
      },
    });
    const undone = await undo(operationId);
    expect(undone.customerIds).toContain(customerId);
    expect((await store.lookUp({ e164: mobile })).card.match).toBe('none');
  });

  it('may have no number, or one that could not be read', async () => {
    const { customerId } = await create({ ...sara, number: null }, null);
    expect((await store.card(customerId)).phones).toEqual([]);
    const other = await create({ ...sara, number: '12' }, null);
    expect((await store.card(other.customerId)).phones).toMatchObject([{ raw: '12', e164: null }]);
  });

  it('can be an organisation, which has one name', async () => {
    const { customerId } = await create({ ...sara, kind: 'organisation', familyName: 'صنایع پارس' });
    expect(await store.card(customerId)).toMatchObject({
      kind: 'organisation',
      displayName: 'صنایع پارس',
      honorific: null,
      givenName: null,
      familyName: null,
    });
  });

  it('needs a name that can be seen', async () => {
    await expect(
      (async () => create({ ...sara, familyName: '\u202e\u2066 \u0000' }))(),
    ).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect((await store.lookUp({ e164: mobile })).card.match).toBe('none');
  });
});

describe('attaching a number', () => {
  it('makes the next ring of it known, and can be taken back', async () => {
    const maryam = store.person();
    const { operationId } = await attach(maryam, mobile);
    expect((await store.lookUp({ e164: mobile })).card).toMatchObject({
      match: 'one',
      customer: { id: maryam },
    });
    expect(await undo(operationId)).toMatchObject({ customerIds: [maryam] });
    expect((await store.lookUp({ e164: mobile })).card.match).toBe('none');
  });

  it('twice leaves one number', async () => {
    const maryam = store.person();
    const first = await attach(maryam, mobile);
    const second = await attach(maryam, mobile, '+98 912 123 4567');
    expect(second.phoneId).toBe(first.phoneId);
    expect((await store.card(maryam)).phones).toHaveLength(1);
    const unread = await attach(maryam, null, '12-34');
    expect((await attach(maryam, null, '12-34')).phoneId).toBe(unread.phoneId);
    expect((await store.card(maryam)).phones).toHaveLength(2);
  });

  it('keeps two extensions of one line apart', async () => {
    const maryam = store.person();
    await attach(maryam, '+982188776655', '88776655', '11');
    await attach(maryam, '+982188776655', '88776655', '12');
    expect((await store.card(maryam)).phones).toHaveLength(2);
    expect((await store.lookUp({ e164: '+982188776655' })).card).toMatchObject({ match: 'one' });
  });

  it('again after it was removed gives it anew, and keeps the time it was not theirs', async () => {
    const maryam = store.person();
    store.phone(maryam, mobile, { to_at: at - 1000 });
    await attach(maryam, mobile);
    expect((await store.card(maryam)).phones.map((phone) => phone.removedAt)).toEqual([null, at - 1000]);
    expect((await store.lookUp({ e164: mobile })).card.match).toBe('one');
  });

  it('to a merged customer gives it to the one they live on in', async () => {
    const twin = store.person();
    const whole = store.person();
    store.insert('customer_merge', { at, from_id: twin, into_id: whole });
    await attach(twin, mobile);
    expect((await store.lookUp({ e164: mobile })).card).toMatchObject({ customer: { id: whole } });
    expect((await store.card(whole)).phones).toHaveLength(1);
  });

  it('to nobody is refused, and writes nothing', async () => {
    await expect((async () => attach(12345, mobile))()).rejects.toMatchObject({ code: 'not_found' });
    expect(store.writer.value<number>('SELECT count(*) FROM phone').get()).toBe(0);
    expect(store.writer.value<number>('SELECT count(*) FROM operation').get()).toBe(0);
  });
});

describe('one key on the card', () => {
  it('records آقا or خانم once heard', async () => {
    const maryam = store.person();
    const set = (value: string | null) =>
      store.ask['customers.setField']({ customerId: maryam, field: 'honorific', value }, store.caller);
    const { operationId } = await set('female');
    expect((await store.card(maryam)).greeting.key).toBe('greet.female');
    await undo(operationId);
    expect((await store.card(maryam)).honorific).toBeNull();
    await expect((async () => set('king'))()).rejects.toMatchObject({ code: 'bad_input' });
  });

  it('keeps one short line on how to address them', async () => {
    const maryam = store.person();
    const set = (value: string | null) =>
      store.ask['customers.setField']({ customerId: maryam, field: 'address_note', value }, store.caller);
    await set(` عصرها زنگ بزنید\n\u202e${'!'.repeat(500)}`);
    const { addressNote } = await store.card(maryam);
    expect(addressNote).toHaveLength(200);
    expect(addressNote).toMatch(/^عصرها زنگ بزنید !/);
    await set('   ');
    expect((await store.card(maryam)).addressNote).toBeNull();
  });

  it('of nobody is refused', async () => {
    const asked = { customerId: 99, field: 'honorific', value: 'male' } as const;
    await expect((async () => store.ask['customers.setField'](asked, store.caller))()).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('taking back', () => {
  it('is refused for what changed since, naming it', async () => {
    const maryam = store.person();
    const set = (value: string) =>
      store.ask['customers.setField']({ customerId: maryam, field: 'honorific', value }, store.caller);
    const { operationId } = await set('female');
    await set('male');
    await expect((async () => undo(operationId))()).rejects.toMatchObject({
      code: 'undo_refused',
      details: { fields: [{ table: 'customer', field: 'honorific' }] },
    });
    expect((await store.card(maryam)).honorific).toBe('male');
  });

  it('of an operation that never was is not found', async () => {
    await expect((async () => undo(4711))()).rejects.toMatchObject({ code: 'not_found' });
  });
});
