import type { IncomingMessage } from 'node:http';

export const loopbackAddress = '127.0.0.1';

/**
 * Why a request is refused before anything of it is read, or null. A page of a foreign site can make the user's
 * browser send requests here: then Origin is foreign. It can point its own name at 127.0.0.1 (DNS rebinding):
 * then Host is foreign. So Host must be our address, letter by letter, and Origin, where sent, our origin.
 */
export function refusalOf(request: IncomingMessage, port: number): 'host' | 'origin' | 'site' | null {
  const { host, origin } = request.headers;
  if (host !== `${loopbackAddress}:${port}`) return 'host';
  if (origin !== undefined && origin !== originOf(port)) return 'origin';
  // Sent by browsers alone. Another port of this machine is the `same-site`, and not us. A foreign page may
  // only be left for ours (the redirect file is one), and never fetch from it.
  const site = request.headers['sec-fetch-site'];
  const foreign = site === 'cross-site' || site === 'same-site';
  if (foreign && request.headers['sec-fetch-mode'] !== 'navigate') return 'site';
  return null;
}

export function originOf(port: number): string {
  return `http://${loopbackAddress}:${port}`;
}

/** The value of one cookie; of several with this name, the first. */
export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
