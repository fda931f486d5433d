import { DEFAULT_SETTINGS, envelopeSchema, paths, priorityQueueSchema } from '@fieldsync/protocol';
import type { Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { openForm, recordRows, saveAssessment, saveForm } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { violations } from './fixtures/violations.ts';

const { rules, override, tabs } = en.queue;
const water = en.questions.WASH.assessment.isWaterSufficient;
const why = 'The well has run dry';

async function saveDryWell(page: Page): Promise<void> {
  await openForm(page, 'assessment', 'WASH');
  await page.getByRole('button', { name: en.recordForm.nextPart }).click();
  await page
    .getByRole('radiogroup', { name: water.label })
    .getByRole('radio', { name: en.forms.no, exact: true })
    .check();
  await saveForm(page);
}

const sync = (page: Page): Promise<void> =>
  page.evaluate(async (path) => {
    await fetch(path, { method: 'POST' });
  }, paths.start);

test('[S4] a coordinator makes a rule and sets a score: a phone with a queue sends in that order', async ({
  server,
  tap,
  phone,
  desk,
  page: office,
}) => {
  test.setTimeout(120_000);
  const page = await phone.signIn();
  await saveDryWell(page);
  await expect.poll(async () => (await desk.records()).length).toBe(1);

  await test.step('a phone that sends only what is urgent keeps three ordinary records', async () => {
    const settings = { ...DEFAULT_SETTINGS, priorityThreshold: 'HIGH' };
    const status = await page.evaluate(
      async ([path, body]) =>
        (
          await fetch(path ?? '', {
            method: 'PUT',
            headers: { 'content-type': 'application/json' },
            body: body ?? '',
          })
        ).status,
      [paths.settings, JSON.stringify(settings)],
    );
    expect(status).toBe(200);
    await saveAssessment(page, 'SHELTER', 20);
    await saveDryWell(page);
    await saveAssessment(page, 'FOOD', 30);
    await page.goto('/records/');
    await expect(page.getByRole('button', { name: en.marks.chip('phone', 3) })).toBeVisible();
  });

  await test.step('the coordinator builds a rule, tests it on what came in, and saves it', async () => {
    await office.goto(server.origin);
    await signIn(office, people.ibrahim);
    await office.waitForURL('**/live/');
    await office.goto(`${server.origin}/queue/`);
    await expect(office.getByRole('table', { name: en.queue.phones.table })).toBeVisible();
    expect(await violations(office)).toEqual([]);
    await office.getByRole('tab', { name: tabs.priority }).click();
    await expect(office.getByRole('button', { name: en.queue.priority.recalculate })).toBeVisible();
    expect(await violations(office)).toEqual([]);
    await office.getByRole('tab', { name: tabs.rules }).click();
    await office.getByRole('button', { name: rules.create }).click();
    await office.getByLabel(rules.name, { exact: true }).last().fill('Not enough water');
    await office.getByLabel(rules.adds, { exact: true }).fill('50');
    await office.getByLabel(rules.question).selectOption({ label: water.short });
    await office.getByLabel(rules.answer, { exact: true }).selectOption({ label: rules.no });
    await office.getByRole('button', { name: rules.test, exact: true }).click();
    await expect(office.getByText(rules.result('1', '1', '1'))).toBeVisible();
    await expect(office.getByRole('row', { name: en.domain.sectors.WASH })).toContainText(
      en.domain.bands.CRITICAL,
    );
    expect(await violations(office)).toEqual([]);
    await office.getByRole('button', { name: rules.save }).click();
    await expect(office.getByRole('status').filter({ hasText: rules.saved })).toBeVisible();
    await expect(office.getByRole('button', { name: /Not enough water/ })).toBeVisible();
  });

  const before = tap.pushes.length;
  await test.step('the phone gets it, and what the rule lifts goes; the rest stays', async () => {
    await sync(page);
    await expect.poll(async () => (await desk.records()).length).toBe(2);
    const sent = tap.pushes.slice(before).flatMap(({ operations }) => operations);
    expect(sent.map(({ score }) => score)).toEqual([90]);
    await expect(page.getByRole('button', { name: en.marks.chip('phone', 2) })).toBeVisible();
  });

  let id = '';
  await test.step('a score for a record that is still on the phone reaches it, and it goes', async () => {
    await recordRows(page, en.domain.sectors.FOOD).click();
    await page.waitForURL(/[?&]id=./);
    id = new URL(page.url()).searchParams.get('id') ?? '';
    const asked = await office.request.get(server.origin + paths.queue);
    const queue = envelopeSchema(priorityQueueSchema).parse(await asked.json());
    const device = queue.success
      ? queue.data.devices.find(({ user }) => user.name === people.amina.name)?.id
      : '';
    const set = await office.request.post(server.origin + paths.override, {
      data: { recordIds: [id], score: 95, justification: why, device },
    });
    expect(set.status()).toBe(200);
    await sync(page);
    await expect.poll(async () => (await desk.records()).length).toBe(3);
    expect(await desk.record(id)).toMatchObject({ score: 95, override: { justification: why } });
    await expect(page.getByText(override.byWhy(people.ibrahim.name, why))).toBeVisible();
  });

  await test.step('the office shows who set it and why, and can take it back', async () => {
    await office.goto(`${server.origin}/live/`);
    const row = office.getByRole('row', { name: en.domain.sectors.FOOD });
    await expect(row).toContainText(override.byWhy(people.ibrahim.name, why));
    await row.click();
    const panel = office.getByRole('complementary', { name: en.live.detail.label });
    await expect(panel.getByText(override.was('40'))).toBeVisible();
    expect(await violations(office)).toEqual([]);
    await panel.getByRole('button', { name: override.undo }).click();
    const sheet = office.getByRole('dialog');
    await sheet.getByRole('button', { name: override.undo }).click();
    await expect(sheet.getByText(override.whyMissing)).toBeVisible();
    expect(await violations(office)).toEqual([]);
    await sheet.getByLabel(override.why, { exact: true }).fill('Water was brought');
    await sheet.getByRole('button', { name: override.undo }).click();
    await expect.poll(async () => (await desk.record(id)).override).toBeNull();
    await expect(panel.getByText(override.was('40'))).toBeHidden();
  });

  await test.step('several at once', async () => {
    await office.getByRole('button', { name: override.select }).click();
    const chosen = office.getByRole('row', { name: en.domain.sectors.WASH });
    await chosen.nth(0).click();
    await chosen.nth(1).click();
    await expect(office.getByText(override.selected('2'))).toBeVisible();
    await office
      .getByRole('main')
      .or(office.locator('body'))
      .first()
      .getByRole('button', { name: override.set })
      .first()
      .click();
    const sheet = office.getByRole('dialog');
    await sheet.getByLabel(override.score).fill('61');
    await sheet.getByLabel(override.why, { exact: true }).fill('Two wells, one lorry');
    await sheet.getByRole('button', { name: override.save }).click();
    await expect.poll(async () => (await desk.records()).filter(({ score }) => score === 61).length).toBe(2);
  });
});
