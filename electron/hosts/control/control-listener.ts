import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '../../core/core.ts';
import { loopbackAddress, refusalOf } from '../loopback/request-guard.ts';
import { controlPath, makeControlDoor, type HostMethods } from './control-door.ts';

export type ControlListener = { readonly port: number; close(): Promise<void> };

/** The control door alone, for a host whose windows need no listener: the desktop app. */
export async function startControlListener(options: {
  readonly core: Core;
  readonly secret: string;
  readonly hostMethods: HostMethods;
}): Promise<ControlListener> {
  const door = makeControlDoor(options);
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000 }, (request, response) => {
    if (refusalOf(request, port) === null && request.url === controlPath) {
      door(request, response).catch(() => response.destroy());
    } else response.writeHead(403).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: loopbackAddress }, resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
