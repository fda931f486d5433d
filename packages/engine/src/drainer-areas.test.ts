import type { Change, RecordData, RecordId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { leavePage } from './leave-areas.ts';
import { recordId } from './testing/build-item.ts';
import { food, Phone } from './testing/phone.ts';

const change = (
  id: RecordId,
  version: number,
  data: RecordData | null,
  more: Partial<Change> = {},
): Change => ({
  id,
  type: 'ASSESSMENT',
  version,
  data: data === null ? null : { ...data },
  score: 40,
  capturedAt: '2026-11-20T08:00:00.000Z',
  ...more,
});
const seen = (id: number, area: string, version = 1): Change =>
  change(recordId(id), version, food(), { others: true, area });
const gone = (id: number, more: Partial<Change> = {}): Change =>
  change(recordId(id), 5, null, { others: true, left: true, ...more });

const ids = async (phone: Phone): Promise<readonly RecordId[]> =>
  phone.store.read(async (tx) => (await tx.recordsAfter(null, 1_000)).map(({ id }) => id));

describe('records of areas', () => {
  it('[R3] go with the area that was taken away; others and the person’s own stay', async () => {
    const phone = new Phone();
    const own = await phone.save(food());
    await phone.drainAll();
    await phone.drainAll(
      { changes: [seen(1, 'Bama'), seen(2, 'Dikwa'), seen(3, 'Bama')], cursor: 'e.4' },
      { pull: true },
    );
    await phone.drainAll({ left: ['Bama'], cursor: 'e.5' }, { pull: true });
    expect([...(await ids(phone))].sort()).toEqual([recordId(2), own.id].sort());
    expect(phone.meta('leaving')).toBeNull();
  });

  it('[R3] nothing is fetched before the old copies are gone, also when the phone was killed among them', async () => {
    const phone = new Phone();
    const many = Array.from({ length: 60 }, (_, index) => seen(index + 1, 'Bama'));
    await phone.drainAll({ changes: many, cursor: 'e.4' }, { pull: true });
    await phone.store.write(async (tx) => {
      await tx.putMeta('leaving', { areas: ['Bama'], after: null });
      expect(await leavePage(tx)).toBe(true);
    });
    expect(await ids(phone)).toHaveLength(10);
    const ended = phone.drain({ pull: true });
    const ask = await phone.transport.next();
    expect(await ids(phone)).toEqual([]);
    expect(ask.request.wantBytes).toBeGreaterThan(0);
    ask.reply({ changes: [seen(1, 'Bama', 2)], cursor: 'e.6' });
    await ended;
    expect(await ids(phone)).toEqual([recordId(1)]);
  });

  it('[R1] asks on where a page brought nothing but a place further on', async () => {
    const phone = new Phone();
    const ended = phone.drain({ pull: true });
    const first = await phone.transport.next();
    first.reply({ cursor: 'e.7', more: true });
    const second = await phone.transport.next();
    expect(second.request.cursor).toBe('e.7');
    second.reply({ cursor: 'e.7', more: true });
    await ended;
    expect(phone.meta('cursor')).toBe('e.7');
  });

  it('[R3] one that moved away goes, and comes back whole though its version is no other', async () => {
    const phone = new Phone();
    await phone.drainAll({ changes: [seen(1, 'Bama', 5)], cursor: 'e.4' }, { pull: true });
    await phone.drainAll({ changes: [gone(1)], cursor: 'e.5' }, { pull: true });
    expect(await ids(phone)).toEqual([]);
    await phone.drainAll({ changes: [seen(1, 'Bama', 5)], cursor: 'e.6' }, { pull: true });
    expect(phone.record(recordId(1))).toMatchObject({ state: 'office', area: 'Bama', base: { version: 5 } });
    expect(phone.record(recordId(1))).not.toHaveProperty('left');
  });

  it('[C2] [R3] with an edit of this phone it stays until that is answered, and goes then', async () => {
    const phone = new Phone();
    await phone.drainAll({ changes: [seen(1, 'Bama')], cursor: 'e.4' }, { pull: true });
    await phone.edit(recordId(1), food({ malnutritionCases: 3 }));
    const held = phone.items;
    await phone.store.write(async (tx) => {
      for (const item of held)
        await tx.putItem({ ...item, state: 'later', nextAttemptAt: phone.clock.now() + 60_000 });
    });
    await phone.drainAll({ left: ['Bama'], cursor: 'e.5' }, { pull: true });
    expect(phone.items).toHaveLength(1);
    expect(phone.record(recordId(1))).toMatchObject({ left: true, data: food({ malnutritionCases: 3 }) });
    await phone.store.write(async (tx) => {
      for (const item of held) await tx.putItem({ ...item, state: 'waiting', nextAttemptAt: 0 });
    });
    await phone.drainAll();
    expect(phone.items).toEqual([]);
    expect(await ids(phone)).toEqual([]);
  });

  it('[R3] where this phone moved it itself, it is seen through its new area from then on', async () => {
    const phone = new Phone();
    await phone.drainAll({ changes: [seen(1, 'Bama')], cursor: 'e.4' }, { pull: true });
    await phone.drainAll({ changes: [seen(1, 'Dikwa')], cursor: 'e.5' }, { pull: true });
    await phone.drainAll({ left: ['Bama'], cursor: 'e.6' }, { pull: true });
    expect(phone.record(recordId(1))).toMatchObject({ area: 'Dikwa' });
  });

  it('[R3] what is the person’s own never goes, whatever is said', async () => {
    const phone = new Phone();
    const own = await phone.save(food());
    await phone.drainAll();
    await phone.drainAll(
      { changes: [change(own.id, 9, null, { left: true })], left: ['Bama'], cursor: 'e.5' },
      { pull: true },
    );
    expect(await ids(phone)).toEqual([own.id]);
  });
});
