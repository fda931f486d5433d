import { expect, test } from './fixtures/field-test.ts';
import { saveMany, withEngine } from './fixtures/second-engine.ts';
import { storedRows } from './fixtures/stored-rows.ts';
import { wakeWorker } from './fixtures/wake-worker.ts';

test('[S6][S1] two tabs and the worker, all woken at once: one of them sends, a few requests at a time, each operation once', async ({
  server,
  tap,
  phone,
}) => {
  const tabs = [await phone.signIn(), await phone.open()];
  for (const tab of tabs) await withEngine(tab);
  const wake = await wakeWorker(tabs[0]);

  const letGo = tap.hold();
  await Promise.all([
    ...tabs.map((tab, index) => saveMany(tab, 30, index * 30 + 1)),
    ...Array.from({ length: 8 }, (_, index) => wake(`fieldsync:records:${index}`)),
  ]);
  await expect.poll(() => tap.pushes.length).toBeGreaterThan(0);
  // While the first ones wait at the door, everybody wants to send, and nobody else does.
  const asked = tabs.map((tab) => tab.evaluate(() => globalThis.fieldsync.syncNow()));
  await Promise.all([
    ...tabs.map((tab, index) => saveMany(tab, 5, index * 5 + 61)),
    wake('fieldsync:critical:0'),
  ]);
  letGo();
  await Promise.all(asked);

  const [tab] = tabs;
  await expect
    .poll(() => tab?.evaluate(() => globalThis.fieldsync.countRecords()))
    .toMatchObject({ office: 70 });
  // Two that send at once would have more under way, or bring an operation twice.
  expect(Math.max(...tap.exchanges.map(({ underWay }) => underWay))).toBeLessThanOrEqual(3);
  expect([...tap.deliveries.values()]).toEqual(Array.from({ length: 70 }, () => 1));
  const { records, operations } = await storedRows(server);
  expect(new Set(records.map(({ version }) => version))).toEqual(new Set([1]));
  expect([records.length, operations.length]).toEqual([70, 70]);
});
