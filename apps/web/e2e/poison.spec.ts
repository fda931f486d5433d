import { en } from '../src/words/en.ts';
import { peopleField, saveButton } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { saveMany, withEngine } from './fixtures/second-engine.ts';
import { spoilItem } from './fixtures/spoil-item.ts';

const title = en.domain.titleAndPlace(en.domain.sectors.WASH, 'Dikwa');

for (const settle of ['fix', 'discard'] as const)
  test(`[S5][C2] one item of 50 that the office refuses stops no other; a person can ${settle} it`, async ({
    tap,
    phone,
    desk,
  }) => {
    const page = await phone.signIn();
    await withEngine(page);
    await phone.context.setOffline(true);
    const ids = await saveMany(page, 50);
    const [poison = ''] = ids;
    await spoilItem(page, poison, { peopleAffected: -3 });
    await phone.context.setOffline(false);

    await expect.poll(async () => (await desk.records()).length).toBe(49);
    expect((await desk.records()).map(({ id }) => id)).not.toContain(poison);
    await page.goto('/sync/');
    const row = page.getByRole('main').getByRole('listitem').filter({ hasText: title });
    await expect(page.getByRole('heading', { name: new RegExp(`^${en.sync.needsYou}`) })).toBeVisible();
    await expect(row).toContainText(en.questions.common.assessment.peopleAffected.label);

    if (settle === 'fix') {
      await row.getByRole('link', { name: en.sync.actions.fix }).click();
      await peopleField(page).fill('3');
      await saveButton(page).click();
      await expect.poll(async () => (await desk.records()).length).toBe(50);
      expect((await desk.record(poison)).data).toMatchObject({ peopleAffected: 3 });
    } else {
      await row.getByRole('button', { name: en.sync.actions.discard }).click();
      const sheet = page.getByRole('dialog', { name: en.sync.discard.title(title) });
      await expect(sheet).toContainText(en.sync.discard.onlyHere);
      await sheet.getByRole('button', { name: en.sync.discard.discard }).click();
      await expect(row).toHaveCount(0);
      expect(await desk.records()).toHaveLength(49);
    }
    await page.goto('/sync/');
    await expect(page.getByText(en.sync.done)).toBeVisible();
    expect(tap.deliveries.size).toBe(settle === 'fix' ? 51 : 50);
  });
