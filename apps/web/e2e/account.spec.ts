import type { Browser, Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import type { OfficeDesk } from './fixtures/office-desk.ts';
import { people, type Person } from './fixtures/people.ts';
import { signIn, type Phone } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

const say = en.account;
const NEW_PASSWORD = 'a borehole behind the school';

/** Somebody's account page in a browser of its own. */
async function accountPage(browser: Browser, origin: string, person: Person): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto('/sign-in/');
  await signIn(page, person);
  await page.goto('/more/');
  await page.getByRole('link', { name: en.more.ownAccount }).click();
  await expect(page.getByText(say.alsoElsewhere(1))).toBeVisible();
  return page;
}

/** On a phone without signal. */
async function saveUnsent(phone: Phone, page: Page): Promise<void> {
  await phone.context.setOffline(true);
  await page.goto('/');
  await saveAssessment(page, 'WASH', 40);
}

/** The phone has signal again, is asked to sign in, keeps its record, and sends it once somebody has. */
async function signsInAndSends(
  phone: Phone,
  page: Page,
  desk: OfficeDesk,
  { person, refused }: { person: Person; refused?: Person },
): Promise<void> {
  const before = (await desk.records()).length;
  await phone.context.setOffline(false);
  await page.goto('/sync/');
  await expect(page.getByText(en.holds.auth.detail(1))).toBeVisible();
  expect(await desk.records()).toHaveLength(before);
  await page.getByRole('main').getByRole('link', { name: en.sync.signIn }).click();
  await expect(page.getByText(en.session.detailAgain(person.name, 1))).toBeVisible();
  if (refused !== undefined) {
    await page.getByLabel(en.session.password).fill(refused.password);
    await page.getByRole('button', { name: en.session.signIn }).click();
    await expect(page.getByText(en.session.wrong)).toBeVisible();
    expect(await desk.records()).toHaveLength(before);
  }
  await signIn(page, person);
  await expect.poll(async () => (await desk.records()).length).toBe(before + 1);
  await page.goto('/sync/');
  await expect(page.getByText(en.sync.done)).toBeVisible();
}

test('[C2] a new password signs the phone out: its record stays on it, and goes once its person has signed in', async ({
  server,
  phone,
  desk,
  browser,
}) => {
  test.setTimeout(120_000);
  const pocket = await phone.signIn();
  await saveUnsent(phone, pocket);
  const page = await accountPage(browser, server.origin, people.amina);
  const places = page.getByRole('list', { name: say.places });
  await expect(places.getByRole('listitem')).toHaveCount(2);
  await expect(places.getByText(say.here)).toHaveCount(1);
  await expect(page.getByText(en.accounts.ownRecords)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  const change = async (present: string, next: string, again = next): Promise<void> => {
    await page.getByLabel(say.present).fill(present);
    await page.getByLabel(say.next, { exact: true }).fill(next);
    await page.getByLabel(say.again).fill(again);
    await page.getByRole('button', { name: say.change }).click();
  };
  await test.step('what is wrong is said where it is wrong', async () => {
    await change(people.amina.password, 'short');
    await expect(page.getByText(say.tooShort, { exact: true })).toBeVisible();
    await change(people.amina.password, NEW_PASSWORD, 'another one than that');
    await expect(page.getByText(say.differ)).toBeVisible();
    await change(people.amina.password, 'Basketball1');
    await expect(page.getByText(say.tooEasy)).toBeVisible();
    await change('not her password', NEW_PASSWORD);
    await expect(page.getByText(say.presentWrong)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await expect(page.getByText(say.alsoElsewhere(1))).toBeVisible();
  });

  await change(people.amina.password, NEW_PASSWORD);
  await expect(page.getByText(say.changed)).toBeVisible();
  await expect(page.getByText(say.onlyHere)).toBeVisible();
  await expect(places.getByRole('listitem')).toHaveCount(1);
  // This one goes on, also after it was opened anew.
  await page.reload();
  await expect(page.getByText(say.onlyHere)).toBeVisible();

  const person = { ...people.amina, password: NEW_PASSWORD };
  await signsInAndSends(phone, pocket, desk, { person, refused: people.amina });
  await page.reload();
  await expect(page.getByText(say.alsoElsewhere(1))).toBeVisible();
  await page.context().close();
});

test('[S5] a sending that is under way while the password changes goes through without signing in again', async ({
  tap,
  phone,
  desk,
}) => {
  const page = await phone.signIn();
  const letGo = tap.hold();
  await saveAssessment(page, 'WASH', 40);
  await expect.poll(() => tap.pushes.length).toBe(1);
  // Within the page, or what is under way would end with it.
  await page.getByRole('link', { name: en.navigation.more, exact: true }).click();
  await page.getByRole('link', { name: en.more.ownAccount }).click();
  await page.getByLabel(say.present).fill(people.amina.password);
  await page.getByLabel(say.next, { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel(say.again).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: say.change }).click();
  await expect(page.getByText(say.changed)).toBeVisible();
  letGo();
  await expect.poll(() => tap.pushes[0]?.status).toBe(401);
  await expect.poll(async () => (await desk.records()).length).toBe(1);
  await page.goto('/sync/');
  await expect(page.getByText(en.sync.done)).toBeVisible();
});

test('[C2] a phone that is signed out from elsewhere keeps its record, and sends it once its person has signed in', async ({
  server,
  phone,
  desk,
  browser,
}) => {
  test.setTimeout(120_000);
  const pocket = await phone.signIn();
  await saveUnsent(phone, pocket);
  const page = await accountPage(browser, server.origin, people.amina);

  await page.getByRole('button', { name: new RegExp(`^${say.end}`) }).press('Enter');
  const sheet = page.getByRole('dialog', { name: say.endAsk });
  await expect(sheet).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await sheet.getByRole('button', { name: say.keep }).click();
  await expect(page.getByText(say.alsoElsewhere(1))).toBeVisible();
  await page.getByRole('button', { name: new RegExp(`^${say.end}`) }).click();
  await sheet.getByRole('button', { name: say.end }).click();
  await expect(page.getByText(say.ended(1))).toBeVisible();
  await expect(page.getByText(say.onlyHere)).toBeVisible();
  await page.context().close();

  await signsInAndSends(phone, pocket, desk, { person: people.amina });
});

test('[C2] an administrator signs somebody out everywhere: their phone keeps its record, and sends it later', async ({
  server,
  phone,
  desk,
  page: office,
}) => {
  test.setTimeout(120_000);
  const pocket = await phone.signIn();
  await saveUnsent(phone, pocket);
  await office.goto(server.origin);
  await signIn(office, people.halima);
  await office.waitForURL('**/live/');
  await office.goto(`${server.origin}/accounts/`);
  await office.getByRole('button', { name: /Amina Bukar/ }).click();
  const account = office.getByRole('dialog', { name: 'Amina Bukar' });
  await account.getByRole('button', { name: en.accounts.endSessions }).click();
  const sheet = office.getByRole('dialog', { name: en.accounts.endSessionsAsk });
  await expect(sheet.getByText(en.accounts.endSessionsDetail('Amina Bukar'))).toBeVisible();
  expect(await violations(office)).toEqual([]);
  await sheet.getByRole('button', { name: en.accounts.endSessions }).click();
  await expect(account.getByText(en.accounts.endedSessions(1))).toBeVisible();

  await signsInAndSends(phone, pocket, desk, { person: people.amina });
});
