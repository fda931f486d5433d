import type { Locator, Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment, saveEmergency } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';

const { live, fleet, accounts } = en;

/** Opens the second row with the keyboard, and closes what it opened. */
async function walk(page: Page, panel: Locator): Promise<void> {
  const rows = page.locator('[data-row]');
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(rows.nth(1)).toBeFocused();
}

for (const { what, viewport } of [
  { what: 'a laptop', viewport: { width: 1280, height: 800 } },
  { what: 'a small phone', viewport: { width: 360, height: 740 } },
])
  test(`on ${what} a row of the office is opened and closed with the keyboard, and the focus comes back`, async ({
    server,
    phone,
    page: office,
  }) => {
    const page = await phone.signIn();
    await saveEmergency(page, 700);
    await saveAssessment(page, 'WASH', 40);
    await expect(page.getByText(en.capture.allSent)).toBeVisible();
    await office.setViewportSize(viewport);
    await office.goto(server.origin);
    await signIn(office, people.halima);
    await office.waitForURL('**/live/');
    await walk(office, office.getByRole('complementary', { name: live.detail.label }));

    // Its own phone is the second one.
    await office.goto(`${server.origin}/fleet/`);
    await expect(office.locator('[data-row]')).toHaveCount(2);
    const panel = office.getByRole('complementary', { name: fleet.panel.label });
    await walk(office, panel);

    await test.step('nothing behind a panel that covers the page can be reached', async () => {
      await office.locator('[data-row]').first().click();
      await expect(panel).toBeVisible();
      const behind = office.getByRole('searchbox', { name: fleet.search });
      await behind.focus();
      if (viewport.width < 768) await expect(behind).not.toBeFocused();
      else await expect(behind).toBeFocused();
      await office.goBack();
      await expect(panel).toBeHidden();
      await expect(office.locator('[data-row]').first()).toBeFocused();
    });

    await test.step('a sheet gives the focus back to what opened it', async () => {
      await office.goto(`${server.origin}/accounts/`);
      const add = office.getByRole('button', { name: accounts.create });
      await add.focus();
      await office.keyboard.press('Enter');
      await expect(office.getByRole('dialog')).toBeVisible();
      await office.keyboard.press('Escape');
      await expect(add).toBeFocused();
    });
  });
