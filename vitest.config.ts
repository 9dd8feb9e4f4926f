import { defineConfig } from 'vitest/config';

/**
 * Two projects: `node` holds everything that runs without a screen (rules, store, lines, hosts);
 * `slow` holds the long ones (every cut of every recording, big stores), left out of `npm run check`.
 * Journeys in a browser are Playwright's: see playwright.config.ts.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.slow.test.ts', 'test/e2e/**', 'test/electron-double/**'],
        },
      },
      { extends: true, test: { name: 'slow', include: ['test/**/*.slow.test.ts'], testTimeout: 180_000 } },
    ],
  },
});
