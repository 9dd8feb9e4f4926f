import type { Client, CoreEvent, InputOf, MethodName, OutputOf } from '#shared/contract/contract.ts';
import type { Envelope } from '#shared/contract/errors.ts';
import type { Hello, News } from '#shared/contract/wire.ts';

/** What a transport gives: Electron's bridge, the loopback socket, memory. */
export type Link = {
  /** Always ends; with `connection_lost` when the link breaks before the answer. */
  call(name: string, input: unknown): Promise<Envelope>;
  /**
   * Says hello at each connection, the first and those after a break, and tells what comes of it. The answer
   * ends it.
   */
  open(hello: () => Hello, tell: (news: News | { readonly kind: 'lost' }) => void): () => void;
};

/** `missed`: events were lost meanwhile; whoever shows calls reads `calls.active` again. */
export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly missed: boolean; readonly seq: number }
  | { readonly state: 'lost' }
  /** The core speaks another version, also after the page was loaded anew: restart Ashena. */
  | { readonly state: 'other_version' };

export type ConnectedClient = Client & {
  /** Tells the connection as it is now, and each change. The answer ends it. */
  watch(listener: (connection: Connection) => void): () => void;
  close(): void;
};

/**
 * The typed client over any link. Events reach every subscriber once and in order.
 *
 * @param contractVersion of the schemas that this page was built with
 * @param onOtherVersion the core speaks another version: the page reloads (`reload-once.ts`)
 * @param onSameVersion the core speaks ours
 */
export function makeClient(
  link: Link,
  options: {
    readonly contractVersion: string;
    readonly onOtherVersion: (coreVersion: string) => void;
    readonly onSameVersion?: () => void;
  },
): ConnectedClient {
  const listeners = new Set<(event: CoreEvent) => void>();
  const watchers = new Set<(connection: Connection) => void>();
  let connection: Connection = { state: 'connecting' };
  let lastSeq: number | null = null;

  const close = link.open(
    () => ({ contractVersion: options.contractVersion, fromSeq: lastSeq }),
    (news) => {
      switch (news.kind) {
        case 'welcome':
          welcome(news);
          return;
        case 'event':
          hear(news.event);
          return;
        case 'lost':
          become({ state: 'lost' });
          return;
      }
    },
  );

  return {
    // The core parsed the input and, in development, its own answer: the wire carries no types.
    call: <N extends MethodName>(name: N, input: InputOf<N>) =>
      link.call(name, input) as Promise<Envelope<OutputOf<N>>>,
    subscribe(listener) {
      const own = (event: CoreEvent): void => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    watch(listener) {
      const own = (now: Connection): void => listener(now);
      watchers.add(own);
      own(connection);
      return () => watchers.delete(own);
    },
    close,
  };

  function welcome({ contractVersion, seq, missed }: News & { kind: 'welcome' }): void {
    if (contractVersion !== options.contractVersion) {
      become({ state: 'other_version' });
      options.onOtherVersion(contractVersion);
      return;
    }
    options.onSameVersion?.();
    if (lastSeq === null || missed) lastSeq = seq;
    become({ state: 'connected', missed, seq });
  }

  function hear(event: CoreEvent): void {
    if (lastSeq !== null && event.seq <= lastSeq) return;
    lastSeq = event.seq;
    for (const listener of listeners) listener(event);
  }

  function become(next: Connection): void {
    connection = next;
    for (const watcher of watchers) watcher(next);
  }
}
