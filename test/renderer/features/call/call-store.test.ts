import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallView } from '#shared/contract/calls.ts';
import type { ContractError } from '#shared/contract/errors.ts';
import {
  frontOf,
  makeCallStore,
  noteOf,
  type CallStore,
} from '../../../../renderer/features/call/call-store.ts';
import { callWith, NOW, samples } from '../../gallery/sample-cards.ts';
import { scriptedClient, type Script, type ScriptedClient } from '../../gallery/scripted-client.ts';

const { cards } = samples('en');
const ID = 'pbx·1·1';
const answered = { phase: 'answered', answeredAt: NOW } as const;
const ended = { ...answered, phase: 'ended', end: 'ended', endedAt: NOW } as const;

type Bench = { core: ScriptedClient; store: CallStore; saved: number[]; errors: ContractError[] };

function bench(script: Script = {}): Bench {
  const saved: number[] = [];
  const errors: ContractError[] = [];
  const core = scriptedClient({
    'calls.draft': () => ({ text: '', savedAt: null }),
    'calls.saveDraft': () => ({ savedAt: NOW }),
    'calls.saveNote': () => ({ operationId: 900 }),
    'calls.putAway': () => ({}),
    ...script,
  });
  const store = makeCallStore(core.client, {
    now: Date.now,
    timers: {
      set: (run, ms) => Number(setTimeout(run, ms)),
      clear: (timer) => clearTimeout(timer),
    },
    onSaved: (operationId) => saved.push(operationId),
    onError: (error) => errors.push(error),
  });
  core.client.subscribe((event) => store.actions.take(event));
  return { core, store, saved, errors };
}

const rings = (
  { core }: Bench,
  part: Partial<CallView> = {},
  card: Parameters<typeof callWith>[0] = cards.one,
) => core.tell({ name: 'call.ringing', body: callWith(card, part) });
const changes = ({ core }: Bench, part: Partial<CallView>) =>
  core.tell({ name: 'call.changed', body: { call: callWith(cards.one, part).call, card: null } });
const asked = ({ core }: Bench, name: string) =>
  core.asked.filter((each) => each.name === name).map((each) => each.input);
const note = ({ store }: Bench) => noteOf(store.getState(), ID);

describe('The call store', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('paints call and card in one change of its state', () => {
    const at = bench();
    const seen: unknown[] = [];
    at.store.subscribe((state) => seen.push(frontOf(state)));
    rings(at);
    expect(seen).toEqual([callWith(cards.one)]);
  });

  it('brings an unfinished note back after a crash', async () => {
    const at = bench({ 'calls.draft': () => ({ text: 'half a sen', savedAt: NOW }) });
    rings(at);
    await vi.runAllTimersAsync();
    expect(note(at)).toMatchObject({ text: 'half a sen', draft: 'found' });
  });

  it('does not put an old draft over what is being typed', async () => {
    const at = bench({ 'calls.draft': () => ({ text: 'old', savedAt: NOW }) });
    rings(at);
    at.store.actions.type(ID, 'new');
    await vi.runAllTimersAsync();
    expect(note(at).text).toBe('new');
  });

  it('saves note and outcome for the known caller, and puts an ended call away', async () => {
    const at = bench();
    rings(at);
    changes(at, ended);
    at.store.actions.type(ID, ' said so ');
    at.store.actions.chooseOutcome(ID, 4);
    await at.store.actions.save(ID);
    expect(asked(at, 'calls.saveNote')).toEqual([{ callId: ID, customerId: 7, gist: 'said so', outcome: 4 }]);
    expect(at.saved).toEqual([900]);
    expect(frontOf(at.store.getState())).toBeNull();
    await vi.runAllTimersAsync();
    expect(asked(at, 'calls.saveDraft')).toEqual([]);
  });

  it('stays with a call that still lasts after its note was saved', async () => {
    const at = bench();
    rings(at, answered);
    at.store.actions.type(ID, 'x');
    await at.store.actions.save(ID);
    expect(frontOf(at.store.getState())).not.toBeNull();
    expect(note(at).text).toBe('');
  });

  it('asks for the person first where nobody is known, and keeps the text', async () => {
    const at = bench();
    rings(at, answered, cards.none);
    at.store.actions.type(ID, 'who?');
    await at.store.actions.save(ID);
    expect(asked(at, 'calls.saveNote')).toEqual([]);
    expect(note(at)).toMatchObject({ text: 'who?', asks: 'customer' });
  });

  it('keeps the note when saving fails, and goes on keeping it as a draft', async () => {
    const at = bench({
      'calls.saveNote': () => ({ ok: false, error: { code: 'lane_lost', message: '' } }),
    });
    rings(at, answered);
    at.store.actions.type(ID, 'precious');
    await at.store.actions.save(ID);
    expect(note(at)).toMatchObject({ text: 'precious', saving: false });
    expect(at.errors.map((error) => error.code)).toEqual(['lane_lost']);
    await vi.runAllTimersAsync();
    expect(asked(at, 'calls.saveDraft')).toContainEqual({ callId: ID, customerId: 7, text: 'precious' });
  });

  it('saves once, however often the key is pressed', async () => {
    const at = bench();
    rings(at, answered);
    at.store.actions.type(ID, 'x');
    await Promise.all([at.store.actions.save(ID), at.store.actions.save(ID), at.store.actions.save(ID)]);
    expect(asked(at, 'calls.saveNote')).toHaveLength(1);
  });

  it('says so when there is nothing to save', async () => {
    const at = bench();
    rings(at, answered);
    await at.store.actions.save(ID);
    expect(note(at).asks).toBe('words');
  });

  it('takes an outcome back when it is chosen again', () => {
    const at = bench();
    rings(at);
    at.store.actions.chooseOutcome(ID, 3);
    at.store.actions.chooseOutcome(ID, 3);
    expect(note(at).outcome).toBeNull();
  });

  it('asks before it leaves a note unsaved, and leaves at the second time', async () => {
    const at = bench();
    rings(at);
    changes(at, ended);
    at.store.actions.type(ID, 'unsaved');
    at.store.actions.leave(ID);
    expect(note(at).asks).toBe('leave');
    at.store.actions.leave(ID);
    await vi.runAllTimersAsync();
    expect(frontOf(at.store.getState())).toBeNull();
    expect(asked(at, 'calls.putAway')).toEqual([{ callId: ID }]);
    expect(asked(at, 'calls.saveDraft')).toContainEqual(expect.objectContaining({ text: 'unsaved' }));
  });

  it('lets a call that a colleague answered go by itself after some seconds', async () => {
    const at = bench();
    rings(at);
    changes(at, { phase: 'ended', end: 'elsewhere', endedAt: NOW });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(frontOf(at.store.getState())).not.toBeNull();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(frontOf(at.store.getState())).toBeNull();
    expect(at.store.getState().recent).toHaveLength(1);
  });

  it('keeps a missed call until it is put away', async () => {
    const at = bench();
    rings(at);
    changes(at, { phase: 'ended', end: 'missed', endedAt: NOW });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(frontOf(at.store.getState())).not.toBeNull();
  });

  it('reads everything again when a call changes that it never heard of', async () => {
    const at = bench({ 'calls.active': () => ({ calls: [callWith(cards.one, answered)], seq: 5 }) });
    changes(at, answered);
    await vi.runAllTimersAsync();
    expect(frontOf(at.store.getState())?.call.phase).toBe('answered');
  });

  it('opens the details once the agent has said who speaks, and puts the draft under that name', async () => {
    const at = bench({ 'calls.confirmCaller': () => callWith(cards.verified, answered) });
    rings(at, answered, cards.several);
    at.store.actions.type(ID, 'draft');
    await at.store.actions.confirmCaller(ID, 7);
    expect(frontOf(at.store.getState())?.card).toEqual(cards.verified);
    await vi.runAllTimersAsync();
    expect(asked(at, 'calls.saveDraft').at(-1)).toEqual({ callId: ID, customerId: 7, text: 'draft' });
  });

  it('reads a customer again when they changed elsewhere, only if they are shown', async () => {
    const at = bench({ 'customers.card': () => ({ ...cards.one.customer, displayName: 'Renamed' }) });
    rings(at);
    at.core.tell({ name: 'customer.changed', body: { customerId: 1234 } });
    at.core.tell({ name: 'customer.changed', body: { customerId: 7 } });
    await vi.runAllTimersAsync();
    expect(asked(at, 'customers.card')).toEqual([{ customerId: 7 }]);
    const card = frontOf(at.store.getState())?.card;
    expect(card?.match === 'one' && card.customer.displayName).toBe('Renamed');
  });
});
