import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/**
 * Loaded into the core's process before anything else (`node --import`): writes each address that it, or one of its
 * threads, connects to, into the file that ASHENA_CONNECTIONS names. The app must work with no network at all, so
 * a test fails on every line that is not loopback or a line that was configured.
 */
const file = process.env['ASHENA_CONNECTIONS'];

if (file !== undefined) {
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { socket: Socket };
    socket.on('lookup', (_error: unknown, _address: unknown, _family: unknown, host: string) =>
      note(`lookup ${host}`),
    );
    socket.on('connectionAttempt', (address: string, port: number) => note(`${address} ${port}`));
  });
  subscribe('udp.socket', () => note('udp'));
}

function note(line: string): void {
  if (file !== undefined) appendFileSync(file, `${line}\n`);
}
