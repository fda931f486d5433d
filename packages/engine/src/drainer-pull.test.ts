import type { Change, RecordData, RecordId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { food, Phone } from './testing/phone.ts';
import { recordId } from './testing/build-item.ts';

const change = (id: RecordId, version: number, data: RecordData | null): Change => ({
  id,
  type: 'ASSESSMENT',
  version,
  data: data === null ? null : { ...data },
  score: 40,
  capturedAt: '2026-11-20T08:00:00.000Z',
});

async function withKnown(
  data: RecordData = food({ malnutritionCases: 1 }),
): Promise<{ phone: Phone; id: RecordId }> {
  const phone = new Phone();
  const { id } = await phone.save(data);
  await phone.drainAll();
  return { phone, id };
}
/** A pull while nothing may be sent: edits stay where they are. */
async function pullOnly(phone: Phone, changes: Change[], cursor = 'e.9'): Promise<void> {
  const items = phone.items;
  await phone.store.write(async (tx) => {
    for (const item of items)
      await tx.putItem({ ...item, state: 'later', nextAttemptAt: phone.clock.now() + 60_000 });
  });
  await phone.drainAll({ changes, cursor }, { pull: true });
  await phone.store.write(async (tx) => {
    for (const { id, state } of items) {
      const now = await tx.getItem(id);
      if (now !== undefined) await tx.putItem({ ...now, state, nextAttemptAt: 0 });
    }
  });
}

describe('what comes in', () => {
  it('[R1] a new record is there, at the office; when it got there this phone does not claim to know', async () => {
    const phone = new Phone();
    await phone.drainAll({ changes: [change(recordId(5), 3, food())], cursor: 'e.4' }, { pull: true });
    expect(phone.record(recordId(5))).toMatchObject({
      state: 'office',
      data: food(),
      base: { version: 3, data: food() },
      officeAt: null,
      sector: 'FOOD',
    });
    expect(phone.meta('cursor')).toBe('e.4');
    expect(phone.eventsNamed('changes:applied')).toEqual([{ count: 1 }]);
  });

  it('[R1] pages follow each other until nothing more waits', async () => {
    const phone = new Phone();
    const ended = phone.drain({ pull: true });
    for (let page = 1; page <= 3; page += 1) {
      const ask = await phone.transport.next();
      expect(ask.request.cursor).toBe(page === 1 ? null : `e.${page - 1}`);
      ask.reply({ changes: [change(recordId(page), 1, food())], cursor: `e.${page}`, more: page < 3 });
    }
    expect(await ended).toBe('done');
    expect(phone.disk.tables.records.size).toBe(3);
  });

  it('[S5] an office that always has more but brings nothing, from the same place, is not asked for ever', async () => {
    const phone = new Phone();
    await phone.drainAll({ more: true }, { pull: true });
    expect(phone.transport.asked).toHaveLength(2);
  });

  it('[R1] an older version than the one that is known changes nothing', async () => {
    const { phone, id } = await withKnown();
    await phone.drainAll({ changes: [change(id, 4, food({ malnutritionCases: 4 }))] }, { pull: true });
    const before = phone.record(id);
    for (const version of [1, 3, 4])
      await phone.drainAll(
        { changes: [change(id, version, food({ malnutritionCases: 9 }))] },
        { pull: true },
      );
    expect(phone.record(id)).toEqual(before);
  });

  it('a record that was deleted at the office is gone', async () => {
    const { phone, id } = await withKnown();
    await phone.drainAll({ changes: [change(id, 2, null)] }, { pull: true });
    expect(phone.record(id)).toBeUndefined();
  });

  it('a record that is acknowledged and deleted in the same reply is gone', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 2 });
    await phone.drainAll({ changes: [change(id, 3, null)] });
    expect([phone.items, phone.record(id)]).toEqual([[], undefined]);
  });
});

describe('under unsent edits', () => {
  it('[R2] others’ answers come in, the person’s own stay on top', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 5 });
    await pullOnly(phone, [change(id, 2, food({ malnutritionCases: 1, feedingProgramExists: true }))]);
    expect(phone.record(id)).toMatchObject({
      state: 'phone',
      data: food({ malnutritionCases: 5, feedingProgramExists: true }),
      base: { version: 2, data: food({ malnutritionCases: 1, feedingProgramExists: true }) },
    });
    expect(phone.itemOf(id).base).toBe(2);
  });

  it('[R2][K1] the same answer changed on both sides: the edit keeps the base that its person saw', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 5 });
    await pullOnly(phone, [change(id, 2, food({ malnutritionCases: 8 }))]);
    await pullOnly(phone, [change(id, 3, food({ malnutritionCases: 8, feedingProgramExists: true }))]);
    expect(phone.itemOf(id).base).toBe(1);
    expect(phone.record(id)?.data).toEqual(food({ malnutritionCases: 5, feedingProgramExists: true }));
  });

  it('[S1] what the office may know keeps its base: it must stay the same operation', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 5 });
    await phone.drainAll((ask) => {
      ask.fail('TIMEOUT');
    });
    await phone.clock.advance(60_000);
    await pullOnly(phone, [change(id, 2, food({ malnutritionCases: 1, feedingProgramExists: true }))]);
    expect(phone.itemOf(id)).toMatchObject({ base: 1, mayBeKnown: true });
  });

  it('[R2] a record that others deleted stays as its person left it, until its edit is judged', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 5 });
    await pullOnly(phone, [change(id, 2, null)]);
    expect(phone.record(id)).toMatchObject({
      state: 'phone',
      data: food({ malnutritionCases: 5 }),
      deleted: false,
    });
    await phone.shelf.discard(phone.itemOf(id).id);
    expect(phone.record(id)).toBeUndefined();
  });

  it('[R1] the reply was lost, a pull was faster: the late verdict takes nothing back', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 5 });
    await phone.drainAll((ask) => {
      ask.fail('TIMEOUT');
    });
    await phone.clock.advance(60_000);
    const now = food({ malnutritionCases: 7, feedingProgramExists: true });
    await pullOnly(phone, [change(id, 3, now)]);
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'duplicate', original: { status: 'applied', version: 2 } } });
    });
    expect(phone.record(id)).toMatchObject({ state: 'office', data: now, base: { version: 3, data: now } });
  });

  it('[R1] merged: the merged record comes with a pull and replaces what was guessed', async () => {
    const { phone, id } = await withKnown();
    await phone.edit(id, { malnutritionCases: 5 });
    const merged = food({ malnutritionCases: 5, feedingProgramExists: true });
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'merged', version: 3 } }, { changes: [change(id, 3, merged)] });
    });
    expect(phone.record(id)).toMatchObject({
      state: 'office',
      data: merged,
      base: { version: 3, data: merged },
    });
  });

  it('[S7] a pull acknowledges nothing: a record with an unsent edit is not "at the office"', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll((ask) => {
      ask.fail('TIMEOUT');
    });
    await phone.clock.advance(60_000);
    await pullOnly(phone, [change(id, 1, food())]);
    expect(phone.record(id)).toMatchObject({ state: 'phone', officeAt: null, base: { version: 1 } });
  });
});
