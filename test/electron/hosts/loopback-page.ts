import type { StaticFiles } from '../../../electron/hosts/static-files.ts';

/** The smallest built renderer. */
export const testFiles: StaticFiles = new Map([
  [
    '/index.html',
    {
      body: Buffer.from('<!doctype html><html><head><title>آشنا</title></head><body></body></html>'),
      type: 'text/html; charset=utf-8',
      hashed: false,
    },
  ],
  ['/assets/main-1.js', { body: Buffer.from('1;'), type: 'text/javascript; charset=utf-8', hashed: true }],
]);

export type EnteredPage = { readonly origin: string; readonly cookie: string; readonly pageSecret: string };

/** What a browser does with an address: loads it, keeps the cookie, and the page keeps its secret. */
export async function enter(address: string): Promise<EnteredPage> {
  const response = await fetch(address);
  const html = await response.text();
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  const pageSecret = /<meta name="ashena-page" content="([^"]+)">/.exec(html)?.[1];
  if (cookie === undefined || pageSecret === undefined) throw new Error(`not let in: ${response.status}`);
  return { origin: new URL(address).origin, cookie, pageSecret };
}
