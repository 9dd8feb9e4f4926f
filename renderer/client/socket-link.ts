import type { Envelope } from '#shared/contract/errors.ts';
import { socketPath, socketProtocol } from '#shared/contract/page.ts';
import type { FromCore, Hello, ToCore } from '#shared/contract/wire.ts';
import type { Link } from './client.ts';
import { connectionLost } from './connection-lost.ts';

/** Milliseconds before trying again: soon at first (the core restarts), then calmly. */
const waits = [200, 400, 800, 1_500, 3_000, 5_000];

/**
 * The loopback socket. After a break it connects again by itself; what was asked and not answered meanwhile ends
 * with `connection_lost`, because nobody knows whether it was done.
 *
 * @param origin `http://127.0.0.1:N`
 * @param pageSecret the page's own secret: travels as a socket protocol, the one header that a page can choose
 */
export function makeSocketLink(options: {
  readonly origin: string;
  readonly pageSecret: string;
  readonly openSocket?: (url: string, protocols: string[]) => WebSocket;
}): Link {
  const openSocket = options.openSocket ?? ((url, protocols) => new WebSocket(url, protocols));
  const url = `${options.origin.replace(/^http/, 'ws')}${socketPath}`;
  const pending = new Map<number, (envelope: Envelope) => void>();
  let socket: WebSocket | null = null;
  let lastId = 0;

  return {
    call(name, input) {
      return new Promise((resolve) => {
        if (socket === null || socket.readyState !== socket.OPEN) {
          resolve(connectionLost);
          return;
        }
        lastId += 1;
        pending.set(lastId, resolve);
        send(socket, { kind: 'call', id: lastId, name, input });
      });
    },
    open(hello, tell) {
      let tries = 0;
      let retry: ReturnType<typeof setTimeout> | undefined;
      connect();
      return () => {
        clearTimeout(retry);
        const last = socket;
        socket = null;
        last?.close();
        failPending();
      };

      function connect(): void {
        const opened = openSocket(url, [socketProtocol, options.pageSecret]);
        socket = opened;
        opened.addEventListener('open', () => {
          tries = 0;
          send(opened, { kind: 'hello', hello: hello() });
        });
        opened.addEventListener('message', ({ data }) => {
          if (socket === opened) hear(JSON.parse(String(data)) as FromCore);
        });
        opened.addEventListener('close', () => {
          if (socket !== opened) return;
          failPending();
          tell({ kind: 'lost' });
          retry = setTimeout(connect, waits[Math.min(tries, waits.length - 1)]);
          tries += 1;
        });
      }

      function hear(message: FromCore): void {
        if (message.kind !== 'answer') {
          tell(message);
          return;
        }
        const resolve = pending.get(message.id);
        pending.delete(message.id);
        resolve?.(message.envelope);
      }
    },
  };

  function failPending(): void {
    for (const resolve of pending.values()) resolve(connectionLost);
    pending.clear();
  }
}

function send(socket: WebSocket, message: { kind: 'hello'; hello: Hello } | ToCore): void {
  socket.send(JSON.stringify(message));
}
