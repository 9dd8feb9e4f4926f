import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/**
 * The floor of painting: a page with nothing on it, fed by a loopback socket of its own. What it is sent it shows
 * as text, and tells of the paint as the card does: a message posted from the next frame.
 */
export type EmptyPage = { readonly url: string; send(id: string): void; close(): Promise<void> };

const page = `<!doctype html><title>floor</title><p id="shown"></p><script>
const shown = document.getElementById('shown');
const socket = new WebSocket('ws://' + location.host);
socket.onmessage = ({ data }) => {
  shown.textContent = data;
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => performance.mark('card-painted:' + data);
    channel.port2.postMessage(null);
  });
};
</script>`;

export async function serveEmptyPage(): Promise<EmptyPage> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  let open: WebSocket | null = null;
  sockets.on('connection', (socket) => (open = socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    send(id) {
      if (open === null) throw new Error('the empty page is not connected');
      open.send(id);
    },
    close: () =>
      new Promise((resolve) => {
        sockets.close();
        open?.terminate();
        server.close(() => resolve());
      }),
  };
}
