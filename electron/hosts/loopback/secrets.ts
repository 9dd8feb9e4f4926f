import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that fit into a URL, a header and a socket's protocol name. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares without telling by its time how much was right; both sides are hashed, so lengths do not matter. */
export function sameSecret(given: string | undefined, right: string): boolean {
  return given !== undefined && timingSafeEqual(digest(given), digest(right));
}

export type Secrets = {
  /** A token for one address, good once. */
  newToken(): string;
  /** Takes the token away; what the page then keeps, or null when the token is not (or no longer) good. */
  exchange(token: string): { readonly pageSecret: string } | null;
  /** The cookie's value: whoever has it may load the page, and nothing more. */
  readonly cookie: string;
  /** The window that belongs to a page's secret, or null. */
  windowOf(pageSecret: string | undefined): string | null;
};

const maxTokens = 16;
const maxPages = 256;

/**
 * A browser's cookies are sent to every port of this machine, so another program's page server here could learn
 * ours. A second secret, which only the page itself holds, is asked for at the socket; data goes over nothing else.
 */
export function makeSecrets(): Secrets {
  const tokens: string[] = [];
  const pages: { readonly secret: string; readonly windowId: string }[] = [];

  return {
    cookie: newSecret(),
    newToken() {
      const token = newSecret();
      tokens.push(token);
      if (tokens.length > maxTokens) tokens.shift();
      return token;
    },
    exchange(token) {
      const index = tokens.findIndex((good) => sameSecret(token, good));
      if (index < 0) return null;
      tokens.splice(index, 1);
      const page = { secret: newSecret(), windowId: newSecret() };
      pages.push(page);
      if (pages.length > maxPages) pages.shift();
      return { pageSecret: page.secret };
    },
    windowOf: (given) => pages.find(({ secret }) => sameSecret(given, secret))?.windowId ?? null,
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
