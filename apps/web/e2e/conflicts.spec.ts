import type { Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { peopleField, recordRows, saveAssessment, saveForm } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { Phone, signIn } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

const { conflicts, domain, records, states } = en;
const wash = domain.sectors.WASH;
const WHY = 'Amina counted again at the well.';

/** From the list to the form and back to the record. */
async function change(page: Page, people: number): Promise<void> {
  await page.goto('/records/');
  await recordRows(page, wash).click();
  await page.getByRole('link', { name: records.detail.edit }).click();
  await peopleField(page).fill(String(people));
  await saveForm(page);
}

test('[K1][K2] two phones change one answer, a coordinator chooses, and both phones hear of it', async ({
  server,
  link,
  phone,
  desk,
  page: office,
}) => {
  const second = await Phone.start(link.origin);
  try {
    const one = await phone.signIn();
    await saveAssessment(one, 'WASH', 40);
    await expect(one.getByText(en.capture.allSent)).toBeVisible();
    const two = await second.signIn();
    await two.goto('/records/');
    await expect(recordRows(two, wash)).toBeVisible();

    await test.step('each changes the same answer with no signal', async () => {
      for (const each of [phone, second]) await each.context.setOffline(true);
      await change(one, 350);
      await change(two, 420);
      await phone.context.setOffline(false);
      await expect.poll(async () => (await desk.records())[0]?.version).toBe(2);
      await second.context.setOffline(false);
      await two.goto('/records/');
      await expect(recordRows(two, wash)).toContainText(records.officeDecides);
    });

    await test.step('the coordinator sees it come, and both versions side by side', async () => {
      await office.setViewportSize({ width: 1280, height: 800 });
      await office.goto(server.origin);
      await signIn(office, people.ibrahim);
      await office.waitForURL('**/live/');
      await office.getByRole('link', { name: en.navigation.conflicts }).click();
      await expect(office.getByText(conflicts.waiting(1))).toBeVisible();
      expect(await violations(office)).toEqual([]);
      await office.getByRole('list', { name: conflicts.list }).getByRole('link').click();
      await expect(office.getByRole('radio', { name: '420' })).toBeVisible();
      await expect(office.getByRole('radio', { name: '350' })).toBeVisible();
      expect(await violations(office)).toEqual([]);
    });

    await test.step('what is missing is said, and the keyboard alone will do', async () => {
      const keep = office.getByRole('button', { name: conflicts.keep });
      await keep.press('Enter');
      await expect(office.getByText(conflicts.choiceMissing)).toBeVisible();
      await office.keyboard.press('Tab');
      await office.keyboard.press('Space');
      await expect(office.getByRole('radio', { name: '420' })).toBeChecked();
      await keep.press('Enter');
      await expect(office.getByText(conflicts.whyMissing)).toBeVisible();
      await office.keyboard.type(WHY);
      expect(await violations(office)).toEqual([]);
      await keep.press('Enter');
      await expect(office.getByRole('button', { name: conflicts.change })).toBeVisible();
      expect(await violations(office)).toEqual([]);
      const [record] = await desk.records();
      expect((await desk.record(record?.id ?? '')).data).toMatchObject({ peopleAffected: 420 });
    });

    await test.step('the phone whose version it was says what was decided, and its two versions end', async () => {
      await two.goto('/sync/');
      const row = two.getByRole('link', { name: conflicts.phone.row(people.ibrahim.name) });
      await expect(row).toBeVisible();
      expect(await violations(two)).toEqual([]);
      await row.click();
      await expect(two.getByText(conflicts.phone.why(WHY))).toBeVisible();
      expect(await violations(two)).toEqual([]);
      await two.getByRole('button', { name: conflicts.phone.seen }).click();
      await two.goto('/records/');
      await expect(recordRows(two, wash)).toContainText(states.office);
    });

    await test.step('and the other phone has the same answer', async () => {
      await one.goto('/records/');
      await recordRows(one, wash).click();
      await expect(one.getByRole('definition').filter({ hasText: '420' })).toBeVisible();
    });
  } finally {
    await second.remove();
  }
});
