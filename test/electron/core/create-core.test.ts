import { copyFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { firstAgent, newPerson, ringOf, runCore, type RunningCore } from './running-core.ts';

describe('the core', () => {
  let running: RunningCore;
  afterEach(async () => await running.close());

  it('makes one administrator at the first run, and no second one', async () => {
    running = await runCore();
    expect(await running.must('app.status', {})).toMatchObject({
      needsSetup: true,
      store: { state: 'open' },
    });
    expect(await running.call('calls.active', {})).toMatchObject({ error: { code: 'forbidden' } });
    const session = await running.must('app.setUp', firstAgent);
    expect(session).toMatchObject({ role: 'administrator', extension: '101', company: 'آژانس' });
    expect(await running.call('app.setUp', firstAgent)).toMatchObject({ error: { code: 'conflict' } });
    expect(await running.must('appearance.get', {})).toMatchObject({ language: 'fa' });
  });

  it('shows the card of a customer who calls, and writes the call into their history with its note', async () => {
    running = await runCore();
    await running.must('app.setUp', firstAgent);
    const { customerId } = await running.must('customers.create', {
      customer: newPerson('احمدی', '0912 123 4567'),
      callId: null,
    });
    const { callId } = await running.must('calls.ring', ringOf('+989121234567'));
    expect(await running.next('call.ringing')).toMatchObject({
      call: { id: callId, phase: 'ringing', e164: '+989121234567', customerId },
      card: { match: 'one', customer: { displayName: 'احمدی' } },
    });
    await running.must('calls.simulate', { callId, action: 'answer' });
    await running.must('calls.saveDraft', { callId, customerId, text: 'بلیت مشهد' });
    expect(await running.must('calls.draft', { callId })).toMatchObject({ text: 'بلیت مشهد' });
    await running.must('calls.simulate', { callId, action: 'hang_up' });
    await running.must('calls.saveNote', { callId, customerId, gist: 'بلیت مشهد خواستند', outcome: 2 });
    const card = await running.must('customers.card', { customerId });
    expect(card.history).toMatchObject([
      { kind: 'call', end: 'ended', gist: 'بلیت مشهد خواستند', outcome: 2 },
    ]);
    expect(card.historyCount).toBe(1);
    expect(await running.must('calls.draft', { callId })).toMatchObject({ text: '' });
    await running.must('calls.putAway', { callId });
    expect((await running.must('calls.active', {})).calls).toEqual([]);
  });

  it('takes a saved note back, and the call stays in the history', async () => {
    running = await runCore();
    await running.must('app.setUp', firstAgent);
    const { customerId } = await running.must('customers.create', {
      customer: newPerson('کریمی', '09121234567'),
      callId: null,
    });
    const { callId } = await running.must('calls.ring', ringOf('09121234567'));
    await running.next('call.ringing');
    await running.must('calls.simulate', { callId, action: 'answer' });
    await running.must('calls.simulate', { callId, action: 'hang_up' });
    const { operationId } = await running.must('calls.saveNote', {
      callId,
      customerId,
      gist: 'اشتباه نوشته شد',
      outcome: null,
    });
    await running.must('operations.undo', { operationId });
    const card = await running.must('customers.card', { customerId });
    expect(card.history).toMatchObject([{ gist: null, end: 'ended' }]);
    expect(card.historyCount).toBe(1);
  });

  it('attaches an unknown number with one command, and takes it back', async () => {
    running = await runCore();
    await running.must('app.setUp', firstAgent);
    const { customerId } = await running.must('customers.create', {
      customer: newPerson('رضایی', null),
      callId: null,
    });
    const { callId } = await running.must('calls.ring', ringOf('09351112233'));
    expect(await running.next('call.ringing')).toMatchObject({ card: { match: 'none' } });
    const { operationId } = await running.must('customers.attachPhone', {
      customerId,
      number: '09351112233',
      callId,
    });
    expect((await running.must('calls.active', {})).calls).toMatchObject([
      { card: { match: 'one', customer: { id: customerId } } },
    ]);
    await running.must('operations.undo', { operationId });
    await running.must('calls.simulate', { callId, action: 'hang_up' });
    await running.must('calls.ring', ringOf('09351112233'));
    expect(await running.next('call.ringing')).not.toMatchObject({ card: { match: 'one' } });
  });

  it('does not show a number that the branch ignores, until that is taken back', async () => {
    running = await runCore();
    await running.must('app.setUp', firstAgent);
    const { operationId } = await running.must('numbers.ignore', { number: '۰۹۳۵-۱۱۱ ۲۲ ۳۳' });
    await running.must('calls.ring', ringOf('+989351112233'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(running.events.filter(({ name }) => name === 'call.ringing')).toEqual([]);
    await running.must('operations.undo', { operationId });
    await running.must('calls.ring', ringOf('09351112233'));
    expect(await running.next('call.ringing')).toMatchObject({ card: { match: 'none' } });
  });

  it('lets an agent take back their own work only', async () => {
    running = await runCore();
    await running.must('app.setUp', firstAgent);
    const { operationId } = await running.must('numbers.ignore', { number: '09351112233' });
    const agent = await running.must('agents.create', {
      displayName: 'امید',
      role: 'agent',
      extension: '102',
    });
    await running.must('sessions.switch', { agentId: agent.id });
    expect(await running.call('operations.undo', { operationId })).toMatchObject({
      error: { code: 'forbidden' },
    });
    expect(await running.call('app.enterSample', { language: 'fa' })).toMatchObject({
      error: { code: 'forbidden' },
    });
    const { customerId, ...made } = await running.must('customers.create', {
      customer: newPerson('احمدی', null),
      callId: null,
    });
    await running.must('operations.undo', { operationId: made.operationId });
    expect(await running.call('customers.card', { customerId })).toMatchObject({
      error: { code: 'not_found' },
    });
  });

  it('opens sample data in a folder of its own and comes back to the untouched store', async () => {
    running = await runCore();
    await running.must('app.setUp', firstAgent);
    expect(await running.call('calls.try', { kind: 'one' })).toMatchObject({
      error: { code: 'not_in_sample' },
    });
    await running.must('app.enterSample', { language: 'fa' });
    await running.next('app.reload');
    expect(await running.must('app.status', {})).toMatchObject({ sample: true, needsSetup: false });
    for (const kind of ['one', 'several', 'maybe', 'none', 'withheld', 'colleague', 'outbound'] as const) {
      await running.must('calls.try', { kind });
      const { card } = await running.next('call.ringing');
      expect(card.match).toBe(kind === 'outbound' ? 'one' : kind);
    }
    await running.must('app.leaveSample', {});
    expect(await running.must('app.status', {})).toMatchObject({ sample: false, needsSetup: false });
    expect((await running.must('agents.list', {})).agents).toMatchObject([{ displayName: 'سارا' }]);
    expect((await running.must('customers.find', { text: 'احمدی', limit: 10 })).found).toEqual([]);
  });
});

describe('a store that does not open', () => {
  let running: RunningCore;
  afterEach(async () => await running.close());

  async function closedStore(): Promise<string> {
    const first = await runCore();
    await first.must('app.setUp', firstAgent);
    await first.core.close();
    return first.folder;
  }

  it('says that the key is missing, makes none, and opens when the key is back', async () => {
    const folder = await closedStore();
    const key = join(folder, 'ashena.key.json');
    copyFileSync(key, `${key}.kept`);
    rmSync(key);
    running = await runCore(folder);
    expect(await running.must('app.status', {})).toMatchObject({ store: { state: 'no_key' } });
    expect(await running.call('customers.find', { text: 'a', limit: 1 })).toMatchObject({ ok: false });
    expect(readdirSync(folder)).not.toContain('ashena.key.json');
    expect(await running.must('appearance.get', {})).toMatchObject({ language: 'fa' });
    copyFileSync(`${key}.kept`, key);
    await running.must('app.tryAgain', {});
    expect(await running.must('app.status', {})).toMatchObject({
      store: { state: 'open' },
      needsSetup: false,
    });
  });

  it('tells a wrong key from damage, and moves nothing by itself', async () => {
    const folder = await closedStore();
    const other = await closedStore();
    const before = readFileSync(join(folder, 'ashena.db'));
    copyFileSync(join(other, 'ashena.key.json'), join(folder, 'ashena.key.json'));
    rmSync(other, { recursive: true });
    running = await runCore(folder);
    expect(await running.must('app.status', {})).toMatchObject({ store: { state: 'wrong_key' } });
    expect(readFileSync(join(folder, 'ashena.db')).equals(before)).toBe(true);
  });

  it('sets a damaged store aside only when the user chose it, and begins a new one', async () => {
    const folder = await closedStore();
    const store = join(folder, 'ashena.db');
    const bytes = readFileSync(store);
    bytes.fill(0x41, 0, 512);
    writeFileSync(store, bytes);
    running = await runCore(folder);
    expect(await running.must('app.status', {})).toMatchObject({ store: { state: 'damaged' } });
    expect(readFileSync(store).equals(bytes)).toBe(true);
    await running.must('app.setStoreAside', {});
    expect(await running.must('app.status', {})).toMatchObject({
      store: { state: 'open' },
      needsSetup: true,
    });
    const aside = readdirSync(folder).find((name) => /set-aside.*\.db$/.test(name)) ?? '';
    expect(readFileSync(join(folder, aside)).equals(bytes)).toBe(true);
  });

  it('refuses a store whose file was emptied', async () => {
    const folder = await closedStore();
    truncateSync(join(folder, 'ashena.db'), 0);
    running = await runCore(folder);
    expect(await running.must('app.status', {})).toMatchObject({
      store: { state: 'damaged', reason: 'missing' },
    });
  });
});
