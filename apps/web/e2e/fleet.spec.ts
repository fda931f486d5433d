import { randomUUID } from 'node:crypto';
import { DEFAULT_SETTINGS, paths } from '@fieldsync/protocol';
import type { Locator, Page } from '@playwright/test';
import { exampleHeartbeat } from '../../../packages/server/src/testing/example-heartbeat.ts';
import { WebhookReceiver } from '../../../packages/server/src/testing/webhook-receiver.ts';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { OfficeDesk } from './fixtures/office-desk.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

const { fleet, admin } = en;

const sync = (page: Page): Promise<void> =>
  page.evaluate(async (path) => {
    await fetch(path, { method: 'POST' });
  }, paths.start);

test('a coordinator pauses a phone, the phone does it when it is next heard, and the page shows that', async ({
  server,
  phone,
  page: office,
}) => {
  test.setTimeout(120_000);
  const page = await phone.signIn();
  await saveAssessment(page, 'WASH', 40);
  await expect(page.getByText(en.capture.allSent)).toBeVisible();
  await office.goto(server.origin);
  await signIn(office, people.ibrahim);
  await office.goto(`${server.origin}/fleet/`);
  const panel = office.getByRole('complementary', { name: fleet.panel.label });
  const row = (name: string): Locator => office.getByRole('row', { name });
  const asked = (state: string): Locator => panel.locator(`[data-command="${state}"]`);

  await test.step('the phone is in the list, with what it said', async () => {
    await expect(row(people.amina.name)).toContainText(fleet.states.allSent);
    expect(await violations(office)).toEqual([]);
    await row(people.amina.name).click();
    await expect(panel.getByText(fleet.commands.none)).toBeVisible();
    expect(await violations(office)).toEqual([]);
  });

  await test.step('a pause is asked for twice, and waits for the phone', async () => {
    await panel.getByRole('button', { name: fleet.ask.pause, exact: true }).click();
    const sheet = office.getByRole('dialog');
    await sheet.getByRole('button', { name: fleet.ask.pauseYes, exact: true }).click();
    await expect(asked('waiting')).toContainText(fleet.commands.waiting);
  });

  await test.step('the phone is heard, and says that it did it', async () => {
    await sync(page);
    await expect(asked('done')).toContainText(/done today at \d\d:\d\d/);
    await expect(row(people.amina.name)).toContainText(fleet.states.held(fleet.holds.office));
    await page.goto('/sync/');
    await expect(page.getByText(en.holds.office.title(people.ibrahim.name)).first()).toBeVisible();
  });

  await test.step('what is asked later takes the place of what still waits', async () => {
    // Its page has just been opened and asks the office by itself: heard in between, it would have done the first one.
    await phone.context.setOffline(true);
    const settings = panel.getByRole('button', { name: fleet.ask.settings, exact: true });
    for (const minutes of ['10', '15']) {
      await settings.click();
      const sheet = office.getByRole('dialog');
      await sheet.getByLabel(fleet.settings.interval).fill(minutes);
      await sheet.getByRole('button', { name: fleet.settings.save }).click();
      await expect(sheet).toBeHidden();
    }
    await expect(asked('withdrawn')).toHaveCount(1);
    await panel.getByRole('button', { name: fleet.ask.resume, exact: true }).click();
    await expect(asked('waiting')).toHaveCount(2);
    await phone.context.setOffline(false);
    await sync(page);
    await expect(asked('done')).toHaveCount(3);
    await expect(row(people.amina.name)).toContainText(fleet.states.allSent);
    const kept = await page.evaluate(async (path) => (await fetch(path)).json() as unknown, paths.settings);
    expect(kept).toMatchObject({ data: { ...DEFAULT_SETTINGS, syncIntervalMinutes: 15 } });
  });
});

test('[S7] a coordinator on any page is told at once when a phone has held a critical record for too long', async ({
  server,
  page: office,
}) => {
  await office.goto(server.origin);
  await signIn(office, people.ibrahim);
  await office.goto(`${server.origin}/queue/`);
  await expect(office.getByRole('tab').first()).toBeVisible();
  const phone = await OfficeDesk.signIn(server.origin, people.amina);
  const device = randomUUID();
  const report = (critical: number): Promise<void> => {
    const now = Date.now();
    return phone.report(device, {
      ...exampleHeartbeat,
      clock: new Date(now).toISOString(),
      queue: { ...exampleHeartbeat.queue, critical },
      ...(critical === 0 ? {} : { oldestCriticalAt: new Date(now - 3 * 3_600_000).toISOString() }),
    });
  };

  await report(1);
  const line = office.getByText(fleet.alert.toast(people.amina.name));
  await expect(line).toBeVisible();
  await office.getByRole('button', { name: fleet.alert.look }).click();
  await office.waitForURL('**/fleet/**');
  const card = office.getByRole('heading', { name: /^Oldest unsent critical record: / });
  await expect(card).toBeVisible();
  await report(0);
  await expect(card).toBeHidden();
});

test('an administrator adds a webhook, sees its secret once, and what it says to a test', async ({
  server,
  page: office,
}) => {
  const receiver = new WebhookReceiver();
  const url = await receiver.open();
  const { webhooks } = admin;
  await office.goto(server.origin);
  await signIn(office, people.halima);
  await office.waitForURL('**/live/');
  await office.getByRole('link', { name: en.navigation.jobs }).click();
  await expect(office.getByText(admin.jobs.empty.failed)).toBeVisible();
  expect(await violations(office)).toEqual([]);
  await office.getByRole('tab', { name: admin.tabs.webhooks }).click();
  await office.getByRole('button', { name: webhooks.add }).click();
  const sheet = office.getByRole('dialog');
  await sheet.getByRole('button', { name: webhooks.save, exact: true }).click();
  await expect(sheet.getByText(webhooks.addressMissing)).toBeVisible();
  await sheet.getByLabel(webhooks.address).fill(url);
  await sheet.getByRole('checkbox', { name: webhooks.eventNames['device.critical-held'] ?? '' }).check();
  await sheet.getByRole('button', { name: webhooks.save, exact: true }).click();
  await expect(office.getByLabel(webhooks.secret, { exact: true })).toHaveValue(/^whsec_/);
  await office.getByRole('button', { name: webhooks.secretKept }).click();

  const row = office.getByRole('list', { name: webhooks.list }).getByRole('listitem');
  await row.getByRole('button', { name: webhooks.test }).click();
  await expect(row.getByRole('status')).toContainText(/^It answered 204 after/);
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' });
  expect(await violations(office)).toEqual([]);
  receiver.answers.push({ status: 410 });
  await row.getByRole('button', { name: webhooks.test }).click();
  await expect(row.getByRole('status')).toContainText(webhooks.testRefused('410'));
  await receiver.close();

  await row.getByRole('button', { name: webhooks.switchOff }).click();
  await expect(row.getByText(webhooks.off)).toBeVisible();
  await row.getByRole('button', { name: webhooks.delete }).click();
  await office.getByRole('dialog').getByRole('button', { name: webhooks.delete, exact: true }).click();
  await expect(office.getByText(webhooks.empty)).toBeVisible();
});
