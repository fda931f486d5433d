import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';

/** The state that the page shows for each check. */
async function check(page: Page): Promise<Record<string, string>> {
  await page
    .getByRole('button', { name: new RegExp(`${en.phoneCheck.start}|${en.phoneCheck.again}`) })
    .click();
  const status = page.getByRole('status').filter({ hasText: /\.$/ });
  await expect(status).toBeVisible({ timeout: 20_000 });
  const rows = await page
    .locator('[data-state]:has(.detail)')
    .evaluateAll((items) =>
      items.map((item) => [
        item.querySelector('p')?.firstChild?.textContent ?? '',
        item.getAttribute('data-state') ?? '',
      ]),
    );
  return Object.fromEntries(rows) as Record<string, string>;
}

test('a phone checks itself, with signal and without, and hands out its log', async ({ phone }) => {
  const page = await phone.signIn();
  await saveAssessment(page, 'WASH', 40);
  await expect(page.getByText(en.capture.allSent)).toBeVisible();
  await page.goto('/more/');
  const { checks } = en.phoneCheck;
  const well = await check(page);
  for (const name of [
    'storage',
    'room',
    'worker',
    'sender',
    'wake-up',
    'locks',
    'encryption',
    'compression',
    'office',
    'clock',
  ] as const)
    expect.soft(well[checks[name]], name).toBe('ok');

  await phone.context.setOffline(true);
  await page.getByRole('button', { name: en.phoneCheck.again }).click();
  const line = (state: string, name: string) =>
    page.locator(`[data-state="${state}"]`).filter({ hasText: new RegExp(`^${name}`) });
  await expect(line('warn', checks.office)).toBeVisible();
  await expect(line('ok', checks.storage)).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: en.phoneCheck.save }).click();
  const file = await (await downloading).path();
  const log = readFileSync(file, 'utf8');
  expect(log).toContain('opened page build');
  expect(log).toContain('opened worker build');
  expect(log).toMatch(/session \S+ done sent 1/);
  expect(log).not.toContain('Dikwa');
});
