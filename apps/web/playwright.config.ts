import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './e2e/fixtures/chromium-launch.ts';

/**
 * A real Chromium with the real service worker, against the real server behind a link that can be cut. One at a time:
 * each test has a server and a browser of its own, and what it measures must not wait for another's.
 */
export default defineConfig({
  testDir: './e2e',
  outputDir: '../../.cache/e2e',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  /* A weak link and a slow machine take their time; a test that hangs is caught all the same. */
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    launchOptions: chromiumLaunch,
    // Nothing that would ask more of two cores than the product itself does.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'Africa/Lagos',
    actionTimeout: 15_000,
    navigationTimeout: 15_000,
  },
});
