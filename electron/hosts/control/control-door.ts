import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Envelope } from '#shared/contract/errors.ts';
import type { Core } from '../../core/core.ts';
import { sameSecret } from '../loopback/secrets.ts';

export const controlPath = '/control';

/** What the host itself can be asked, besides the methods of the contract. */
export type HostMethods = {
  /** Shows a window: the address of a new one (loopback), or null when the host showed its own (Electron). */
  readonly 'host.newWindow': () => { readonly url: string | null };
};

const body = z.object({ method: z.string().max(100), input: z.unknown().optional() });
const maxBody = 2_000_000;

/**
 * The door for terminals (`npm run ring`, import, a second start): `POST /control` with the secret of `run.json`
 * as bearer, `{method, input}` in, an envelope out. A browser has no business here: any Origin is refused.
 */
export function makeControlDoor(options: {
  readonly core: Core;
  readonly secret: string;
  readonly hostMethods: HostMethods;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { core, secret, hostMethods } = options;

  return async (request, response) => {
    const refused = refuse(request);
    if (refused !== null) {
      answer(response, refused, null);
      return;
    }
    const text = await readBody(request);
    if (text === null) {
      answer(response, 413, null);
      return;
    }
    const asked = parse(text);
    if (asked === null) answer(response, 400, null);
    else answer(response, 200, await call(asked.method, asked.input));
  };

  function refuse(request: IncomingMessage): number | null {
    if (request.headers.origin !== undefined) return 403;
    if (request.method !== 'POST') return 405;
    const [scheme, given] = (request.headers.authorization ?? '').split(' ');
    if (scheme !== 'Bearer' || !sameSecret(given, secret)) return 401;
    if (request.headers['content-type']?.split(';')[0] !== 'application/json') return 415;
    return null;
  }

  async function call(method: string, input: unknown): Promise<Envelope> {
    if (method === 'host.newWindow') return { ok: true, value: hostMethods[method]() };
    return await core.call(core.terminal, method, input);
  }
}

function parse(text: string): z.infer<typeof body> | null {
  try {
    return body.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > maxBody) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function answer(response: ServerResponse, status: number, envelope: Envelope | null): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 413 ? { connection: 'close' } : {}),
  });
  response.end(envelope === null ? '' : JSON.stringify(envelope));
}
