import type { Client, CoreEvent } from '#shared/contract/contract.ts';
import type { Appearance } from '#shared/contract/settings.ts';
import { makeCallStore } from '../features/call/call-store.ts';
import { isEditable } from '../features/call/focus.ts';
import { makeAppStore } from './app-store.ts';
import { readDone, startReading, takeEvent, type EventOrder, type Taken } from './event-order.ts';
import type { Services } from './services.tsx';

export type StartTools = {
  readonly now: () => number;
  readonly reload: () => void;
  /** Language of the system, until the core has told what was chosen. */
  readonly appearance: Appearance;
};

export type Started = {
  readonly services: Services;
  /** The connection came back, perhaps with events lost: everything is read again. */
  readonly readAgain: () => Promise<void>;
};

/**
 * Makes the stores over a client and keeps them true: first everything is read, then events are followed in their
 * order, and a hole in their numbers makes everything be read again.
 */
export function startStores(client: Client, tools: StartTools): Started {
  const listeners = new Set<(event: CoreEvent) => void>();
  const app = makeAppStore(client, tools.appearance, {
    reload: tools.reload,
    someoneTypes: () =>
      isEditable(document.activeElement) && document.activeElement?.closest('.call-room') === null,
  });
  const calls = makeCallStore(client, {
    now: tools.now,
    timers: {
      set: (run, ms) => window.setTimeout(run, ms),
      clear: (timer) => window.clearTimeout(timer),
    },
    onSaved: (operationId) => app.actions.tell('wrapUp.saved', {}, operationId),
    onError: app.actions.tellError,
  });
  let order: EventOrder = startReading;

  client.subscribe((event) => take(takeEvent(order, event)));

  function take(taken: Taken): void {
    order = taken.order;
    for (const event of taken.deliver) {
      calls.actions.take(event);
      app.actions.take(event);
      for (const listener of listeners) listener(event);
      // Another agent at this desk has other calls.
      if (event.name === 'session.changed') void calls.actions.readActive();
    }
    if (taken.reread) void read();
  }

  async function read(): Promise<void> {
    const [seq] = await Promise.all([calls.actions.readActive(), app.actions.readAll()]);
    take(readDone(order, seq));
  }

  return {
    services: {
      app,
      calls,
      now: tools.now,
      onEvent: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    readAgain: () => {
      order = startReading;
      return read();
    },
  };
}
