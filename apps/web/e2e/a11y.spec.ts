import type { Locator, Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { peopleField, recordRows, saveAssessment, saveButton, saveEmergency } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

async function violationsAt(page: Page, address: string): Promise<string[]> {
  await page.goto(address);
  await expect(page.getByRole('heading').first()).toBeVisible();
  return violations(page);
}

test('no page of a field worker has what WCAG 2.2 A or AA forbids, light or dark', async ({ phone }) => {
  const visitor = await phone.open('/sign-in/');
  await visitor.getByRole('button', { name: en.session.signIn }).click();
  expect(await violations(visitor)).toEqual([]);
  await visitor.close();

  const page = await phone.signIn();
  expect(await violations(page)).toEqual([]);
  await saveAssessment(page, 'WASH', 40);
  await expect(page.getByText(en.capture.allSent)).toBeVisible();
  await phone.context.setOffline(true);
  await saveEmergency(page, 700);
  for (const address of ['/', '/records/', '/sync/', '/more/', '/account/', '/sign-in/', '/no-such-page/'])
    expect(await violationsAt(page, address)).toEqual([]);

  await page.goto('/records/');
  for (const title of [en.domain.sectors.WASH, en.domain.sectors.HEALTH]) {
    await recordRows(page, title).click();
    await expect(page.getByRole('heading', { name: en.records.detail.answers })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.goBack();
  }
});

test('no form has what WCAG 2.2 A or AA forbids, light or dark', async ({ phone }) => {
  const page = await phone.signIn();
  for (const form of ['assessment/?sector=HEALTH', 'assessment/?sector=POPULATION', 'response/?sector=FOOD'])
    for (const part of ['opening', 'sector', 'closing'])
      expect(await violationsAt(page, `/capture/${form}&part=${part}`)).toEqual([]);
  expect(await violationsAt(page, '/capture/response/')).toEqual([]);

  await page.goto('/capture/response/?sector=FOOD');
  await saveButton(page).click();
  await expect(page.getByText(en.recordForm.problems.chooseOne)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: /Dikwa/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('no page of a coordinator has what WCAG 2.2 A or AA forbids, light or dark', async ({
  server,
  phone,
  page: desk,
}) => {
  await saveEmergency(await phone.signIn(), 700);
  await desk.goto(server.origin);
  await signIn(desk, people.ibrahim);
  await desk.waitForURL('**/live/');
  await expect(desk.getByRole('row', { name: en.domain.sectors.HEALTH })).toBeVisible();
  expect(await violations(desk)).toEqual([]);
  for (const address of ['/', '/records/', '/sync/', '/more/', '/account/'])
    expect(await violationsAt(desk, server.origin + address)).toEqual([]);
});

test('[C1] a record is captured and saved with the keyboard alone', async ({ phone, desk }) => {
  const page = await phone.signIn();
  const tabTo = async (target: Locator): Promise<void> => {
    const isFocused = (): Promise<boolean> =>
      target.evaluate((element) => element === document.activeElement);
    for (let presses = 0; presses < 60 && !(await isFocused()); presses += 1)
      await page.keyboard.press('Tab');
    await expect(target).toBeFocused();
  };
  await page.goto('/');
  await tabTo(page.getByRole('link', { name: en.domain.sectors.HEALTH }));
  await page.keyboard.press('Enter');
  await expect(saveButton(page)).toBeVisible();
  await tabTo(peopleField(page));
  await page.keyboard.type('64');
  await page.keyboard.press('ArrowUp');
  await tabTo(page.getByRole('button', { name: en.recordForm.nextPart }));
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('radio', { name: en.forms.yes }).first());
  await page.keyboard.press('Space');
  await tabTo(saveButton(page));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: en.recordForm.saved })).toBeVisible();
  await expect.poll(async () => (await desk.records()).length).toBe(1);
  const [saved] = await desk.records();
  expect((await desk.record(saved?.id ?? '')).data).toMatchObject({
    peopleAffected: 65,
    hasFunctionalClinic: true,
  });
});
