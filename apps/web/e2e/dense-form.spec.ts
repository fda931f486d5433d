import { linkProfiles } from '../../../bench/src/link-shaper.ts';
import { saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';

test('[S1] on a poor link a page goes dense from a thread of its own, and the records land once', async ({
  tap,
  link,
  phone,
  desk,
}) => {
  // From the first request on: a phone that has just seen a quick link writes JSON.
  link.setProfile(linkProfiles.weak3g);
  const page = await phone.signIn();
  await phone.context.setOffline(true);
  for (let number = 0; number < 3; number += 1) await saveAssessment(page, 'WASH', 100 + number);
  await phone.context.setOffline(false);
  await expect.poll(async () => (await desk.records()).length).toBe(3);
  expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual(['/drain.js']);
  await expect
    .poll(() => tap.pushes.map(({ dense, status }) => [dense, status]))
    .toEqual(tap.pushes.map(() => [true, 200]));
  expect([...tap.deliveries.values()]).toEqual([1, 1, 1]);
});

test('[S1] with no page open the service worker goes dense by itself', async ({ tap, link, phone, desk }) => {
  link.setProfile(linkProfiles.weak3g);
  const page = await phone.signIn();
  await phone.context.setOffline(true);
  await saveAssessment(page, 'FOOD', 100);
  await phone.closePages();
  await phone.context.setOffline(false);
  // The record is stored before its answer has gone through.
  await expect.poll(() => tap.pushes.map(({ dense, status }) => [dense, status])).toEqual([[true, 200]]);
  expect(await desk.records()).toHaveLength(1);
});
