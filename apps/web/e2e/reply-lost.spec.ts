import { paths } from '@fieldsync/protocol';
import { en } from '../src/words/en.ts';
import { recordRows, saveAssessment } from './fixtures/capture.ts';
import { expect, test } from './fixtures/field-test.ts';
import { storedRows } from './fixtures/stored-rows.ts';

test('[S1][S7] a reply that is lost after the commit: the office has the record once, the phone learns it', async ({
  server,
  tap,
  link,
  phone,
}) => {
  const page = await phone.signIn();
  const lost = link.dropReplyOnce(
    (_reply, request) => request.startsWith(`POST ${paths.exchange} `) && tap.pushes.length > 0,
  );
  await saveAssessment(page, 'FOOD', 80);
  expect(await lost.fired).toContain('HTTP/1.1 200');

  await page.goto('/records/');
  await expect(recordRows(page, en.domain.sectors.FOOD)).toContainText(en.states.office, { timeout: 30_000 });

  expect([...tap.deliveries.values()]).toEqual([2]);
  const { records, operations } = await storedRows(server);
  expect(records).toMatchObject([{ version: 1, data: { peopleAffected: 80 } }]);
  expect(operations).toMatchObject([{ record_id: records[0]?.id, verdict: { status: 'applied' } }]);
});
