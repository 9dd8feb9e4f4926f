import type { Envelope } from '#shared/contract/errors.ts';
import type { Core } from '../../electron/core/core.ts';
import { makeWindow } from '../../electron/hosts/window.ts';
import type { Link } from '../../renderer/client/client.ts';
import { connectionLost } from '../../renderer/client/connection-lost.ts';

export type MemoryLink = Link & {
  /** Breaks the connection: what waits fails, and nothing is told until `mend`. */
  break(): void;
  mend(): void;
};

/** A window and a core in one process. What travels is cloned, as it is everywhere else. */
export function makeMemoryLink(core: Core, windowId: string): MemoryLink {
  const waiting = new Set<(envelope: Envelope) => void>();
  let broken = false;
  let connect = (): void => undefined;
  let lose = (): void => undefined;
  const window = makeWindow(core, windowId);

  return {
    call(name, input) {
      return new Promise((resolve) => {
        if (broken) {
          resolve(connectionLost);
          return;
        }
        waiting.add(resolve);
        void window.call(name, structuredClone(input)).then((envelope) => {
          if (waiting.delete(resolve)) resolve(structuredClone(envelope));
        });
      });
    },
    open(hello, tell) {
      connect = () => window.listen(hello(), (news) => tell(structuredClone(news)));
      lose = () => tell({ kind: 'lost' });
      queueMicrotask(connect);
      return () => window.end();
    },
    break() {
      broken = true;
      window.end();
      for (const resolve of waiting) resolve(connectionLost);
      waiting.clear();
      lose();
    },
    mend() {
      broken = false;
      connect();
    },
  };
}
