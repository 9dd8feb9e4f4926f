import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CustomersStore, day, makeCustomersStore } from './customers-store.ts';

let store: CustomersStore;
beforeEach(() => {
  store = makeCustomersStore();
  for (const [name, number] of [
    ['علی رضایی', '+989121234567'],
    ['مریم حسینی‌نژاد', '+982188776655'],
    ['ذبیح صابری', '+989351112233'],
  ] as const) {
    store.phone(store.person({ display_name: name }), number);
  }
});
afterEach(() => {
  store.store.remove();
});

describe('finding a customer', () => {
  it.each([
    ['رضایی', 'name: علی رضایی'],
    ['رضایی علی', 'name: علی رضایی'],
    ['رضايي', 'name: علی رضایی'],
    ['سینی', 'name: مریم حسینی‌نژاد'],
    ['حسینی نژاد', 'name: مریم حسینی‌نژاد'],
    ['ugd vqhdd', 'wrong_layout: علی رضایی'],
    ['زبیه سابری', 'sounds_alike: ذبیح صابری'],
    ['۴۵۶۷', 'phone: علی رضایی'],
    ['0912 123', 'phone: علی رضایی'],
    ['(۰۲۱) ۸۸۷۷-۶۶۵۵', 'phone: مریم حسینی‌نژاد'],
    ['+98 935 111', 'phone: ذبیح صابری'],
  ])('%s: %s', (text, expected) => {
    expect(store.find(text)).toEqual([expected]);
  });

  it.each(['', '   ', '%', '_', '"', 'NEAR(', '\ud800', '7', 'ققققق', '* OR 1=1'])(
    'finds nothing for %j',
    (text) => {
      expect(store.find(text)).toEqual([]);
    },
  );

  it('shows the number in use, and nobody who was deleted or merged away', () => {
    const [first] = store.find('رضایی');
    expect(first).toBeDefined();
    const gone = store.person({ display_name: 'رضایی پیشین' });
    const twin = store.person({ display_name: 'رضایی دوم' });
    const whole = store.person({ display_name: 'رضایی سوم' });
    store.insert('customer_merge', { at: store.clock.now, from_id: twin, into_id: whole });
    const fields = { deleted_at: store.clock.now };
    store.apply({ label: 'test', agentId: null }, [{ table: 'customer', op: 'update', key: gone, fields }]);
    expect(store.find('رضایی').sort()).toEqual(['name: رضایی سوم', 'name: علی رضایی']);
  });

  it('answers no more than asked for', () => {
    for (let n = 0; n < 20; n += 1) store.person({ display_name: `رضایی ${n}`, created_at: n * day });
    expect(store.find('رضایی', 5)).toHaveLength(5);
  });
});
