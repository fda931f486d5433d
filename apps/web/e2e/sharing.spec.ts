import type { Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment, saveEmergency } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';

/** Done when the choice is on the phone's disk: a page that is left before that takes it along. */
async function choose(page: Page, question: string, choice: string): Promise<void> {
  await page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: choice }).check();
  await expect(page.locator('section[aria-busy="true"]')).toHaveCount(0);
}

test('[P1] without consent nothing is sent, critical or not, and the screen says how to give it', async ({
  phone,
  desk,
}) => {
  const page = await phone.signIn();
  await page.goto('/more/');
  await choose(page, en.sharing.consent, en.sharing.no);
  await page.goto('/');
  await saveEmergency(page, 700);
  await page.goto('/sync/');
  await expect(page.getByText(en.holds.consent.title)).toBeVisible();
  expect(await desk.records()).toEqual([]);
  await page.getByRole('button', { name: en.sync.agree }).click();
  await expect.poll(async () => (await desk.records()).length).toBe(1);
  await expect(page.getByText(en.sync.done)).toBeVisible();
});

test('[P1] a connection that costs carries what the person lets it carry, and critical records', async ({
  phone,
  desk,
}) => {
  const page = await phone.signIn();
  await page.goto('/more/');
  await choose(page, en.sharing.metered, en.sharing.criticalOnly);
  await choose(page, en.sharing.connection.unknown, en.sharing.costs);
  await page.goto('/');
  await saveAssessment(page, 'WASH', 40);
  await saveEmergency(page, 700);
  await expect.poll(async () => (await desk.records()).map(({ sector }) => sector)).toEqual(['HEALTH']);
  await page.goto('/sync/');
  await expect(page.getByText(en.holds.metered.title).first()).toBeVisible();
  await page.getByRole('button', { name: en.sync.despiteCost }).click();
  await expect.poll(async () => (await desk.records()).length).toBe(2);
});
