import type { Change } from '@fieldsync/protocol';
import { paths, recordPageSchema } from '@fieldsync/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CAMPS } from '../seed/camps.ts';
import { EventReader } from '../testing/event-reader.ts';
import { CollectClient } from '../testing/openrosa/collect-client.ts';
import { ANSWERS, filledForm, PLACE } from '../testing/openrosa/filled-form.ts';
import { create, device, healthData, record, testId, update } from '../testing/operations.ts';
import { testDatabases } from '../testing/test-databases.ts';
import { exchangeAs } from '../testing/test-exchange.ts';
import type { TestOffice, TestPerson } from '../testing/test-office.ts';
import { envelope, openTestOffice } from '../testing/test-office.ts';

const camp = (name: string): string => CAMPS.find((each) => each.name === name)?.id ?? '';
const at = (name: string) => healthData({ affectedEntityId: camp(name) });

describe.each(testDatabases())('areas and what else tells of records on $name', (on) => {
  let office: TestOffice;
  let amina: TestPerson;
  let yusuf: TestPerson;
  let ibrahim: TestPerson;
  let admin: TestPerson;
  let open: EventReader[] = [];
  beforeAll(async () => {
    office = await openTestOffice(on);
    await office.opened.firstStart.finish(CAMPS, '2026-11-20T00:00:00.000Z');
    [amina, yusuf, ibrahim, admin] = [
      await office.as('amina'),
      await office.as('yusuf'),
      await office.as('ibrahim'),
      await office.as('admin'),
    ];
  });
  beforeEach(async () => {
    await assign([]);
    await office.forgetRecords();
  });
  afterEach(async () => {
    for (const reader of open) await reader.close();
    open = [];
  });
  afterAll(() => office.close());

  const idOf = async (person: TestPerson): Promise<string> => {
    const body = await envelope(await person.get(paths.session));
    return body.success ? (body.data as { user: { id: string } }).user.id : '';
  };
  const assign = async (areas: readonly string[]): Promise<void> => {
    const reply = await ibrahim.send('PUT', `${paths.accounts}/${await idOf(amina)}/areas`, { areas });
    expect(reply.status).toBe(200);
  };
  /** Amina's screen, from its first mark on. */
  const screen = async (lastId?: string): Promise<{ next(): Promise<string>; readonly mark: string }> => {
    const reader = new EventReader(
      await amina.get(paths.events, lastId === undefined ? {} : { 'last-event-id': lastId }),
    );
    open.push(reader);
    const mark = lastId ?? (await reader.next())?.id ?? '';
    const next = async (): Promise<string> => {
      const { event, data } = (await reader.next()) ?? {};
      const { id = '', deleted = false } = (data ?? {}) as { id?: string; deleted?: boolean };
      return `${event ?? ''} ${id.slice(-2)}${deleted ? ' deleted' : ''}`;
    };
    return { next, mark };
  };
  const byYusuf = (...operations: unknown[]) => exchangeAs(yusuf, { device: device(2), operations });
  const byAmina = (...operations: unknown[]) => exchangeAs(amina, { device: device(1), operations });
  const pull = async (cursor: string | null) => {
    const changes: Change[] = [];
    let place = cursor;
    for (let more = true; more;) {
      const { reply } = await exchangeAs(amina, { device: device(1), cursor: place });
      changes.push(...(reply.changes ?? []));
      place = reply.cursor;
      more = reply.more === true;
    }
    return { changes, cursor: place };
  };

  it('[R3] a screen that is open shows an area’s records from its assignment until it is taken away, and is told of both', async () => {
    const { next } = await screen();
    await byYusuf(create(1, 1, at('Banki')), create(2, 2, at('Banki')));
    await assign(['Bama']);
    expect(await next()).toBe('scope ');
    await byYusuf(update(3, 1, 1, { numberHealthFacilities: 5 }));
    expect(await next()).toBe('record 01');
    await byYusuf(update(4, 1, 2, { affectedEntityId: camp('Gwoza') }));
    expect(await next()).toBe('left 01');
    await assign([]);
    expect(await next()).toBe('scope ');
    await byYusuf(
      update(5, 2, 1, { numberHealthFacilities: 6 }),
      update(6, 1, 3, { numberHealthFacilities: 7 }),
    );
    await byAmina(create(7, 7, at('Gwoza')));
    expect(await next()).toBe('record 07');
  });

  it('[R3] a screen that comes back is told what left meanwhile, and not what left before the area was its own', async () => {
    await byYusuf(create(1, 1, at('Banki')), create(2, 2, at('Banki')));
    const { mark } = await screen();
    await byYusuf(update(3, 1, 1, { affectedEntityId: camp('Gwoza') }));
    await assign(['Bama']);
    await byYusuf(update(4, 2, 1, { affectedEntityId: camp('Gwoza') }));
    await byAmina(create(5, 5, at('Gwoza')));
    const { next } = await screen(mark);
    expect([await next(), await next()]).toEqual(['scope ', 'left 02']);
    expect(await next()).toBe('record 05');
  });

  it('[R3] [K2] a decision that puts a record in another place takes it from the area that it leaves, and gives it to the other', async () => {
    await assign(['Bama']);
    await byYusuf(create(1, 1, at('Banki')));
    await byYusuf(update(2, 1, 1, { affectedEntityId: camp('Bama') }));
    const { next } = await screen();
    const { changes, cursor } = await pull(null);
    expect(changes).toMatchObject([{ id: record(1), area: 'Bama' }]);
    const elsewhere = update(3, 1, 1, { affectedEntityId: camp('Gwoza') });
    const disputed = await exchangeAs(yusuf, { device: device(5), operations: [elsewhere] });
    expect(disputed.verdicts).toMatchObject([{ status: 'conflict' }]);
    expect(await next()).toBe('record 01');
    expect((await amina.get(paths.conflicts)).status).toBe(403);
    const decided = await ibrahim.send('POST', paths.resolveConflict, {
      conflictId: testId('operation', 3),
      version: 2,
      strategy: 'LOCAL_WINS',
      justification: 'He was there.',
    });
    expect(decided.status).toBe(200);
    expect(await next()).toBe('left 01');
    const after = await pull(cursor);
    expect(after.changes).toMatchObject([{ id: record(1), left: true, data: null }]);
    expect(JSON.stringify(after.changes)).not.toContain(camp('Gwoza'));
    await byAmina(create(7, 7, at('Gwoza')));
    expect(await next()).toBe('record 07');
    await assign(['Gwoza']);
    expect((await pull(after.cursor)).changes).toMatchObject([{ id: record(1), area: 'Gwoza' }]);
  });

  it('[R3] nothing of a photo is for whoever sees what it belongs to: it is in no area', async () => {
    const photo = {
      mediaKind: 'PHOTO',
      belongsTo: record(1),
      mimeType: 'image/jpeg',
      sizeBytes: 5,
      sha256: 'a3'.repeat(32),
      caption: 'a face',
      recordedAt: '2026-11-20T09:00:00.000Z',
    };
    await assign(['Bama']);
    const { next } = await screen();
    await byYusuf(create(1, 1, at('Banki')), create(2, 2, photo, { type: 'MEDIA' }));
    await byAmina(create(3, 3, at('Gwoza')));
    expect([await next(), await next()]).toEqual(['record 01', 'record 03']);
    const { changes } = await pull(null);
    expect(changes.map(({ id }) => id)).toEqual([record(1), record(3)]);
    const listed = recordPageSchema.parse(
      ((await (await amina.get(`${paths.records}?type=MEDIA`)).json()) as { data: unknown }).data,
    );
    expect(listed.items).toEqual([]);
    expect((await amina.get(`${paths.records}/${record(2)}`)).status).toBe(404);
    expect((await yusuf.get(`${paths.records}/${record(2)}`)).status).toBe(200);
    const edit = await byAmina(update(4, 2, 1, { caption: 'mine' }, { type: 'MEDIA' }));
    expect(edit.verdicts).toMatchObject([{ status: 'rejected', code: 'FORBIDDEN' }]);
    expect(JSON.stringify(edit)).not.toContain('a face');
  });

  it('[R3] a form from another app reaches the phones and screens of its place’s area, and no others', async () => {
    const [other] = CAMPS.filter(({ lga }) => lga === 'Gwoza');
    const collect = new CollectClient(office, 'yusuf');
    await assign([CAMPS.find(({ id }) => id === PLACE)?.lga ?? '']);
    const { next } = await screen();
    const { cursor } = await pull(null);
    expect((await collect.send(filledForm())).status).toBe(201);
    const elsewhere = filledForm({ answers: ANSWERS.replace(PLACE, other?.id ?? '') });
    expect((await collect.send(elsewhere)).status).toBe(201);
    const { changes } = await pull(cursor);
    expect(changes).toMatchObject([{ others: true, data: { affectedEntityId: PLACE } }]);
    expect(await next()).toBe(`record ${changes[0]?.id.slice(-2) ?? ''}`);
    await byAmina(create(3, 3, at('Gwoza')));
    expect(await next()).toBe('record 03');
  });

  it('[R3] what is erased leaves the phones and screens of its area, and a screen of the erased person ends', async () => {
    await assign(['Bama']);
    await byYusuf(create(1, 1, at('Banki')));
    const { changes, cursor } = await pull(null);
    expect(changes).toMatchObject([{ id: record(1), area: 'Bama' }]);
    const { next } = await screen();
    const his = new EventReader(await yusuf.get(paths.events));
    open.push(his);
    await his.next();
    const request = { records: 'delete', reason: 'Asked for it.', confirm: 'yusuf@fieldsync.test' };
    const reply = await admin.send('POST', `${paths.people}/${await idOf(yusuf)}/erase`, request);
    expect(reply.status).toBe(200);
    expect(await his.next()).toBeUndefined();
    expect(await next()).toBe('record 01 deleted');
    expect((await pull(cursor)).changes).toMatchObject([{ id: record(1), data: null, area: 'Bama' }]);
  });
});
