/**
 * Brings Electron's program into its package, and tells its parent when the first bytes arrive. Its own installer
 * (`npx install-electron --no`) does the same without telling; the file is fetched here into the cache that it
 * looks into first.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Get from '@electron/get';

const electronPackage = createRequire(import.meta.url).resolve('electron/package.json');
const fromElectron = createRequire(electronPackage);
const { downloadArtifact } = (await import(fromElectron.resolve('@electron/get'))) as typeof Get;
const { version } = fromElectron('./package.json') as { version: string };

const cacheRoot = process.env['electron_config_cache']; // as the installer reads it
let begun = false;
await downloadArtifact({
  version,
  artifactName: 'electron',
  platform: process.platform,
  arch: process.arch,
  ...(cacheRoot === undefined ? {} : { cacheRoot }),
  checksums: fromElectron('./checksums.json') as Record<string, string>,
  downloadOptions: {
    quiet: true,
    getProgressCallback: ({ transferred }: { readonly transferred: number }) => {
      if (!begun && transferred > 0) process.send?.('begun');
      begun ||= transferred > 0;
      return Promise.resolve();
    },
  },
});
const { status } = spawnSync(process.execPath, [join(dirname(electronPackage), 'install.js')]);
process.exit(status ?? 1);
