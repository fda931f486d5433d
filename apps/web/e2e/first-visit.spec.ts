import { en } from '../src/words/en.ts';
import { expect, test } from './fixtures/field-test.ts';
import type { Page } from '@playwright/test';

const workers = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
const controlled = (page: Page): Promise<boolean> =>
  page.evaluate(() => navigator.serviceWorker.controller !== null);

test('a first visit that the link cuts short goes on with the next link, with the page that is open', async ({
  phone,
  link,
}) => {
  phone.context.once('serviceworker', () => link.cut());
  const page = await phone.open('/sign-in/');
  await expect.poll(() => link.mode).toBe('refuse');
  await expect.poll(() => workers(page)).toBe(0);

  link.restore();
  // The browser says "online" when the phone has a network again.
  await phone.context.setOffline(true);
  await phone.context.setOffline(false);
  await expect.poll(() => controlled(page), { timeout: 60_000 }).toBe(true);
  link.cut();
  await page.goto('/sign-in/');
  await expect(page.getByRole('button', { name: en.session.signIn })).toBeVisible();
});

test('a page that the worker did not claim when it took over is claimed', async ({ phone }) => {
  const page = await phone.open('/sign-in/');
  await expect.poll(() => controlled(page), { timeout: 60_000 }).toBe(true);
  // A page that is fetched past the worker begins without one, as one that is on its way when the worker takes over.
  const session = await phone.context.newCDPSession(page);
  const reloaded = page.waitForEvent('load');
  await session.send('Page.reload', { ignoreCache: true });
  await reloaded;
  await expect.poll(() => controlled(page)).toBe(true);
});
