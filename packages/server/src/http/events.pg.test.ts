import { paths, recordSummarySchema } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ReadEvent } from '../testing/event-reader.ts';
import { EventReader } from '../testing/event-reader.ts';
import { create, device, record, testId, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { openTestOffice } from '../testing/test-office.ts';

describe.each(testDatabases())('GET /api/v1/sync/events on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let ibrahim: TestPerson;
  let open: EventReader[] = [];
  beforeAll(async () => {
    office = await openTestOffice(on, { streams: { all: 4, each: 2 } });
    [amina, yusuf, ibrahim] = await Promise.all([
      office.as('amina'),
      office.as('yusuf'),
      office.as('ibrahim'),
    ]);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    for (const reader of open) await reader.close();
    open = [];
    await office.forgetRecords();
  });
  afterAll(() => office.close());

  /** Listens, and waits for the mark that says from where. */
  const listen = async (person: TestPerson, lastId?: string): Promise<[EventReader, string]> => {
    const headers = lastId === undefined ? {} : { 'last-event-id': lastId };
    const reply = await person.get(paths.events, headers);
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    const reader = new EventReader(reply);
    open.push(reader);
    if (lastId !== undefined) return [reader, lastId];
    const mark = await reader.next();
    return [reader, mark?.id ?? ''];
  };
  const recordOf = (event: ReadEvent | undefined): string => recordSummarySchema.parse(event?.data).id;
  const put = (person: TestPerson, n: number, from = 1) =>
    exchangeAs(person, { device: device(from), operations: [create(n, n)] });

  it('[R3] tells the office of every record and a field worker of their own', async () => {
    const [toIbrahim] = await listen(ibrahim);
    const [toAmina] = await listen(amina);
    await put(yusuf, 1, 2);
    await put(amina, 2);
    const seen = await toIbrahim.take(2);
    expect(seen.map(({ event }) => event)).toEqual(['record', 'record']);
    expect(seen.map(recordOf)).toEqual([record(1), record(2)]);
    expect(recordOf(await toAmina.next())).toBe(record(2));
  });

  it('tells of nothing that was not committed, and of what was only when it can be read', async () => {
    const [toIbrahim] = await listen(ibrahim);
    const { store, bus } = office.opened.app;
    const readable: Promise<unknown>[] = [];
    const stop = bus.subscribe(() => {
      readable.push(office.database.queries.execute(sql`select id from records`).then(({ rows }) => rows));
    });
    const transact = store.transact.bind(store);
    vi.spyOn(store, 'transact').mockImplementationOnce((batch, judge) =>
      transact(batch, (...input) => {
        judge(...input);
        throw new Error('power cut before the commit');
      }),
    );
    await expect(put(amina, 1)).rejects.toThrow('500');
    await put(amina, 2);
    stop();
    expect(await Promise.all(readable)).toEqual([[{ id: record(2) }]]);
    expect(recordOf(await toIbrahim.next())).toBe(record(2));
  });

  it('[R1] goes on where a viewer was cut off, from the feed', async () => {
    const [first] = await listen(ibrahim);
    await put(amina, 1);
    const { id } = (await first.next()) ?? {};
    await first.close();
    await put(amina, 2);
    await put(yusuf, 3, 2);
    await exchangeAs(amina, { operations: [update(4, 2, 1, { additionalDetails: 'more' })] });
    const [again] = await listen(ibrahim, id);
    const caughtUp = await again.take(2);
    expect(caughtUp.map(({ data }) => recordSummarySchema.parse(data))).toMatchObject([
      { id: record(3), version: 1 },
      { id: record(2), version: 2 },
    ]);
    await put(amina, 5);
    expect(recordOf(await again.next())).toBe(record(5));
  });

  it('a viewer that saw nothing yet still knows where it was', async () => {
    const [first, mark] = await listen(amina);
    await first.close();
    await put(amina, 1);
    const [again] = await listen(amina, mark);
    // Her areas may have become others meanwhile.
    expect((await again.next())?.event).toBe('scope');
    expect(recordOf(await again.next())).toBe(record(1));
  });

  it('an id that is none of ours starts like a new viewer instead of sending everything', async () => {
    await put(amina, 1);
    const reply = await amina.get(paths.events, { 'last-event-id': '7; drop table' });
    const reader = new EventReader(reply);
    open.push(reader);
    expect(Object.keys((await reader.next()) ?? {})).toEqual(['id']);
  });

  it('brings a command to the person whose device it is for', async () => {
    await exchangeAs(amina);
    const [toAmina] = await listen(amina);
    const [toYusuf] = await listen(yusuf);
    await ibrahim.send('POST', `${paths.pause}?deviceId=${device(1)}`);
    expect(await toAmina.next()).toMatchObject({
      event: 'command',
      data: { device: device(1), command: { kind: 'pause', by: 'Ibrahim Mustapha' } },
    });
    await put(yusuf, 1, 2);
    expect((await toYusuf.next())?.event).toBe('record');
  });

  it('[K2] tells the office of a conflict and of its end within 2 s, and everyone who sees the record', async () => {
    await put(amina, 1);
    await exchangeAs(amina, { operations: [update(2, 1, 1, { numberHealthFacilities: 5 })] });
    const [toIbrahim] = await listen(ibrahim);
    const [toAmina] = await listen(amina);
    await exchangeAs(amina, {
      device: device(3),
      operations: [update(3, 1, 1, { numberHealthFacilities: 6 })],
    });
    expect(await toIbrahim.take(2)).toMatchObject([
      { event: 'conflict', data: { id: testId('operation', 3), recordId: record(1), status: 'OPEN' } },
      { event: 'record', data: { id: record(1), state: 'conflict' } },
    ]);
    expect(await toAmina.next()).toMatchObject({ event: 'record', data: { state: 'conflict' } });

    const asked = performance.now();
    const decided = await ibrahim.send('POST', paths.resolveConflict, {
      conflictId: testId('operation', 3),
      version: 2,
      strategy: 'LOCAL_WINS',
      justification: 'counted again',
    });
    expect(decided.status).toBe(200);
    const heard = await toIbrahim.take(2);
    expect(performance.now() - asked).toBeLessThan(2_000);
    expect(heard).toMatchObject([
      { event: 'record', data: { id: record(1), version: 3, state: 'office' } },
      { event: 'conflict', data: { id: testId('operation', 3), status: 'RESOLVED' } },
    ]);
    expect(await toAmina.next()).toMatchObject({ event: 'record', data: { version: 3, state: 'office' } });
  });

  it('holds a bounded number of streams, of all and of each, and gives a place back when one goes', async () => {
    for (const person of [amina, amina]) await listen(person);
    const third = await amina.get(paths.events);
    expect(third.status).toBe(503);
    expect(third.headers.get('retry-after')).toBe('30');
    for (const person of [yusuf, yusuf]) await listen(person);
    expect((await ibrahim.get(paths.events)).status).toBe(503);
    await open.shift()?.close();
    await listen(ibrahim);
  });

  it('opens no stream for a HEAD', async () => {
    for (let n = 0; n < 5; n += 1) {
      const head = await office.request(paths.events, { method: 'HEAD', headers: { cookie: amina.cookie } });
      expect(head.status).toBe(200);
    }
    expect(office.opened.app.live.size).toBe(0);
    await listen(amina);
  });
});
