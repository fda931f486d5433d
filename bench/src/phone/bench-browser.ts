import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';

/** Chromium without anything of its own on the line, and with a certificate that nobody signed. */
export function launchBenchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['FIELDSYNC_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--ignore-certificate-errors',
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
    ],
  });
}
