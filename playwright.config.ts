import { defineConfig } from '@playwright/test';

/** Journeys in a real browser over the loopback host. Each test finds or brings its browser: build/browser.ts. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  globalSetup: './test/e2e/build-first.ts',
  outputDir: 'out/test/playwright',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json']],
});
