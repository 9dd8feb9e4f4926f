import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

export type AmiServerOptions = {
  readonly user?: string;
  readonly secret?: string;
  /** `plain-only` knows no challenge; `hangs-up-on-challenge` closes on it; `md5-only` refuses a plain secret. */
  readonly logins?: 'both' | 'plain-only' | 'md5-only' | 'hangs-up-on-challenge' | 'silent';
  readonly answersPing?: boolean;
  readonly answersStatus?: boolean | 'refuses';
  /** Blocks (without their empty line) that answer `Action: Status`. */
  readonly status?: () => readonly string[];
  /** Sent to each client right after its login. */
  readonly afterLogin?: (client: AmiClient) => void;
  readonly greets?: boolean;
  readonly tls?: { readonly key: string; readonly cert: string };
};

export type AmiClient = {
  readonly socket: Socket;
  /** Sends bytes as they are. */
  readonly send: (bytes: Uint8Array | string) => void;
  readonly close: () => void;
};

export type AmiServer = {
  readonly port: number;
  /** Clients that have logged in and are connected, in order. */
  readonly clients: readonly AmiClient[];
  /** Names of the actions received so far, over all connections. */
  readonly actions: readonly string[];
  /** Sends to every client that is logged in. */
  broadcast(bytes: Uint8Array | string): void;
  close(): Promise<void>;
};

/** A small Asterisk Manager on a real TCP (or TLS) socket of 127.0.0.1, for tests and journeys. */
export async function startAmiServer(options: AmiServerOptions = {}): Promise<AmiServer> {
  const clients: AmiClient[] = [];
  const sockets = new Set<Socket>();
  const actions: string[] = [];
  const server: Server = options.tls
    ? createTlsServer({ key: options.tls.key, cert: options.tls.cert }, serve)
    : createPlainServer(serve);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    clients,
    actions,
    broadcast: (bytes) => clients.forEach((client) => client.send(bytes)),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };

  function serve(socket: Socket): void {
    sockets.add(socket);
    let text = '';
    const challenge = randomUUID().slice(0, 9);
    const client: AmiClient = {
      socket,
      send: (bytes) => void (socket.writable && socket.write(bytes)),
      close: () => void socket.destroy(),
    };
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      if (clients.includes(client)) clients.splice(clients.indexOf(client), 1);
    });
    if (options.greets !== false) client.send('Asterisk Call Manager/9.0.0\r\n');
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        const action = readAction(text.slice(0, end));
        text = text.slice(end + 4);
        actions.push(action['action'] ?? '');
        answer(client, action, challenge);
      }
    });
  }

  function answer(client: AmiClient, action: Record<string, string>, challenge: string): void {
    const id = action['actionid'] ?? '';
    switch (action['action'] ?? '') {
      case 'Challenge':
        if (options.logins === 'silent') return;
        if (options.logins === 'hangs-up-on-challenge') return client.close();
        if (options.logins === 'plain-only')
          return reply(client, id, 'Error', 'Message: Invalid/unknown command');
        return reply(client, id, 'Success', `Challenge: ${challenge}`);
      case 'Login':
        if (options.logins !== 'silent') login(client, action, challenge);
        return;
      case 'Ping':
        if (options.answersPing !== false) reply(client, id, 'Success', 'Ping: Pong');
        return;
      case 'Status':
        if (options.answersStatus === 'refuses') reply(client, id, 'Error', 'Message: Permission denied');
        else if (options.answersStatus !== false) listStatus(client, id);
        return;
      default:
        return reply(client, id, 'Error', 'Message: Permission denied');
    }
  }

  function login(client: AmiClient, action: Record<string, string>, challenge: string): void {
    const secret = options.secret ?? 'secret';
    const key = createHash('md5').update(`${challenge}${secret}`).digest('hex');
    const plain = options.logins !== 'md5-only' && action['secret'] === secret;
    const md5 = options.logins !== 'plain-only' && action['key'] === key;
    if (action['username'] !== (options.user ?? 'ashena') || (!plain && !md5)) {
      reply(client, action['actionid'] ?? '', 'Error', 'Message: Authentication failed');
      setTimeout(client.close, 1_000).unref();
      return;
    }
    clients.push(client);
    reply(client, action['actionid'] ?? '', 'Success', 'Message: Authentication accepted');
    options.afterLogin?.(client);
  }

  function listStatus(client: AmiClient, id: string): void {
    const blocks = options.status?.() ?? [];
    reply(client, id, 'Success', 'Message: Channel status will follow');
    for (const block of blocks) client.send(`Event: Status\r\nActionID: ${id}\r\n${block}\r\n\r\n`);
    client.send(`Event: StatusComplete\r\nActionID: ${id}\r\nItems: ${blocks.length}\r\n\r\n`);
  }
}

function reply(client: AmiClient, id: string, response: string, line: string): void {
  client.send(`Response: ${response}\r\nActionID: ${id}\r\n${line}\r\n\r\n`);
}

function readAction(text: string): Record<string, string> {
  const lines = text.split('\r\n').map((line) => line.split(/:\s*/u));
  return Object.fromEntries(lines.map(([key = '', ...value]) => [key.toLowerCase(), value.join(': ')]));
}
