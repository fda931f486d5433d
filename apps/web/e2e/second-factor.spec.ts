import type { Page } from '@playwright/test';
import { codeOn } from '../../../packages/server/src/testing/authenticator.ts';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

const { secondFactor: say } = en;
const { override } = en.queue;

/** The code half a minute from now counts already; the one of now may have been given. */
const nextCode = (key: string): string => codeOn(key, Date.now() + 30_000);

/** Types the password, reads the key, gives its first code and keeps the recovery codes, in the page or in a sheet of it. @returns the key */
async function setUp(page: Page, password: string): Promise<string> {
  await page.getByLabel(say.password, { exact: true }).fill(password);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: say.begin, exact: true }).click();
  const key = ((await page.getByRole('group', { name: say.key }).textContent()) ?? '').replaceAll(' ', '');
  expect(key).toMatch(/^[A-Z2-7]{32}$/);
  await page.getByLabel(say.firstCode).fill('000000');
  await page.getByRole('button', { name: say.confirm }).click();
  await expect(page.getByText(/This is not the code\. The office’s clock says \d\d:\d\d:\d\d/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel(say.firstCode).fill(codeOn(key, Date.now()));
  await page.getByRole('button', { name: say.confirm }).click();
  await expect(page.getByText(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/)).toHaveCount(10);
  expect(await violations(page)).toEqual([]);
  return key;
}

test('[X5] where the office asks for codes, a score set by hand waits for one and is then set, with what was typed', async ({
  server,
  phone,
  desk,
  page: admin,
  browser,
}) => {
  test.setTimeout(180_000);
  const amina = await phone.signIn();
  await saveAssessment(amina, 'WASH', 10);
  await expect.poll(async () => (await desk.records()).length).toBe(1);
  const [{ id } = { id: '' }] = await desk.records();

  await test.step('the administrator sets up an authenticator app, and has the office ask for codes', async () => {
    await admin.goto(server.origin);
    await signIn(admin, people.halima);
    await admin.waitForURL('**/live/');
    await admin.goto(`${server.origin}/more/`);
    await admin.getByRole('link', { name: say.open }).click();
    await admin.waitForURL('**/second-factor/');
    await setUp(admin, people.halima.password);
    await admin.getByRole('button', { name: say.kept }).click();
    await expect(admin.getByRole('button', { name: say.remove })).toBeVisible();
    await admin.getByRole('radio', { name: say.officeYes, exact: true }).check();
    await admin.getByRole('button', { name: say.save, exact: true }).click();
    await expect(admin.getByText(say.saved)).toBeVisible();
    expect(await violations(admin)).toEqual([]);
  });

  const openRecord = async (page: Page): Promise<void> => {
    await page.goto(server.origin);
    await signIn(page, people.ibrahim);
    await page.waitForURL('**/live/');
    await page.getByRole('row', { name: en.domain.sectors.WASH }).click();
  };
  const context = await browser.newContext({ baseURL: server.origin });
  const ibrahim = await context.newPage();
  let key = '';
  await test.step('a coordinator without one sets it up in the middle of what they do, and that is done', async () => {
    await openRecord(ibrahim);
    await ibrahim.getByRole('button', { name: override.set }).click();
    const sheet = ibrahim.getByRole('dialog', { name: override.title('1', true) });
    await sheet.getByLabel(override.score).fill('95');
    await sheet.getByLabel(override.why, { exact: true }).fill('The well has run dry');
    await sheet.getByRole('button', { name: override.save }).click();
    await expect(ibrahim.getByRole('dialog', { name: say.enrolTitle })).toBeVisible();
    key = await setUp(ibrahim, people.ibrahim.password);
    expect((await desk.record(id)).override).toBeNull();
    await ibrahim.getByRole('button', { name: say.kept }).click();
    await expect.poll(async () => (await desk.record(id)).score).toBe(95);
    await expect(sheet).toBeHidden();
  });
  await context.close();

  const again = await browser.newContext({ baseURL: server.origin });
  const elsewhere = await again.newPage();
  await test.step('in another session the code is asked for; who gives none has done nothing, and nothing typed is lost', async () => {
    await openRecord(elsewhere);
    await elsewhere.getByRole('button', { name: override.undo }).click();
    const sheet = elsewhere.getByRole('dialog', { name: override.undoTitle });
    const why = sheet.getByLabel(override.why, { exact: true });
    await why.fill('Water was brought');
    await sheet.getByRole('button', { name: override.undo }).click();
    const asked = elsewhere.getByRole('dialog', { name: say.askTitle });
    await expect(asked.getByText(say.askDetail(15))).toBeVisible();
    await expect(asked.getByLabel(say.code)).toBeFocused();
    expect(await violations(elsewhere)).toEqual([]);
    await elsewhere.keyboard.press('Escape');
    await expect(asked).toBeHidden();
    await expect(why).toHaveValue('Water was brought');
    expect((await desk.record(id)).score).toBe(95);
    await sheet.getByRole('button', { name: override.undo }).click();
    await expect(asked.getByLabel(say.code)).toBeFocused();
    await elsewhere.keyboard.type(nextCode(key));
    await elsewhere.keyboard.press('Enter');
    await expect(sheet).toBeHidden();
    await expect.poll(async () => (await desk.record(id)).override).toBeNull();
  });

  await test.step('for some minutes nobody is asked again, also for a file', async () => {
    await elsewhere.getByRole('button', { name: override.set }).click();
    const sheet = elsewhere.getByRole('dialog', { name: override.title('1', true) });
    await sheet.getByLabel(override.score).fill('61');
    await sheet.getByLabel(override.why, { exact: true }).fill('Two wells');
    await sheet.getByRole('button', { name: override.save }).click();
    await expect.poll(async () => (await desk.record(id)).score).toBe(61);
    await elsewhere.getByRole('button', { name: en.live.export.open }).click();
    const file = elsewhere.waitForEvent('download');
    await elsewhere.getByRole('link', { name: en.live.export.formats.csv.name }).click();
    expect((await file).suggestedFilename()).toMatch(/\.csv$/);
  });
  await again.close();

  await test.step('a file waits for a code as well', async () => {
    const third = await browser.newContext({ baseURL: server.origin });
    const page = await third.newPage();
    await page.goto(server.origin);
    await signIn(page, people.halima);
    await page.waitForURL('**/live/');
    await page.getByRole('button', { name: en.live.export.open }).click();
    await page.getByRole('link', { name: en.live.export.formats.csv.name }).click();
    const asked = page.getByRole('dialog', { name: say.askTitle });
    await asked.getByLabel(say.code).fill('111111');
    await asked.getByRole('button', { name: say.give }).click();
    await expect(asked.getByRole('alert')).not.toBeEmpty();
    await asked.getByRole('button', { name: say.useRecovery }).click();
    await expect(asked.getByLabel(say.recoveryCode)).toHaveValue('');
    await third.close();
  });

  await test.step('the phone goes on sending, and its person is asked for nothing', async () => {
    await saveAssessment(amina, 'SHELTER', 20);
    await expect.poll(async () => (await desk.records()).length).toBe(2);
  });
});
