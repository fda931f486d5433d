import { recordPageSchema, envelopeSchema, paths } from '@fieldsync/protocol';
import type { Locator, Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

const say = en.accounts;
const recordRows = (page: Page): Locator => page.getByRole('main').getByRole('link', { name: /\d\d:\d\d/ });

test('[R3] a person is let in and gets an area: its records reach their phone, and leave it with the area', async ({
  server,
  phone,
  desk,
  page: office,
  browser,
}) => {
  test.setTimeout(180_000);
  const amina = await phone.signIn();
  await saveAssessment(amina, 'WASH', 10);
  await expect.poll(async () => (await desk.records()).length).toBe(1);
  const area = await amina.evaluate(
    async (path) => (await fetch(path)).json() as Promise<unknown>,
    paths.records,
  );
  const listed = envelopeSchema(recordPageSchema).parse(area);
  const lga = listed.success ? (listed.data.items[0]?.place?.lga ?? '') : '';

  await office.goto(server.origin);
  await signIn(office, people.halima);
  await office.waitForURL('**/live/');
  await office.goto(`${server.origin}/accounts/`);
  await expect(office.getByText(say.say(4))).toBeVisible();
  expect(await violations(office)).toEqual([]);

  const password =
    await test.step('the administrator lets Fatima in, and is shown her password once', async () => {
      await office.getByRole('button', { name: say.create }).click();
      await office.getByLabel(say.name, { exact: true }).fill('Fatima Goni');
      await office.getByLabel(say.email, { exact: true }).fill('fatima@fieldsync.test');
      await office.getByLabel(say.role).selectOption({ label: en.domain.roles.RESPONDER });
      expect(await violations(office)).toEqual([]);
      await office.getByRole('button', { name: say.add, exact: true }).click();
      const told = office.getByRole('dialog', { name: say.told });
      const text = await told.getByText(/^[\w-]{16}$/).textContent();
      await told.getByRole('button', { name: say.done }).click();
      return text ?? '';
    });

  const give = async (): Promise<void> => {
    await office.getByRole('button', { name: /Fatima Goni/ }).click();
    const sheet = office.getByRole('dialog', { name: 'Fatima Goni' });
    await sheet.locator('label', { hasText: lga }).click();
    await sheet.getByRole('button', { name: say.save }).click();
    await expect(sheet.getByText(say.saved)).toBeVisible();
    expect(await violations(office)).toEqual([]);
    await sheet.getByRole('button', { name: en.navigation.close }).click();
  };
  const context = await browser.newContext({ baseURL: server.origin });
  const fatima = await context.newPage();
  const syncNow = (): Promise<void> =>
    fatima.evaluate(async (path) => {
      await fetch(path, { method: 'POST' });
    }, paths.start);

  await test.step('with the area comes its record', async () => {
    await give();
    await expect(office.getByText(say.inAreas(lga))).toBeVisible();
    await fatima.goto(server.origin);
    await signIn(fatima, { name: 'Fatima Goni', email: 'fatima@fieldsync.test', password });
    await fatima.goto(`${server.origin}/records/`);
    await expect(recordRows(fatima)).toHaveCount(1, { timeout: 30_000 });
  });

  await test.step('it is to be seen, and not to be changed', async () => {
    await recordRows(fatima).first().click();
    await expect(fatima.getByRole('link', { name: en.records.detail.edit })).toHaveCount(0);
    await fatima.goto(`${server.origin}/records/`);
  });

  const list = await context.newPage();
  await list.goto(`${server.origin}/live/`);
  await expect(list.locator('[data-row]')).toHaveCount(1);

  await test.step('without the area it leaves her phone, and the list that is open on her screen', async () => {
    await give();
    await expect(office.getByText(say.inAreas(lga))).toHaveCount(0);
    await expect(list.locator('[data-row]')).toHaveCount(0);
    await syncNow();
    await expect(recordRows(fatima)).toHaveCount(0, { timeout: 30_000 });
  });
  await context.close();
});
