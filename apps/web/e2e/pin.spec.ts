import type { Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { violations } from './fixtures/violations.ts';

const PIN = '246810';
const say = en.pin;

async function unlockWith(page: Page, pin: string): Promise<void> {
  await expect(page.getByRole('heading', { name: say.locked })).toBeVisible();
  await page.getByLabel(say.enter, { exact: true }).fill(pin);
  await page.keyboard.press('Enter');
}

test('[X2] a PIN stands before the records after each start, a wrong one opens nothing, and it can be taken away', async ({
  phone,
}) => {
  const page = await phone.signIn();
  await phone.context.setOffline(true);
  await saveAssessment(page, 'WASH', 40);
  await page.goto('/more/');
  await page.getByLabel(say.choose).fill(PIN);
  await page.getByLabel(say.again).fill('246811');
  await page.keyboard.press('Enter');
  await expect(page.getByText(say.differ)).toBeVisible();
  await page.getByLabel(say.again).fill(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: say.lockNow })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.goto('/records/');
  await expect(page.getByRole('heading', { name: say.locked })).toBeVisible();
  await expect(page.getByText(say.lockedDetail(1))).toBeVisible();
  await expect(page.getByText(en.domain.sectors.WASH)).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await unlockWith(page, '111111');
  await expect(page.getByText(/^(That is not|Not) the PIN/)).toBeVisible();
  await expect(page.getByRole('heading', { name: say.locked })).toBeVisible();
  await unlockWith(page, PIN);
  await expect(page.getByText(en.domain.sectors.WASH).first()).toBeVisible();

  await page.goto('/more/');
  await unlockWith(page, PIN);
  await page.getByLabel(say.current).fill(PIN);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: say.setIt })).toBeVisible();
  await phone.context.setOffline(false);
  await page.goto('/');
  await expect(page.getByText(en.capture.allSent)).toBeVisible();
});

test('[C3] what cannot be read any more is said, kept as it lies, and comes back from the office', async ({
  phone,
}) => {
  const page = await phone.signIn();
  await saveAssessment(page, 'WASH', 40);
  await expect(page.getByText(en.capture.allSent)).toBeVisible();
  await page.evaluate(async () => {
    const settled = <Result>(request: IDBRequest): Promise<Result> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result as Result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });
    const names = (await indexedDB.databases()).flatMap(({ name = '' }) =>
      /^fieldsync-[^:]+$/.test(name) ? [name] : [],
    );
    const database = await settled<IDBDatabase>(indexedDB.open(names[0] ?? ''));
    const rows = database.transaction('sealedRecords', 'readwrite').objectStore('sealedRecords');
    for (const row of await settled<{ box: Uint8Array }[]>(rows.getAll()))
      rows.put({ ...row, box: row.box.map((byte, index) => (index === 30 ? byte ^ 1 : byte)) });
    await new Promise((done) => (rows.transaction.oncomplete = done));
    database.close();
  });
  await page.goto('/records/');
  await expect(page.getByText(en.domain.sectors.WASH).first()).toBeVisible();
  await page.goto('/more/');
  const section = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: en.kept.unreadable }) });
  await expect(section).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const downloading = page.waitForEvent('download');
  await section.getByRole('button', { name: en.kept.saveUnreadable }).click();
  expect((await downloading).suggestedFilename()).toBe(en.kept.fileName);
});
