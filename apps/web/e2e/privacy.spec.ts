import { DEFAULT_SETTINGS, paths } from '@fieldsync/protocol';
import type { Page } from '@playwright/test';
import { zipEntries } from '../../../packages/server/src/testing/zip-entries.ts';
import { en } from '../src/words/en.ts';
import { recordRows, saveAssessment } from './fixtures/capture.ts';
import { downloaded } from './fixtures/downloaded.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { auditLines, letRecordsRest } from './fixtures/stored-rows.ts';
import { violations } from './fixtures/violations.ts';

const { privacy: say, sharing, live, domain } = en;

async function tellFigures(page: Page, choice: string): Promise<void> {
  await page.goto('/more/');
  await page.getByRole('radiogroup', { name: sharing.metrics }).getByRole('radio', { name: choice }).check();
  await expect(page.locator('section[aria-busy="true"]')).toHaveCount(0);
}

/** A request of the page's own to the worker or the office. */
const ask = (page: Page, path: string): Promise<void> =>
  page.evaluate(async (address) => {
    await fetch(address, { method: 'POST' });
  }, path);

test('[X5] [P1] consent counts at once, what is held can be had as files, and old records go when an administrator says so', async ({
  server,
  tap,
  phone,
  desk,
  page: office,
}) => {
  const page = await phone.signIn();

  await test.step('figures go to the office after a yes, and with what is made after a no they do not', async () => {
    for (const [index, [choice, told, sector, minutes]] of (
      [
        [sharing.yes, true, 'WASH', 10],
        [sharing.no, false, 'FOOD', 15],
      ] as const
    ).entries()) {
      await tellFigures(page, choice);
      // What was on its way at that moment cannot be called back.
      const chosenAt = Date.now();
      // A phone reports when something of it is another.
      await page.evaluate(
        async ([path, body]) => {
          await fetch(path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
        },
        [paths.settings, JSON.stringify({ ...DEFAULT_SETTINGS, syncIntervalMinutes: minutes })] as const,
      );
      await page.goto('/');
      await saveAssessment(page, sector, 40);
      const reports = (): boolean[] =>
        tap.exchanges.flatMap(({ report }) =>
          report !== undefined && report.madeAt >= chosenAt ? [report.figures] : [],
        );
      await expect.poll(() => reports().length).toBeGreaterThan(0);
      await expect.poll(async () => (await desk.records()).length).toBe(index + 1);
      expect(new Set(reports())).toEqual(new Set([told]));
    }
    await page.goto('/more/');
    await expect(page.locator('dl > div').filter({ hasText: say.agreed.figures })).toContainText(/no, /);
    // Cut off by leaving the page or not: the office is told by itself.
    await expect(page.getByText(say.notTold)).toHaveCount(0);
  });

  await test.step('the person gets all that is held of them', async () => {
    const { name, bytes } = await downloaded(page, page.getByRole('link', { name: say.own }));
    expect(name).toMatch(/^fieldsync-personal-data-.*\.zip$/);
    const files = zipEntries(bytes);
    const read = (file: string): unknown => JSON.parse(files[file] ?? '');
    expect(read('account.json')).toMatchObject([{ email: people.amina.email }]);
    expect(read('consents.json')).toMatchObject([
      { kind: 'figures', agreed: true },
      { kind: 'figures', agreed: false },
    ]);
    expect(read('records.json')).toHaveLength(2);
  });

  await office.goto(server.origin);
  await signIn(office, people.ibrahim);
  await test.step('a coordinator saves what the list shows, in each form', async () => {
    await office.goto(`${server.origin}/live/?sector=FOOD`);
    await expect(office.locator('[data-row]')).toHaveCount(1);
    await office.getByRole('button', { name: live.export.open }).click();
    const [food] = (await desk.records()).filter(({ sector }) => sector === 'FOOD');
    const [wash] = (await desk.records()).filter(({ sector }) => sector === 'WASH');
    const save = (form: 'xlsx' | 'csv' | 'geojson') =>
      downloaded(office, office.getByRole('link', { name: live.export.formats[form].name }));
    const csv = (await save('csv')).bytes.toString();
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    const map = JSON.parse((await save('geojson')).bytes.toString()) as { features: { id: string }[] };
    expect(map.features.map(({ id }) => id)).toEqual([food?.id]);
    const sheets = zipEntries((await save('xlsx')).bytes);
    for (const text of [csv, sheets['xl/worksheets/sheet2.xml'] ?? '']) {
      expect(text).toContain(food?.id);
      expect(text).not.toContain(wash?.id);
    }
  });

  await test.step('whoever was signed out elsewhere is told why there is no file', async () => {
    const cookie = (await office.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'content-type': 'application/json' };
    expect((await fetch(server.origin + paths.signOut, { method: 'POST', headers, body: '{}' })).ok).toBe(
      true,
    );
    await office.getByRole('link', { name: live.export.formats.csv.name }).click();
    await expect(office.getByRole('alert').filter({ hasText: en.files.refused['signed-out'] })).toBeVisible();
    expect(await violations(office)).toEqual([]);
  });

  await test.step('records that rested for longer than an administrator keeps them go, here and on the phone', async () => {
    await office.goto(`${server.origin}/sign-in/`);
    await signIn(office, people.halima);
    await office.goto(`${server.origin}/privacy/`);
    const rested = office.getByRole('radiogroup', { name: say.kept.quietRecords.name });
    await rested.getByRole('radio', { name: say.limited }).check();
    await office.getByRole('spinbutton', { name: say.kept.quietRecords.name }).fill('60');
    await office.getByRole('button', { name: say.save, exact: true }).click();
    await expect(office.getByText(say.saved)).toBeVisible();
    await page.goto('/records/');
    await expect(recordRows(page, domain.sectors.FOOD)).toHaveCount(1);
    await letRecordsRest(server, 61);
    await server.start();
    await expect.poll(async () => (await desk.records()).length).toBe(0);
    await ask(page, paths.start);
    await expect(recordRows(page, domain.sectors.FOOD)).toHaveCount(0);
    const lines = await auditLines(server);
    expect(lines.filter(({ act }) => act.startsWith('retention:'))).toMatchObject([
      { act: 'retention:set', detail: { before: { quietRecords: null }, after: { quietRecords: 60 } } },
      { act: 'retention:purge', detail: { removed: { quietRecords: 2 } } },
    ]);
    expect(lines.filter(({ act }) => act === 'records:export')).toHaveLength(3);
  });
});
