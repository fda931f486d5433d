import { paths } from '@fieldsync/protocol';
import type { Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { recordRows, saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

const { privacy: say, domain } = en;

/** A request of the page's own to the worker or the office. */
const ask = (page: Page, path: string): Promise<void> =>
  page.evaluate(async (address) => {
    await fetch(address, { method: 'POST' });
  }, path);

test('[C2] [R3] somebody is erased whose phone is away: it hears of it, says so, and loses nothing of another account', async ({
  server,
  link,
  phone,
  desk,
  page: office,
}) => {
  const page = await phone.signIn(people.yusuf);
  const signOut = async (): Promise<void> => {
    await page.goto('/more/');
    await page.getByRole('button', { name: en.more.signOut }).click();
    await page.getByRole('dialog').getByRole('button', { name: en.more.signOut, exact: true }).click();
    await page.waitForURL('**/sign-in/**');
  };

  await test.step('Yusuf leaves a record of his on the phone that he paused', async () => {
    await saveAssessment(page, 'SHELTER', 10);
    await expect.poll(async () => (await desk.records()).length).toBe(1);
    await ask(page, paths.pause);
    await saveAssessment(page, 'SECURITY', 20);
    await signOut();
  });

  await test.step('Amina has one at the office and, without signal, another one', async () => {
    await signIn(page, people.amina);
    await page.goto('/');
    await page.getByRole('button', { name: en.capture.choosePlace }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Dikwa' }).click();
    await saveAssessment(page, 'WASH', 30);
    await expect.poll(async () => (await desk.records()).length).toBe(2);
    link.refuse();
    link.dropConnections();
    await saveAssessment(page, 'FOOD', 40);
  });

  await test.step('an administrator erases her, and is asked for her email first', async () => {
    await office.goto(server.origin);
    await signIn(office, people.halima);
    await office.goto(`${server.origin}/privacy/`);
    await office.getByRole('button', { name: new RegExp(`^${say.erase} ?: ${people.amina.name}$`) }).click();
    const sheet = office.getByRole('dialog');
    await sheet.getByRole('radio', { name: say.eraseChoices.delete }).check();
    await sheet.getByLabel(say.reason, { exact: true }).fill('Asked for it.');
    const erase = sheet.getByRole('button', { name: say.eraseNow });
    await sheet.getByLabel(say.confirm).fill(people.ibrahim.email);
    await expect(erase).toHaveAttribute('aria-disabled', 'true');
    await sheet.getByLabel(say.confirm).fill(people.amina.email);
    expect(await violations(office)).toEqual([]);
    await erase.click();
    await expect(office.getByText(say.erased)).toBeVisible();
    await expect.poll(async () => (await desk.records()).map(({ sector }) => sector)).toEqual(['SHELTER']);
  });

  await test.step('her phone hears it with its next exchange: what was at the office goes, what was not stays and says why', async () => {
    link.restore();
    await ask(page, paths.start);
    await page.goto('/sync/');
    await expect(page.getByText(en.sync.reasons.erased)).toBeVisible();
    await page.goto('/records/');
    await expect(recordRows(page, domain.sectors.FOOD)).toHaveCount(1);
    await expect(recordRows(page, domain.sectors.WASH)).toHaveCount(0);
  });

  await test.step('Yusuf finds all of his, and sends the rest', async () => {
    await signOut();
    await signIn(page, people.yusuf);
    await page.goto('/records/');
    await expect(recordRows(page, domain.sectors.SHELTER)).toHaveCount(1);
    await expect(recordRows(page, domain.sectors.SECURITY)).toHaveCount(1);
    await ask(page, paths.resume);
    await expect
      .poll(async () => (await desk.records()).map(({ sector }) => sector).sort())
      .toEqual(['SECURITY', 'SHELTER']);
  });
});
