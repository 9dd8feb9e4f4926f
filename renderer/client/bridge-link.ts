import type { Bridge } from '#shared/contract/wire.ts';
import type { Link } from './client.ts';
import { connectionLost } from './connection-lost.ts';

/** Electron's preload bridge. It cannot break without the window: the core lives in the process that owns both. */
export function makeBridgeLink(bridge: Bridge): Link {
  return {
    async call(name, input) {
      try {
        return await bridge.call(name, input);
      } catch {
        return connectionLost;
      }
    },
    open: (hello, tell) => bridge.subscribe(hello(), tell),
  };
}
