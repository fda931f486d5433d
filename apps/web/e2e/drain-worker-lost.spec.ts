import type { Worker } from '@playwright/test';
import { en } from '../src/words/en.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { downloaded } from './fixtures/downloaded.ts';
import { expect, test } from './fixtures/field-test.ts';
import { storedRows } from './fixtures/stored-rows.ts';

/** Resolves when it is so. */
const WAYS: readonly (readonly [string, (worker: Worker) => Promise<unknown>])[] = [
  [
    'ends without a word',
    (worker) => {
      const gone = worker.waitForEvent('close');
      worker
        .evaluate(() => {
          (globalThis as unknown as { close(): void }).close();
        })
        .catch(() => undefined);
      return gone;
    },
  ],
  [
    'hangs',
    (worker) =>
      worker.evaluate(() => {
        setTimeout(() => {
          for (;;);
        });
      }),
  ],
];

for (const [way, spoil] of WAYS) {
  test(`[S1][S5][S6] a drain worker that ${way} in the middle of a request: the page sends, and the records land once`, async ({
    server,
    tap,
    phone,
    desk,
  }) => {
    const page = await phone.signIn();
    // It sends too, when signal comes back, and whoever is first has the lock.
    await page.evaluate(async () => {
      for (const registration of await navigator.serviceWorker.getRegistrations())
        await registration.unregister();
    });
    await phone.context.setOffline(true);
    for (let number = 0; number < 3; number += 1) await saveAssessment(page, 'WASH', 100 + number);
    const letGo = tap.hold();
    await phone.context.setOffline(false);
    await expect.poll(() => tap.pushes.length).toBeGreaterThan(0);
    const [worker] = page.workers();
    if (worker === undefined) throw new Error('the page has no drain worker');
    await spoil(worker);
    letGo();

    await expect.poll(async () => (await desk.records()).length, { timeout: 40_000 }).toBe(3);
    // The page noticed within three looks, ended it, and sent what it had under way again, in the form that pages write.
    await expect.poll(() => page.workers(), { timeout: 40_000 }).toEqual([]);
    await expect
      .poll(() => tap.pushes.at(-1), { timeout: 40_000 })
      .toMatchObject({ dense: false, status: 200 });
    // Left before the answer is on disk it would send a third time, as it should: not what is asked here.
    await expect(page.getByText(en.capture.allSent)).toBeVisible();
    expect(Math.max(...tap.deliveries.values())).toBe(2);
    // And says so where a person looks.
    await page.goto('/more/');
    const log = await downloaded(page, page.getByRole('button', { name: en.phoneCheck.save }));
    expect(log.bytes.toString()).toContain('DrainWorkerLost');

    const { records, operations } = await storedRows(server);
    expect(records.map(({ version }) => version)).toEqual([1, 1, 1]);
    expect(operations).toHaveLength(3);
  });
}
