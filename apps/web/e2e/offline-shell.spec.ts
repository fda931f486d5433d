import { en } from '../src/words/en.ts';
import { openForm, peopleField, recordRows, saveForm } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';

const routes = [
  { address: '/', shows: en.capture.newAssessment },
  { address: '/records/', shows: en.records.title },
  { address: '/sync/', shows: en.sync.title },
  { address: '/more/', shows: en.more.title },
  { address: '/sign-in/', shows: en.session.answerAgain },
  { address: '/capture/assessment/?sector=HEALTH', shows: en.domain.sectors.HEALTH },
  { address: '/capture/response/', shows: en.recordForm.chooseSector.RESPONSE },
  { address: '/capture/response/?sector=FOOD', shows: en.domain.response(en.domain.sectors.FOOD) },
  { address: '/records', shows: en.records.title },
  { address: '/no-such-page/', shows: en.system.notFound },
];

test('after the first visit every page opens and a record is kept, with the server dead', async ({
  server,
  phone,
}) => {
  const page = await phone.signIn();
  await server.kill();

  await test.step('by its address', async () => {
    for (const { address, shows } of routes) {
      await page.goto(address);
      await expect(page.getByRole('heading', { name: shows, exact: true }), address).toBeVisible();
    }
  });

  await test.step('by its link, without loading anew', async () => {
    await page.goto('/');
    await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
    const bar = page.getByRole('navigation', { name: en.navigation.main });
    for (const [link, shows] of [
      [en.navigation.records, en.records.title],
      [en.navigation.sync, en.sync.title],
      [en.navigation.more, en.more.title],
      [en.navigation.capture, en.capture.newAssessment],
    ] as const) {
      await bar.getByRole('link', { name: link }).click();
      await expect(page.getByRole('heading', { name: shows, exact: true })).toBeVisible();
    }
    await openForm(page, 'response', 'SHELTER');
    await page.goBack();
    await page.goBack();
    await openForm(page, 'assessment', 'SHELTER');
    expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  });

  await test.step('[C1][S7] what is saved stays, and is called on this phone', async () => {
    await peopleField(page).fill('120');
    await saveForm(page);
    await page.goto('/records/');
    await page.reload();
    const row = recordRows(page, en.domain.sectors.SHELTER);
    await expect(row).toContainText(en.states.phone);
    await row.click();
    const answer = page.getByRole('definition').filter({ hasText: /^120$/ });
    // A reload before the record has opened would reload the list.
    await expect(answer).toBeVisible();
    await page.reload();
    await expect(answer).toBeVisible();
  });
});
