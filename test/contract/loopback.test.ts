import { WebSocket as NodeWebSocket } from 'ws';
import { startLoopbackHost } from '../../electron/hosts/loopback/loopback-host.ts';
import { makeSocketLink } from '../../renderer/client/socket-link.ts';
import { contractSuite } from './suite.ts';
import { enter, testFiles } from '../electron/hosts/loopback-page.ts';

contractSuite('the loopback socket', { reconnects: true }, async (core) => {
  const host = await startLoopbackHost({
    core,
    files: testFiles,
    port: 0,
    controlSecret: 'control',
    log: () => undefined,
  });
  const pages = new Map<string, Awaited<ReturnType<typeof enter>>>();
  const sockets = new Set<NodeWebSocket>();
  return {
    async openLink(windowId) {
      const page = pages.get(windowId) ?? (await enter(host.newAddress()));
      pages.set(windowId, page);
      return makeSocketLink({
        origin: page.origin,
        pageSecret: page.pageSecret,
        openSocket(url, protocols) {
          const socket = new NodeWebSocket(url, protocols, {
            origin: page.origin,
            headers: { cookie: page.cookie },
          });
          sockets.add(socket);
          return socket as unknown as WebSocket;
        },
      });
    },
    breakAll: () => sockets.forEach((socket) => socket.terminate()),
    close: () => host.close(),
  };
});
