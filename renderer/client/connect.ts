import type { Bridge } from '#shared/contract/wire.ts';
import { makeBridgeLink } from './bridge-link.ts';
import { makeClient, type ConnectedClient, type Link } from './client.ts';
import { connectionLost } from './connection-lost.ts';
import { takePageSecret } from './page-secret.ts';
import { forgetReload, reloadOnce } from './reload-once.ts';
import { makeSocketLink } from './socket-link.ts';

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in a browser. */
    readonly ashena?: Bridge;
  }
}

/** Hash of the schemas that this page was built with; put in by the build (`electron.vite.config.ts`). */
declare const __CONTRACT_VERSION__: string;

/** The page's client, over whatever carries it here: Electron's bridge, or the loopback socket. */
export function connect(page: Window): ConnectedClient {
  return makeClient(linkOf(page), {
    contractVersion: __CONTRACT_VERSION__,
    onOtherVersion: (coreVersion) =>
      void reloadOnce(coreVersion, page.sessionStorage, () => page.location.reload()),
    onSameVersion: () => forgetReload(page.sessionStorage),
  });
}

function linkOf(page: Window): Link {
  if (page.ashena !== undefined) return makeBridgeLink(page.ashena);
  const pageSecret = takePageSecret(page);
  return pageSecret === null ? neverConnected : makeSocketLink({ origin: page.location.origin, pageSecret });
}

/** A tab that nobody let in. */
const neverConnected: Link = {
  call: () => Promise.resolve(connectionLost),
  open: (_hello, tell) => {
    queueMicrotask(() => tell({ kind: 'lost' }));
    return () => undefined;
  },
};
