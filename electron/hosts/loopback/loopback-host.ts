import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { pageSecretName, socketPath, socketProtocol } from '#shared/contract/page.ts';
import type { Core } from '../../core/core.ts';
import type { Log } from '../../core/feature.ts';
import { contentHeaders } from '../content-policy.ts';
import { controlPath, makeControlDoor } from '../control/control-door.ts';
import type { StaticFiles } from '../static-files.ts';
import { serveSocket } from './page-socket.ts';
import { cookieOf, loopbackAddress, originOf, refusalOf } from './request-guard.ts';
import { makeSecrets, sameSecret } from './secrets.ts';

export type LoopbackHost = {
  readonly port: number;
  /** An address for one new window, good once: `http://127.0.0.1:N/?token=…`. */
  newAddress(): string;
  close(): Promise<void>;
};

const maxMessage = 2_000_000;

/**
 * The browser host: the renderer's files and one socket for each page, on 127.0.0.1 alone.
 *
 * A page is let in by the token of its address, good once, and gets a cookie (to load its files, also after a
 * reload) and a secret of its own (for the socket, see `secrets.ts`).
 *
 * @param port 0 for any that is free
 * @param controlSecret of `run.json`, for the control door
 */
export async function startLoopbackHost(options: {
  readonly core: Core;
  readonly files: StaticFiles;
  readonly port: number;
  readonly controlSecret: string;
  readonly log: Log;
}): Promise<LoopbackHost> {
  const { core, files, log } = options;
  const secrets = makeSecrets();
  const control = makeControlDoor({
    core,
    secret: options.controlSecret,
    hostMethods: { 'host.newWindow': () => ({ url: newAddress() }) },
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessage,
    perMessageDeflate: false,
    handleProtocols: () => socketProtocol,
  });
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 10_000 });
  server.on('request', (request, response) => void serve(request, response));
  server.on('upgrade', upgrade);
  const port = await listen(server, options.port);
  const headers = contentHeaders(`ws://${loopbackAddress}:${port}`);
  // Cookies do not tell ports apart: two data folders open at once would overwrite each other's.
  const cookieName = `ashena_${port}`;

  return { port, newAddress, close };

  function newAddress(): string {
    return `${originOf(port)}/?token=${secrets.newToken()}`;
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refusalOf(request, port);
    if (refused !== null) {
      log('warn', 'request_refused', { why: refused });
      end(response, 403);
      return;
    }
    const url = urlOf(request, port);
    if (url === null) {
      end(response, 400);
      return;
    }
    try {
      if (url.pathname === controlPath) await control(request, response);
      else servePage(request, response, url);
    } catch {
      // The client broke off in the middle of its own request.
      response.destroy();
    }
  }

  function servePage(request: IncomingMessage, response: ServerResponse, url: URL): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      end(response, 405);
      return;
    }
    const token = url.pathname === '/' ? url.searchParams.get('token') : null;
    const exchanged = token === null ? null : secrets.exchange(token);
    if (exchanged !== null) {
      response.setHeader('set-cookie', `${cookieName}=${secrets.cookie}; HttpOnly; SameSite=Strict; Path=/`);
      sendIndex(response, exchanged.pageSecret);
      return;
    }
    if (!sameSecret(cookieOf(request, cookieName), secrets.cookie)) {
      log('warn', 'request_refused', { why: 'token' });
      end(response, 403);
      return;
    }
    if (url.pathname === '/') sendIndex(response, null);
    else sendFile(response, url.pathname);
  }

  function sendIndex(response: ServerResponse, pageSecret: string | null): void {
    const html = files.get('/index.html')?.body.toString('utf8') ?? '';
    // A secret is letters, digits, - and _: nothing to escape.
    const meta = pageSecret === null ? '' : `<meta name="${pageSecretName}" content="${pageSecret}">`;
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(html.replace('</head>', `${meta}</head>`));
  }

  function sendFile(response: ServerResponse, path: string): void {
    const file = path === '/index.html' ? undefined : files.get(path);
    if (file === undefined) {
      // Browsers ask for this by themselves, and would complain in the page's name.
      end(response, path === '/favicon.ico' ? 204 : 404);
      return;
    }
    response.writeHead(200, {
      ...headers,
      'content-type': file.type,
      'cache-control': file.hashed ? 'private, max-age=31536000, immutable' : 'no-store',
    });
    response.end(file.body);
  }

  function end(response: ServerResponse, status: number): void {
    response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' });
    response.end(status === 403 ? 'Refused. Start Ashena again to open a window.\n' : '');
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const windowId = admit(request);
    if (windowId === null) {
      log('warn', 'upgrade_refused');
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serveSocket(socket, core, windowId, log));
  }

  /** The window that this socket belongs to, or null: it needs the origin, the cookie and the page's secret. */
  function admit(request: IncomingMessage): string | null {
    if (refusalOf(request, port) !== null || request.headers.origin === undefined) return null;
    if (request.url !== socketPath) return null;
    if (!sameSecret(cookieOf(request, cookieName), secrets.cookie)) return null;
    const [protocol, secret] = (request.headers['sec-websocket-protocol'] ?? '').split(/, */);
    return protocol === socketProtocol ? secrets.windowOf(secret) : null;
  }

  async function close(): Promise<void> {
    for (const socket of sockets.clients) socket.terminate();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
}

/** Only a path is taken: `//other.example/` and `http://other.example/` would be read as other hosts. */
function urlOf(request: IncomingMessage, port: number): URL | null {
  return request.url?.startsWith('/') === true ? URL.parse(`${originOf(port)}${request.url}`) : null;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: loopbackAddress, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
