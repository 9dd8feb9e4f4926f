import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { readStaticFiles, type StaticFiles } from '../../../electron/hosts/static-files.ts';

/** Builds the page that is nothing but a client, as the renderer is built, for a version of the contract. */
export async function buildPage(contractVersion: string): Promise<StaticFiles> {
  const root = join(import.meta.dirname, 'page');
  const outDir = mkdtempSync(join(tmpdir(), 'ashena-page-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    define: { __CONTRACT_VERSION__: JSON.stringify(contractVersion) },
    build: {
      outDir,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: join(root, 'index.html') },
    },
  });
  return readStaticFiles(outDir);
}
