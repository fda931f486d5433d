import { paths } from '@fieldsync/protocol';
import { en } from '../src/words/en.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { signIn } from './fixtures/phone.ts';
import { saveMany, withEngine } from './fixtures/second-engine.ts';

test('[C2] a session that ends while records are sent: they stay, the screen asks to sign in, then all go', async ({
  server,
  tap,
  phone,
  desk,
}) => {
  const page = await phone.signIn();
  await withEngine(page);
  const letGo = tap.hold();
  await saveMany(page, 12);
  await expect.poll(() => tap.pushes.length).toBeGreaterThan(0);

  await test.step('signed out elsewhere, with the first records at the door', async () => {
    const cookies = await phone.context.cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'content-type': 'application/json' };
    const reply = await fetch(server.origin + paths.signOut, { method: 'POST', headers, body: '{}' });
    expect(reply.status).toBe(200);
    letGo();
    await expect.poll(() => tap.pushes[0]?.status).toBe(401);
  });

  await page.goto('/sync/');
  await expect(page.getByText(en.holds.auth.detail(12))).toBeVisible();
  expect(await desk.records()).toEqual([]);
  await page.getByRole('main').getByRole('link', { name: en.sync.signIn }).click();
  await signIn(page, people.amina);

  await expect.poll(async () => (await desk.records()).length).toBe(12);
  await page.goto('/sync/');
  await expect(page.getByText(en.sync.done)).toBeVisible();
});
