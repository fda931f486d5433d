import type { RecordId, Verdict } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { NO_ITEMS } from './core/queue-counts.ts';
import { testId } from './testing/build-item.ts';
import { food, Phone, waterDelivery } from './testing/phone.ts';

const NO: Verdict = { status: 'rejected', code: 'FORBIDDEN', message: 'not yours' };
const POISON = { code: 'MALFORMED' } as const;

/** A phone with a record that the office refused. */
async function withRefused(): Promise<{ phone: Phone; id: RecordId }> {
  const phone = new Phone();
  const { id } = await phone.save(food({ malnutritionCases: 1 }));
  await phone.drainAll((ask) => {
    ask.accept({ 0: NO });
  });
  return { phone, id };
}

/** A phone with an edit that the office refused, of a record that it has. */
async function withRefusedEdit(): Promise<{ phone: Phone; id: RecordId }> {
  const phone = new Phone();
  const { id } = await phone.save(food({ malnutritionCases: 1 }));
  await phone.drainAll();
  await phone.edit(id, { malnutritionCases: 2 });
  await phone.drainAll((ask) => {
    ask.accept({ 0: NO });
  });
  return { phone, id };
}

describe('trying again', () => {
  it('[S1] sends what was refused under a new id: the ledger would repeat the refusal for ever', async () => {
    const { phone, id } = await withRefused();
    const before = phone.itemOf(id);
    expect(before).toMatchObject({ state: 'shelf', refused: true });
    await phone.shelf.retry(before.id);
    const again = phone.itemOf(id);
    expect(again.id).not.toBe(before.id);
    expect(again).toMatchObject({ state: 'waiting', refused: false, seq: before.seq, data: before.data });
    await phone.drainAll();
    expect([phone.items, phone.record(id)?.state]).toEqual([[], 'office']);
  });

  it('[S1] sends what failed alone under the same id: the office may have it', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll((ask) => {
      if (ask.operations.length > 0) ask.fail(POISON.code);
      else ask.reply();
    });
    const before = phone.itemOf(id);
    expect(before).toMatchObject({ state: 'shelf', error: POISON, refused: false });
    await phone.shelf.retry(before.id);
    expect(phone.itemOf(id)).toMatchObject({
      id: before.id,
      state: 'waiting',
      retryCount: 0,
      mayBeKnown: true,
    });
    expect(phone.itemOf(id)).not.toHaveProperty('error');
  });

  it('brings forward what was put off', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'retry', code: 'BUSY', afterMs: 600_000 } });
    });
    const item = phone.itemOf(id);
    expect(item.state).toBe('later');
    await phone.shelf.retry(item.id);
    expect(phone.itemOf(id)).toMatchObject({ id: item.id, state: 'waiting', nextAttemptAt: 0 });
  });

  it('[S2] lets go what lined up behind it, in its order', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await phone.edit(id, { malnutritionCases: 3 });
    ask.accept({ 0: NO });
    await ended;
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['shelf', 'fenced']);
    await phone.shelf.retry(phone.itemsOf(id)[0]?.id ?? '');
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    await phone.drainAll();
    const last = phone.transport.asked.at(-1)?.operations.map(({ action }) => action);
    expect([last, phone.items]).toEqual([['CREATE', 'UPDATE'], []]);
  });

  it('[S1] leaves alone what is on its way, and what is not there', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await phone.shelf.retry(phone.itemOf(id).id);
    await phone.shelf.retry(testId(2, 99));
    expect(phone.itemOf(id).state).toBe('sending');
    ask.accept();
    await ended;
    expect(phone.items).toEqual([]);
  });
});

describe('discarding', () => {
  it('[C2] takes the item away, writes it to the log, and leaves nothing of a record that nobody else has', async () => {
    const { phone, id } = await withRefused();
    const item = phone.itemOf(id);
    phone.clock.set(phone.clock.now() + 5_000);
    expect(await phone.shelf.discard(item.id)).toEqual([item]);
    expect(phone.disk.tables.discards).toEqual([{ item, at: phone.clock.now() }]);
    expect([phone.items, phone.record(id), phone.meta('counts')]).toEqual([[], undefined, NO_ITEMS]);
  });

  it('[C2][R2] of an edit shows again what the office has', async () => {
    const { phone, id } = await withRefusedEdit();
    expect(phone.record(id)).toMatchObject({ state: 'needs', data: { malnutritionCases: 2 } });
    await phone.shelf.discard(phone.itemOf(id).id);
    expect(phone.record(id)).toMatchObject({
      state: 'office',
      data: { malnutritionCases: 1 },
      base: { version: 1 },
    });
  });

  it('[C2][R2] of a deletion brings the record back', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll();
    await phone.recorder.remove(id);
    await phone.shelf.discard(phone.itemOf(id).id);
    expect(phone.record(id)).toMatchObject({ state: 'office', deleted: false });
  });

  it('[C2] of a creation takes along the edits behind it, each of them logged', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await phone.edit(id, { malnutritionCases: 3 });
    ask.accept({ 0: NO });
    await ended;
    const items = phone.itemsOf(id);
    expect(items.map(({ state }) => state)).toEqual(['shelf', 'fenced']);
    const [creation] = items;
    expect(await phone.shelf.discard(creation?.id ?? '')).toEqual(items);
    expect(phone.disk.tables.discards.map(({ item }) => item)).toEqual(items);
    expect([phone.items, phone.record(id)]).toEqual([[], undefined]);
  });

  it('[R2] of one edit keeps the other ones, on the screen and on their way', async () => {
    const { phone, id } = await withRefusedEdit();
    await phone.store.write(async (tx) => {
      const [item] = await tx.itemsOf([id]);
      if (item !== undefined) await tx.putItem({ ...item, state: 'conflict' });
    });
    await phone.edit(id, { feedingProgramExists: true });
    const [conflict, behind] = phone.itemsOf(id);
    expect(behind?.state).toBe('fenced');
    await phone.shelf.discard(conflict?.id ?? '');
    expect(phone.itemOf(id)).toMatchObject({ id: behind?.id, state: 'waiting' });
    expect(phone.record(id)).toMatchObject({
      state: 'phone',
      data: food({ malnutritionCases: 1, feedingProgramExists: true }),
    });
  });

  it('[C2] does nothing to what is on its way: its fate is not known', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(await phone.shelf.discard(phone.itemOf(id).id)).toEqual([]);
    ask.accept();
    await ended;
    expect([phone.disk.tables.discards, phone.record(id)?.state]).toEqual([[], 'office']);
  });

  it('[R1] of what the office may have taken asks for everything again, also past a reply that is under way', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.putMeta('cursor', 'e.5');
    await phone.drainAll((ask) => {
      ask.fail('TIMEOUT');
    });
    const ended = phone.drain({ manual: true, pull: true });
    const ask = await phone.transport.next();
    const other = await phone.save(food());
    await phone.store.write(async (tx) => {
      const item = await tx.getItem(phone.itemOf(id).id);
      if (item !== undefined) await tx.putItem({ ...item, state: 'waiting' });
    });
    await phone.shelf.discard(phone.itemOf(id).id);
    expect(phone.meta('cursor')).toBeNull();
    ask.accept({}, { cursor: 'e.9' });
    phone.transport.answerer = (next) => {
      next.accept({}, { cursor: 'e.9' });
    };
    /* The next one was made already when it was thrown away. */
    (await phone.transport.next()).accept();
    await ended;
    const asking = phone.transport.asked.filter(({ request }) => request.wantBytes !== 0);
    expect(asking.map(({ request }) => request.cursor)).toEqual(['e.5', 'e.5', null]);
    expect([phone.meta('cursor'), phone.record(other.id)?.state]).toEqual(['e.9', 'office']);
  });
});

describe('a person puts right what the office refused', () => {
  it('[C2][S1] by editing: a new id, with all that was in it, and it flows', async () => {
    const { phone, id } = await withRefused();
    const before = phone.itemOf(id);
    await phone.edit(id, { malnutritionCases: 4 });
    const after = phone.itemOf(id);
    expect(after.id).not.toBe(before.id);
    expect(after).toMatchObject({
      action: 'CREATE',
      state: 'waiting',
      data: food({ malnutritionCases: 4 }),
    });
    expect(after).not.toHaveProperty('error');
    await phone.drainAll();
    expect([phone.items, phone.record(id)?.state]).toEqual([[], 'office']);
  });

  it('[S5] by editing what failed alone: it is corrected, and does not line up behind itself', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 1 }));
    await phone.drainAll((ask) => {
      if (ask.operations.length > 0) ask.fail(POISON.code);
      else ask.reply();
    });
    await phone.edit(id, { malnutritionCases: 2 });
    expect(phone.itemOf(id)).toMatchObject({
      action: 'CREATE',
      state: 'waiting',
      data: food({ malnutritionCases: 2 }),
    });
    await phone.drainAll();
    expect(phone.items).toEqual([]);
  });

  it('by saving it unchanged: a wish to try again', async () => {
    const { phone, id } = await withRefused();
    const before = phone.itemOf(id);
    await phone.edit(id, {});
    expect(phone.itemOf(id)).toMatchObject({ state: 'waiting', data: before.data });
    expect(phone.itemOf(id).id).not.toBe(before.id);
  });

  it('by deleting it: nothing remains', async () => {
    const { phone, id } = await withRefused();
    await phone.recorder.remove(id);
    expect([phone.items, phone.record(id)]).toEqual([[], undefined]);
  });

  it('[R1] by deleting what failed alone: should the office have it after all, the feed will bring it', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.putMeta('cursor', 'e.5');
    await phone.drainAll((ask) => {
      if (ask.operations.length > 0) ask.fail(POISON.code);
      else ask.reply();
    });
    expect(phone.meta('cursor')).toBe('e.5');
    await phone.recorder.remove(id);
    expect([phone.items, phone.record(id), phone.meta('cursor')]).toEqual([[], undefined, null]);
  });

  it('[S3][S5] a response whose assessment was discarded comes to its person in the end', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const response = await phone.save(waterDelivery(id));
    await phone.drainAll((ask) => {
      ask.accept({ 0: NO, 1: { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: id } });
    });
    await phone.shelf.discard(phone.itemOf(id).id);
    for (let contact = 0; contact < 6 && phone.itemOf(response.id).state !== 'shelf'; contact += 1) {
      await phone.clock.advance(3_600_000);
      await phone.drainAll((ask) => {
        ask.accept({ 0: { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: id } });
      });
    }
    expect(phone.itemOf(response.id)).toMatchObject({
      state: 'shelf',
      error: { code: 'DEPENDENCY_MISSING', message: id },
    });
    await phone.edit(response.id, { assessmentId: undefined });
    await phone.drainAll();
    expect(phone.items).toEqual([]);
  });
});
