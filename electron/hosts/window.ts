import type { Envelope } from '#shared/contract/errors.ts';
import type { Hello, News } from '#shared/contract/wire.ts';
import type { Core } from '../core/core.ts';

/** One window's end of the conversation; the same for every host. */
export type Window = {
  call(name: string, input: unknown): Promise<Envelope>;
  /** Answers with `welcome`, then what was missed, then everything as it happens. */
  listen(hello: Hello, tell: (news: News) => void): void;
  /** The window is gone: nothing more is told. */
  end(): void;
};

/** @param windowId kept by the page over a reload, and so the key of its session */
export function makeWindow(core: Core, windowId: string): Window {
  const session = core.openSession(windowId);
  let stop = (): void => undefined;

  return {
    call: (name, input) => core.call(session, name, input),
    listen({ fromSeq }, tell) {
      stop(); // a page says hello once; a second hello starts over
      tell({
        kind: 'welcome',
        contractVersion: core.contractVersion,
        seq: core.seqOf(session.id),
        missed: fromSeq !== null && !core.holdsSince(session.id, fromSeq),
      });
      const from = fromSeq ?? core.seqOf(session.id);
      stop = core.subscribe(session.id, (event) => tell({ kind: 'event', event }), from);
    },
    end: () => stop(),
  };
}
