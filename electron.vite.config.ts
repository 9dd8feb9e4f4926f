import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { contractVersion } from './electron/core/contract-version.ts';
import { contract, events } from './shared/contract/contract.ts';

const at = (path: string): string => resolve(import.meta.dirname, path);

/**
 * Builds the desktop app into out/: main (ESM, with the lanes' entry beside it), the preload (one CommonJS file,
 * as a sandboxed preload must be) and the renderer, which both hosts serve.
 */
export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      sourcemap: true,
      rollupOptions: {
        input: { main: at('electron/main.ts'), 'lane-worker': at('electron/core/lanes/lane-worker.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    // The core computes the same hash at its start: see contract-version.ts.
    define: { __CONTRACT_VERSION__: JSON.stringify(contractVersion(contract, events)) },
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // Nothing inline: our policy allows no data: scripts, fonts or styles.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: at('renderer/index.html') },
    },
  },
});
