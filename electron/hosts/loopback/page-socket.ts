import type { WebSocket } from 'ws';
import { toCore, type FromCore, type ToCore } from '#shared/contract/wire.ts';
import type { Core } from '../../core/core.ts';
import type { Log } from '../../core/feature.ts';
import { makeWindow, type Window } from '../window.ts';

/** A page that stopped reading is let go before its unread events fill the memory. */
const maxUnread = 16_000_000;

/** Carries one window over one socket that has proved who it is. */
export function serveSocket(socket: WebSocket, core: Core, windowId: string, log: Log): void {
  const window: Window = makeWindow(core, windowId);

  socket.on('message', (bytes: Buffer, isBinary) => {
    const message = isBinary ? null : parse(bytes.toString('utf8'));
    if (message === null) {
      log('warn', 'socket_bad_message');
      socket.close(1008);
      return;
    }
    void hear(message);
  });
  socket.on('close', () => window.end());
  socket.on('error', () => socket.terminate());

  async function hear(message: ToCore): Promise<void> {
    if (message.kind === 'hello') window.listen(message.hello, send);
    else {
      const envelope = await window.call(message.name, message.input);
      send({ kind: 'answer', id: message.id, envelope });
    }
  }

  function send(message: FromCore): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(JSON.stringify(message));
    if (socket.bufferedAmount > maxUnread) socket.terminate();
  }
}

function parse(text: string): ToCore | null {
  try {
    return toCore.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
