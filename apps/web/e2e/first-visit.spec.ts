import type { Page } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { people } from './fixtures/people.ts';
import { choosePlace, signIn, type Phone } from './fixtures/phone.ts';

const workers = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
const controlled = (page: Page): Promise<boolean> =>
  page.evaluate(() => navigator.serviceWorker.controller !== null);

const kept = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)));
    const requests = await Promise.all(caches.map((cache) => cache.keys()));
    return requests.flat().length;
  });

/** The browser says "online" when the phone has a network again. */
async function reconnect({ context }: Phone): Promise<void> {
  await context.setOffline(true);
  await context.setOffline(false);
}

test('a first visit that the link cuts short goes on with the next link, and with the files it has', async ({
  phone,
  link,
}) => {
  link.cutAfterBytes('down', 700_000);
  const page = await phone.open('/sign-in/');
  await expect.poll(() => link.mode).toBe('refuse');
  await expect.poll(() => workers(page)).toBe(0);
  const before = await kept(page);
  expect(before).toBeGreaterThan(10);

  let fetched = 0;
  phone.context.on('request', (request) => (fetched += request.serviceWorker() === null ? 0 : 1));
  link.restore();
  await reconnect(phone);
  await expect.poll(() => controlled(page), { timeout: 60_000 }).toBe(true);
  // The script, and each file that was not here yet.
  expect(fetched).toBeLessThanOrEqual((await kept(page)) - before + 1);
  link.cut();
  await page.goto('/records/');
  await expect(page.getByRole('button', { name: en.session.signIn })).toBeVisible();
});

test('[S7] a portal that answers 200 to everything puts no page of its own among ours', async ({
  phone,
  link,
}) => {
  let asked = 0;
  phone.context.on('request', (request) => {
    if (request.serviceWorker() === null) return;
    asked += 1;
    // The first is the worker's script, the others are the files that it keeps.
    if (asked === 2) link.portal();
  });
  const page = await phone.open('/sign-in/');
  await expect.poll(() => link.mode).toBe('portal');
  await expect.poll(() => workers(page)).toBe(0);
  link.restore();
  await reconnect(phone);
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

test('a page of another version is not claimed', async ({ phone }) => {
  const page = await phone.open('/sign-in/');
  await expect.poll(() => controlled(page), { timeout: 60_000 }).toBe(true);
  // A document of this origin in which none of our scripts asks by itself.
  await page.goto('/healthz');
  const session = await phone.context.newCDPSession(page);
  const reloaded = page.waitForEvent('load');
  await session.send('Page.reload', { ignoreCache: true });
  await reloaded;
  const isControlled = await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage({ type: 'CLAIM_CLIENTS', appVersion: 'another' });
    // Messages are heard in their order, and these are answered; to take a page over is a matter of the browser, so that is asked, too.
    for (let round = 0; round < 10; round += 1) {
      const { port1, port2 } = new MessageChannel();
      const answered = new Promise((resolve) => (port1.onmessage = resolve));
      active?.postMessage({ type: 'CACHE_URLS', payload: { urlsToCache: [] } }, [port2]);
      await answered;
      await navigator.serviceWorker.getRegistration();
    }
    return navigator.serviceWorker.controller !== null;
  });
  expect(isControlled).toBe(false);
});

test('[C1] a worker that does not get through a bad link keeps nobody from saving', async ({
  phone,
  link,
}) => {
  const lost = link.dropReplyOnce((_reply, request) => request.startsWith('GET /sw.js '), 'silence');
  const page = await phone.open('/sign-in/');
  await lost.fired;
  await signIn(page, people.amina);
  await choosePlace(page);
  await saveAssessment(page, 'WASH', 40);
  await expect(page.getByText(en.capture.allSent)).toBeVisible();
});
