import { request } from 'node:http';
import { z } from 'zod';
import { contractError, type Envelope } from '#shared/contract/errors.ts';
import { loopbackAddress } from '../loopback/request-guard.ts';
import { controlPath } from './control-door.ts';

const envelope = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: contractError }),
]);

/**
 * Asks the process that owns a data folder, by the port and secret of its `run.json`.
 * Fails with `connection_lost` when nobody answers there (it died and left its file), or refuses the secret.
 */
export function askRunning(
  run: { readonly port: number; readonly secret: string },
  method: string,
  input: unknown,
): Promise<Envelope> {
  return new Promise((resolve) => {
    const lost = (reason: string): void =>
      resolve({ ok: false, error: { code: 'connection_lost', message: reason } });
    const asking = request(
      {
        host: loopbackAddress,
        port: run.port,
        path: controlPath,
        method: 'POST',
        headers: { authorization: `Bearer ${run.secret}`, 'content-type': 'application/json' },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', () => lost('the answer broke off'));
        response.on('end', () => {
          const answer = response.statusCode === 200 ? read(Buffer.concat(parts)) : null;
          if (answer === null) lost(`the control door answered ${String(response.statusCode)}`);
          else resolve(answer);
        });
      },
    );
    asking.on('error', () => lost('nobody answers at the control door'));
    asking.end(JSON.stringify({ method, input }));
  });
}

function read(bytes: Buffer): Envelope | null {
  try {
    return envelope.safeParse(JSON.parse(bytes.toString('utf8'))).data as Envelope;
  } catch {
    return null;
  }
}
