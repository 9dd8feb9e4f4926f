import { protocol } from 'electron';
import { contentHeaders } from '../content-policy.ts';
import type { StaticFiles } from '../static-files.ts';
import { isOwnPage, scheme } from './own-pages.ts';

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer under `app://ashena/`, each file with the strict policy. */
export function serveAppScheme(files: StaticFiles): void {
  const headers = contentHeaders(null);
  protocol.handle(scheme, (request) => {
    const { pathname } = new URL(request.url);
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (!isOwnPage(request.url) || file === undefined) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(file.body), { headers: { ...headers, 'content-type': file.type } });
  });
}
