import { bandOf } from '@fieldsync/protocol';
import { en } from '../src/words/en.ts';
import { linkProfiles } from '../../../bench/src/link-shaper.ts';
import {
  peopleField,
  recordRows,
  saveAssessment,
  saveEmergency,
  saveForm,
  saveResponse,
} from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { storedRows } from './fixtures/stored-rows.ts';
import { noteArrivals } from './fixtures/note-arrivals.ts';

const WINDOW_MS = 20_000;
const sectors = ['WASH', 'SHELTER', 'FOOD', 'SECURITY', 'POPULATION'] as const;

test('[S1][S4][S7] the main job: 30 records, captured with no signal and no page left open, go in one window', async ({
  server,
  tap,
  link,
  phone,
  desk,
  page: office,
}) => {
  test.setTimeout(180_000);
  const page = await phone.signIn();
  await office.goto(server.origin);
  await signIn(office, people.ibrahim);
  await office.waitForURL('**/live/');
  const arrivals = await noteArrivals(office);

  await test.step('30 records and 5 changes, with no signal', async () => {
    await phone.context.setOffline(true);
    for (let number = 0; number < 20; number += 1)
      await saveAssessment(page, sectors[number % 5] ?? 'WASH', 100 + number);
    for (const sector of sectors) await saveResponse(page, sector);
    for (let number = 0; number < 5; number += 1) await saveEmergency(page, 600 + number);
    await page.getByRole('link', { name: en.navigation.records }).click();
    // The oldest of each sector; the one that was changed moves to the top.
    for (const sector of sectors) {
      await recordRows(page, en.domain.sectors[sector]).last().click();
      await page.getByRole('link', { name: en.records.detail.edit }).click();
      await peopleField(page).fill('350');
      await saveForm(page);
      await page.getByRole('link', { name: en.navigation.back }).click();
    }
    await expect(page.getByRole('button', { name: en.marks.chip('phone', 30) })).toBeVisible();
    await phone.closePages();
    expect(tap.pushes).toEqual([]);
  });

  await test.step('a weak mast for 20 s, and no page open', async () => {
    link.setProfile(linkProfiles.edge);
    link.windows(WINDOW_MS, 600_000);
    await phone.context.setOffline(false);
    await expect.poll(async () => (await desk.records()).length, { timeout: WINDOW_MS }).toBe(30);
  });

  await test.step('critical ones first, in the first exchange', () => {
    const scores = tap.pushes[0]?.operations.map(({ score }) => score) ?? [];
    expect(scores.slice(0, 5).map(bandOf)).toEqual(Array.from({ length: 5 }, () => 'CRITICAL'));
  });

  await test.step('a coordinator saw each within 2 s of its commit, without loading the page', async () => {
    const records = await desk.records();
    await expect.poll(async () => Object.keys(await arrivals()).length).toBe(30);
    const seen = await arrivals();
    const delays = records.map(({ id, changedAt }) => (seen[id] ?? Infinity) - Date.parse(changedAt));
    expect(Math.max(...delays)).toBeLessThan(2_000);
  });

  await test.step('the phone knows it, too', async () => {
    const again = await phone.open('/sync/');
    await expect(again.getByText(en.sync.done)).toBeVisible();
  });

  await test.step('each is in the database exactly once, with its changes', async () => {
    const { records, operations } = await storedRows(server);
    expect(records.filter(({ data }) => data['peopleAffected'] === 350)).toHaveLength(5);
    expect(records.filter(({ score }) => bandOf(score) === 'CRITICAL')).toHaveLength(5);
    const effects = (id: string): number => operations.filter(({ record_id }) => record_id === id).length;
    expect(records.map(({ version }) => version)).toEqual(records.map(({ id }) => effects(id)));
    expect(records).toHaveLength(30);
    expect(operations.map(({ id }) => id)).toEqual([...tap.deliveries.keys()].sort());
    expect(new Set(operations.map(({ verdict }) => verdict.status))).toEqual(new Set(['applied']));
  });
});
