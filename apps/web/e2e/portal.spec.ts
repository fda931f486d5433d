import { paths } from '@fieldsync/protocol';
import { en } from '../src/words/en.ts';
import { recordRows, saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';

test('[S7] behind a captive portal that answers 200 to everything, nothing counts as sent', async ({
  link,
  tap,
  phone,
  desk,
}) => {
  const page = await phone.signIn();
  const indicator = page.locator('[data-connectivity]');
  await expect(indicator).not.toHaveText(en.connectivity.portal);
  link.portal();
  await test.step('the worker meets it, and the page says so', async () => {
    await page.evaluate((start) => fetch(start, { method: 'POST' }), paths.start);
    await expect(indicator).toHaveText(en.connectivity.portal);
  });

  await saveAssessment(page, 'SECURITY', 40);
  await saveAssessment(page, 'FOOD', 60);
  await page.goto('/records/');
  const rows = [en.domain.sectors.SECURITY, en.domain.sectors.FOOD].map((title) => recordRows(page, title));
  for (const row of rows) await expect(row).toContainText(en.states.phone);
  expect(tap.pushes).toEqual([]);

  link.restore();
  for (const row of rows) await expect(row).toContainText(en.states.office, { timeout: 30_000 });
  await expect(indicator).not.toHaveText(en.connectivity.portal);
  expect(await desk.records()).toHaveLength(2);
});
