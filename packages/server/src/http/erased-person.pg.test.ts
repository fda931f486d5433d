import { paths } from '@fieldsync/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrizzleAlertBook } from '../adapters/drizzle/office/drizzle-alert-book.ts';
import { devices } from '../adapters/drizzle/schema/index.ts';
import { CAMPS } from '../seed/camps.ts';
import { create, device, healthData } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';

const banki = CAMPS.find(({ name }) => name === 'Banki');
const inBama = healthData({ affectedEntityId: banki?.id });
const NOW = '2026-11-27T12:00:00.000Z';
const LIMIT = { minutes: 60 };

describe.each(testDatabases())('somebody who is erased, with areas and an alert, on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let ibrahim: TestPerson;
  let alerts: DrizzleAlertBook;
  beforeAll(async () => {
    office = await openTestOffice(on);
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
    [amina, ibrahim] = [await office.as('amina'), await office.as('ibrahim')];
    alerts = new DrizzleAlertBook(office.database);
  });
  afterAll(() => office.close());

  it('[R3] hears that others’ records go and of none that comes, and no alert about their phone stays', async () => {
    const admin = await office.as('admin');
    const session = (await (await amina.get(paths.session)).json()) as { data: { user: { id: string } } };
    const { id } = session.data.user;
    await exchangeAs(amina, { device: device(1) });
    await ibrahim.send('PUT', `${paths.accounts}/${id}/areas`, { areas: ['Bama'] });
    await exchangeAs(ibrahim, { device: device(2), operations: [create(1, 1, inBama)] });
    const before = await exchangeAs(amina, { device: device(1) });
    const seen = await exchangeAs(amina, { device: device(1), cursor: before.reply.cursor });
    const all = [...(before.reply.changes ?? []), ...(seen.reply.changes ?? [])];
    expect(all).toMatchObject([{ area: 'Bama', others: true }]);
    await office.database.queries
      .update(devices)
      .set({ attention: 0, oldestCriticalAt: new Date('2026-11-27T09:00:00.000Z') })
      .where(eq(devices.id, device(1)));
    await alerts.look(NOW, LIMIT);
    expect((await alerts.open(9)).count).toBe(1);

    const request = { records: 'delete', reason: 'Asked for it.', confirm: 'amina@fieldsync.test' };
    expect((await admin.send('POST', `${paths.people}/${id}/erase`, request)).status).toBe(200);
    await exchangeAs(ibrahim, { device: device(2), operations: [create(2, 2, inBama)] });

    const told = await exchangeAs(amina, { device: device(1), cursor: seen.reply.cursor });
    const after = await exchangeAs(amina, { device: device(1), cursor: told.reply.cursor });
    expect(told.reply.left).toEqual(['Bama']);
    expect([...(told.reply.changes ?? []), ...(after.reply.changes ?? [])]).toEqual([]);
    await alerts.look(NOW, LIMIT);
    expect((await alerts.open(9)).count).toBe(0);
  });
});
