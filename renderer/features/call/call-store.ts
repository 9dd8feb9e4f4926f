import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallView, CallWithCard } from '#shared/contract/calls.ts';
import type { Client, CoreEvent, InputOf } from '#shared/contract/contract.ts';
import type { ContractError } from '#shared/contract/errors.ts';
import {
  bringForward,
  callOn,
  changed,
  customerReadAgain,
  emptyScreen,
  frontCall,
  fromActive,
  gone,
  otherCall,
  ringing,
  settledCustomer,
  showsCustomer,
  type CallScreen,
} from './call-updates.ts';
import { makeDraftSaver, type DraftSaver, type DraftState } from './draft-saver.ts';

/** A note as it is being written. Kept here while its call is on the screen, in the core as a draft. */
export type Note = {
  readonly text: string;
  readonly outcome: number | null;
  readonly draft: DraftState;
  readonly saving: boolean;
  /** What stands in the way of saving or leaving, told beside the note. */
  readonly asks: 'nothing' | 'customer' | 'words' | 'leave';
};

/** A call of this sitting that has left the screen; shown on the quiet home. */
export type RecentCall = {
  readonly call: CallView;
  readonly name: string | null;
  readonly customerId: number | null;
};

export type CallState = {
  readonly screen: CallScreen;
  readonly notes: Readonly<Record<string, Note>>;
  readonly recent: readonly RecentCall[];
};

export type CallStoreTools = {
  readonly now: () => number;
  readonly timers: {
    readonly set: (run: () => void, ms: number) => number;
    readonly clear: (timer: number) => void;
  };
  /** Shown as a toast, with undo where there is an operation. */
  readonly onSaved: (operationId: number) => void;
  readonly onError: (error: ContractError) => void;
};

export type CallActions = {
  readonly take: (event: CoreEvent) => void;
  /** Reads the calls in progress; answers the number of the event it is true for, or null. */
  readonly readActive: () => Promise<number | null>;
  readonly switchCall: () => void;
  readonly bringForward: (callId: string) => void;
  readonly type: (callId: string, text: string) => void;
  readonly chooseOutcome: (callId: string, outcome: number | null) => void;
  readonly save: (callId: string) => Promise<void>;
  readonly putAway: (callId: string) => Promise<void>;
  /** Puts an ended call away; asks first where a note would stay unsaved. */
  readonly leave: (callId: string) => void;
  readonly confirmCaller: (callId: string, customerId: number) => Promise<void>;
  readonly someoneElse: (callId: string) => Promise<void>;
  readonly customerChanged: (customerId: number) => Promise<void>;
};

export type CallStore = StoreApi<CallState> & { readonly actions: CallActions };

export const emptyNote: Note = { text: '', outcome: null, draft: 'none', saving: false, asks: 'nothing' };

const TYPING_MS = 4_000;
const RECENT_KEPT = 6;

/** How long a call that needs no wrap-up stays before it leaves by itself. */
const LEAVES_AFTER_MS = 7_000;

export function makeCallStore(client: Client, tools: CallStoreTools): CallStore {
  const store = createStore<CallState>(() => ({ screen: emptyScreen, notes: {}, recent: [] }));
  const savers = new Map<string, DraftSaver>();
  const leaving = new Map<string, number>();
  let lastTyped = Number.NEGATIVE_INFINITY;

  const actions: CallActions = {
    take(event) {
      switch (event.name) {
        case 'call.ringing': {
          const typing = tools.now() - lastTyped < TYPING_MS;
          update(ringing(store.getState().screen, event.body, typing));
          return void readDraft(event.body.call.id);
        }
        case 'call.changed': {
          const { call, card } = event.body;
          const unheardOf = callOn(store.getState().screen, call.id) === null;
          if (unheardOf && card === null) return void actions.readActive();
          update(changed(store.getState().screen, call, card));
          return leaveByItself(call);
        }
        case 'call.gone':
          return takeAway(event.body.callId);
        case 'customer.changed':
          return void actions.customerChanged(event.body.customerId);
        case 'app.status':
        case 'session.changed':
        case 'sample.progress':
        case 'app.reload':
        case 'line.status':
        case 'line.tested':
        case 'appearance.changed':
          return;
      }
    },

    async readActive() {
      const answer = await client.call('calls.active', {});
      if (!answer.ok) return null;
      update(fromActive(store.getState().screen, answer.value.calls));
      for (const { call } of answer.value.calls) {
        leaveByItself(call);
        void readDraft(call.id);
      }
      return answer.value.seq;
    },

    switchCall() {
      const other = otherCall(store.getState().screen);
      if (other !== null) actions.bringForward(other);
    },

    bringForward: (callId) => update(bringForward(store.getState().screen, callId)),

    type(callId, text) {
      lastTyped = tools.now();
      changeNote(callId, { text, asks: 'nothing' });
      saverOf(callId).typed(text);
    },

    chooseOutcome(callId, outcome) {
      const was = noteOf(store.getState(), callId).outcome;
      changeNote(callId, { outcome: was === outcome ? null : outcome, asks: 'nothing' });
    },

    async save(callId) {
      const on = callOn(store.getState().screen, callId);
      const note = noteOf(store.getState(), callId);
      if (on === null || note.saving) return;
      if (note.text.trim() === '' && note.outcome === null) return changeNote(callId, { asks: 'words' });
      const customerId = settledCustomer(on);
      if (customerId === null) return changeNote(callId, { asks: 'customer' });
      changeNote(callId, { saving: true, asks: 'nothing' });
      await write({ callId, customerId, gist: note.text.trim(), outcome: note.outcome }, on);
    },

    async putAway(callId) {
      takeAway(callId);
      const answer = await client.call('calls.putAway', { callId });
      if (!answer.ok && answer.error.code !== 'not_found') tools.onError(answer.error);
    },

    leave(callId) {
      const note = noteOf(store.getState(), callId);
      if (note.text.trim() !== '' && note.asks !== 'leave') return changeNote(callId, { asks: 'leave' });
      void actions.putAway(callId);
    },

    async confirmCaller(callId, customerId) {
      const answer = await client.call('calls.confirmCaller', { callId, customerId });
      if (answer.ok) return put(answer.value);
      tools.onError(answer.error);
    },

    async someoneElse(callId) {
      const answer = await client.call('calls.someoneElse', { callId });
      if (answer.ok) return put(answer.value);
      tools.onError(answer.error);
    },

    async customerChanged(customerId) {
      if (!showsCustomer(store.getState().screen, customerId)) return;
      const answer = await client.call('customers.card', { customerId });
      if (answer.ok) update(customerReadAgain(store.getState().screen, answer.value));
    },
  };

  async function write(input: InputOf<'calls.saveNote'>, on: CallWithCard): Promise<void> {
    savers.get(input.callId)?.stop();
    savers.delete(input.callId);
    const answer = await client.call('calls.saveNote', input);
    if (!answer.ok) {
      changeNote(input.callId, { saving: false });
      saverOf(input.callId).typed(input.gist);
      return tools.onError(answer.error);
    }
    changeNote(input.callId, emptyNote);
    tools.onSaved(answer.value.operationId);
    const now = callOn(store.getState().screen, on.call.id);
    if (now?.call.phase === 'ended') await actions.putAway(on.call.id);
  }

  function put(read: CallWithCard): void {
    update(changed(store.getState().screen, read.call, read.card));
    const note = noteOf(store.getState(), read.call.id);
    if (note.asks === 'customer') changeNote(read.call.id, { asks: 'nothing' });
    if (note.text !== '') saverOf(read.call.id).typed(note.text);
  }

  async function readDraft(callId: string): Promise<void> {
    const answer = await client.call('calls.draft', { callId });
    if (!answer.ok || answer.value.text === '') return;
    if (noteOf(store.getState(), callId).text !== '') return;
    changeNote(callId, { text: answer.value.text, draft: 'found' });
  }

  function saverOf(callId: string): DraftSaver {
    const known = savers.get(callId);
    if (known !== undefined) return known;
    const saver = makeDraftSaver({
      timers: tools.timers,
      onState: (draft) => changeNote(callId, { draft }),
      save: async (text) => {
        const on = callOn(store.getState().screen, callId);
        const customerId = on === null ? null : settledCustomer(on);
        return (await client.call('calls.saveDraft', { callId, customerId, text })).ok;
      },
    });
    savers.set(callId, saver);
    return saver;
  }

  function changeNote(callId: string, part: Partial<Note>): void {
    store.setState((was) => ({
      notes: { ...was.notes, [callId]: { ...noteOf(was, callId), ...part } },
    }));
  }

  /** Answered elsewhere, or busy: there is nothing to write, so the call leaves by itself. */
  function leaveByItself(call: CallView): void {
    const nothingToDo = call.end === 'elsewhere' || call.end === 'busy' || call.end === 'never_rang';
    if (call.phase !== 'ended' || !nothingToDo || leaving.has(call.id)) return;
    const timer = tools.timers.set(() => {
      leaving.delete(call.id);
      if (noteOf(store.getState(), call.id).text === '') void actions.putAway(call.id);
    }, LEAVES_AFTER_MS);
    leaving.set(call.id, timer);
  }

  function takeAway(callId: string): void {
    const timer = leaving.get(callId);
    if (timer !== undefined) tools.timers.clear(timer);
    leaving.delete(callId);
    savers.get(callId)?.flush();
    savers.delete(callId);
    const on = callOn(store.getState().screen, callId);
    store.setState((was) => {
      const { [callId]: _, ...notes } = was.notes;
      const recent = on === null ? was.recent : [recentOf(on), ...was.recent].slice(0, RECENT_KEPT);
      return { screen: gone(was.screen, callId), notes, recent };
    });
  }

  function update(screen: CallScreen): void {
    store.setState({ screen });
  }

  return Object.assign(store, { actions });
}

export function noteOf(state: CallState, callId: string): Note {
  return state.notes[callId] ?? emptyNote;
}

export function frontOf(state: CallState): CallWithCard | null {
  return frontCall(state.screen);
}

function recentOf({ call, card }: CallWithCard): RecentCall {
  switch (card.match) {
    case 'one':
      return { call, name: card.customer.displayName, customerId: card.customer.id };
    case 'colleague':
      return { call, name: card.displayName, customerId: null };
    case 'several':
    case 'maybe':
    case 'none':
    case 'withheld':
    case 'unavailable':
      return { call, name: null, customerId: call.customerId };
  }
}
