import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AgentView, AppStatus, SessionView } from '#shared/contract/app.ts';
import type { Client, CoreEvent, InputOf, MethodName, OutputOf } from '#shared/contract/contract.ts';
import type { ContractError, Envelope } from '#shared/contract/errors.ts';
import type { Appearance, LineStatus } from '#shared/contract/settings.ts';
import type { TextKey } from './i18n/texts.ts';
import type { TextParams } from './i18n/text.ts';

export type Room = 'call' | 'customers' | 'settings';

/** The dialog that stands open; one at a time. */
export type OpenDialog =
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'find'; readonly purpose: 'show' }
  | { readonly kind: 'find'; readonly purpose: 'attach'; readonly callId: string; readonly number: string }
  | { readonly kind: 'find'; readonly purpose: 'settle'; readonly callId: string }
  | {
      readonly kind: 'new_customer';
      readonly callId: string;
      readonly number: string | null;
      readonly name: string | null;
    };

export type Toast = {
  readonly id: number;
  readonly tone: 'done' | 'failed';
  readonly key: TextKey;
  readonly params: TextParams;
  /** What "undo" takes back. */
  readonly operationId: number | null;
};

/** `other_version`: the core is another version than this page, also after loading anew. */
export type ConnectionState = 'connected' | 'lost' | 'other_version';

export type AppState = {
  readonly status: AppStatus | null;
  readonly session: SessionView | null;
  readonly appearance: Appearance;
  readonly agents: readonly AgentView[];
  readonly lines: readonly LineStatus[];
  readonly sampleProgress: { readonly done: number; readonly of: number } | null;
  readonly connection: ConnectionState;
  readonly online: boolean;
  readonly room: Room;
  readonly dialog: OpenDialog | null;
  readonly curtain: boolean;
  readonly sums: boolean;
  /** Long texts stand uncut. */
  readonly whole: boolean;
  readonly toasts: readonly Toast[];
  /** The customer shown in the customers' room. */
  readonly shownCustomer: number | null;
};

export type AppActions = {
  /** Calls the core; a failure is told as a toast and answered as null. */
  readonly ask: <N extends MethodName>(name: N, input: InputOf<N>) => Promise<OutputOf<N> | null>;
  /** Calls the core and leaves the failure to the caller. */
  readonly call: <N extends MethodName>(name: N, input: InputOf<N>) => Promise<Envelope<OutputOf<N>>>;
  readonly readAll: () => Promise<void>;
  readonly take: (event: CoreEvent) => void;
  readonly setAppearance: (part: Partial<Appearance>) => void;
  readonly goTo: (room: Room) => void;
  readonly open: (dialog: OpenDialog) => void;
  readonly closeDialog: () => void;
  readonly drawCurtain: () => void;
  readonly showSums: () => void;
  readonly showWhole: () => void;
  readonly showCustomer: (customerId: number) => void;
  readonly setConnection: (connection: ConnectionState) => void;
  readonly setOnline: (online: boolean) => void;
  readonly tell: (key: TextKey, params?: TextParams, operationId?: number | null) => void;
  readonly tellError: (error: ContractError) => void;
  readonly dropToast: (id: number) => void;
  /** Takes back the newest operation that is still offered. */
  readonly undoLast: () => Promise<void>;
  readonly undo: (toast: Toast) => Promise<void>;
};

export type AppStore = StoreApi<AppState> & { readonly actions: AppActions };

/** What the store needs of the page it stands in. */
export type Page = {
  readonly reload: () => void;
  /** Someone types in another room at this moment: a ring does not take it from under their hands. */
  readonly someoneTypes: () => boolean;
};

/** What stands on the screen outside the calls themselves. SQLite stays the truth; this is what was last told. */
export function makeAppStore(client: Client, appearance: Appearance, page: Page): AppStore {
  const store = createStore<AppState>(() => ({
    status: null,
    session: null,
    appearance,
    agents: [],
    lines: [],
    sampleProgress: null,
    connection: 'connected',
    online: true,
    room: 'call',
    dialog: null,
    curtain: false,
    sums: false,
    whole: false,
    toasts: [],
    shownCustomer: null,
  }));
  let toastNumber = 0;

  const actions: AppActions = {
    call: (name, input) => client.call(name, input),

    async ask(name, input) {
      const answer = await client.call(name, input);
      if (answer.ok) return answer.value;
      actions.tellError(answer.error);
      return null;
    },

    async readAll() {
      const [status, session, shown, agents] = await Promise.all([
        client.call('app.status', {}),
        client.call('sessions.current', {}),
        client.call('appearance.get', {}),
        client.call('agents.list', {}),
      ]);
      store.setState((was) => ({
        status: status.ok ? status.value : was.status,
        session: session.ok ? session.value : was.session,
        appearance: shown.ok ? shown.value : was.appearance,
        agents: agents.ok ? agents.value.agents : was.agents,
      }));
      await readLines();
    },

    take(event) {
      switch (event.name) {
        case 'app.status':
          return store.setState({ status: event.body });
        case 'session.changed':
          store.setState({ session: event.body });
          void readLines();
          return;
        case 'sample.progress':
          return store.setState({ sampleProgress: event.body });
        case 'app.reload':
          return page.reload();
        case 'line.status':
          return store.setState((was) => ({ lines: withStatus(was.lines, event.body) }));
        case 'appearance.changed':
          return store.setState({ appearance: event.body });
        case 'call.ringing':
          if (!page.someoneTypes()) store.setState({ room: 'call' });
          return;
        case 'call.changed':
        case 'call.gone':
        case 'customer.changed':
        case 'line.tested':
          return;
      }
    },

    setAppearance(part) {
      store.setState((was) => ({ appearance: { ...was.appearance, ...part } }));
      void actions.ask('appearance.set', part);
    },

    goTo: (room) => store.setState({ room }),
    open: (dialog) => store.setState({ dialog }),
    closeDialog: () => store.setState({ dialog: null }),
    drawCurtain: () => store.setState((was) => ({ curtain: !was.curtain })),
    showSums: () => store.setState((was) => ({ sums: !was.sums })),
    showWhole: () => store.setState((was) => ({ whole: !was.whole })),
    showCustomer: (customerId) =>
      store.setState({ room: 'customers', shownCustomer: customerId, dialog: null }),
    setConnection: (connection) => store.setState({ connection }),
    setOnline: (online) => store.setState({ online }),

    tell(key, params = {}, operationId = null) {
      addToast({ tone: 'done', key, params, operationId });
    },

    tellError(error) {
      addToast({ tone: 'failed', key: `error.${error.code}`, params: {}, operationId: null });
    },

    dropToast: (id) => store.setState((was) => ({ toasts: was.toasts.filter((each) => each.id !== id) })),

    async undoLast() {
      const newest = store.getState().toasts.findLast((each) => each.operationId !== null);
      if (newest !== undefined) await actions.undo(newest);
    },

    async undo(toast) {
      if (toast.operationId === null) return;
      actions.dropToast(toast.id);
      const done = await actions.ask('operations.undo', { operationId: toast.operationId });
      if (done !== null) actions.tell('app.undone');
    },
  };

  async function readLines(): Promise<void> {
    const session = store.getState().session;
    if (session === null || session.role === 'anyone') return;
    const answer = await client.call('lines.list', {});
    if (answer.ok) store.setState({ lines: answer.value.lines.map((line) => line.status) });
  }

  function addToast(toast: Omit<Toast, 'id'>): void {
    toastNumber += 1;
    const added = { ...toast, id: toastNumber };
    store.setState((was) => ({ toasts: [...was.toasts.slice(-2), added] }));
  }

  return Object.assign(store, { actions });
}

function withStatus(lines: readonly LineStatus[], told: LineStatus): readonly LineStatus[] {
  const known = lines.some((line) => line.lineId === told.lineId);
  return known ? lines.map((line) => (line.lineId === told.lineId ? told : line)) : [...lines, told];
}
