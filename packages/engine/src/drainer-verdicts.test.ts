import type { ConflictId, Verdict } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { testId } from './testing/build-item.ts';
import { MORNING } from './testing/manual-clock.ts';
import { food, Phone, waterDelivery } from './testing/phone.ts';

const REJECTED: Verdict = {
  status: 'rejected',
  code: 'VALIDATION',
  field: 'malnutritionCases',
  message: 'too many',
};
const CONFLICT: Verdict = {
  status: 'conflict',
  version: 2,
  conflictId: testId(9, 1) as ConflictId,
  fields: ['malnutritionCases'],
};
const HELD: Verdict = { status: 'held', code: 'EARLIER_OPERATION_OPEN' };

/** A phone on which one record has two unsent items that the office may know: a lost reply, then an edit. */
async function withTwoItems() {
  const phone = new Phone();
  const { id } = await phone.save(food({ malnutritionCases: 1 }));
  const lost = phone.drain();
  (await phone.transport.next()).fail('TIMEOUT');
  await lost;
  await phone.edit(id, { malnutritionCases: 2 });
  return { phone, id };
}

describe('rejected', () => {
  it('[C2][S2] the item waits for its person, those behind it wait with it, all others go', async () => {
    const { phone, id } = await withTwoItems();
    const other = await phone.save(food());
    const ended = phone.drain({ manual: true });
    const ask = await phone.transport.next();
    expect(ask.operations.map(({ entityId }) => entityId)).toEqual([id, id, other.id]);
    ask.accept({ 0: REJECTED, 1: HELD });
    await ended;
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['shelf', 'fenced']);
    expect(phone.itemsOf(id)[0]?.error).toEqual({
      code: 'VALIDATION',
      field: 'malnutritionCases',
      message: 'too many',
    });
    expect([phone.record(id)?.state, phone.record(other.id)?.state]).toEqual(['needs', 'office']);
    expect(phone.meta('session')).toMatchObject({ completed: 1, failed: 1, outcome: 'done' });
    expect(phone.eventsNamed('item:judged')).toMatchObject([
      { status: 'applied' },
      { status: 'rejected' },
      { status: 'held' },
    ]);
  });

  it('[S2] an edit that was captured meanwhile waits for the person, too, and not for its turn', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 1 }));
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await phone.edit(id, { malnutritionCases: 2 });
    ask.accept({ 0: REJECTED });
    await ended;
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['shelf', 'fenced']);
  });

  it('[S5] nothing of it is sent again by itself, however long it waits', async () => {
    const { phone } = await withTwoItems();
    await phone.drainAll(
      (ask) => {
        ask.accept({ 0: REJECTED, 1: HELD });
      },
      { manual: true },
    );
    const asked = phone.transport.asked.length;
    for (let day = 0; day < 30; day += 1) {
      await phone.clock.advance(86_400_000);
      await phone.drainAll();
    }
    expect([phone.transport.asked.length, phone.items.length]).toEqual([asked, 2]);
  });

  it('[C2][S1] corrected, all of it flows as one new item', async () => {
    const { phone, id } = await withTwoItems();
    const old = new Set(phone.itemsOf(id).map((item) => item.id));
    await phone.drainAll(
      (ask) => {
        ask.accept({ 0: REJECTED, 1: HELD });
      },
      { manual: true },
    );
    await phone.edit(id, { malnutritionCases: 3 });
    const item = phone.itemOf(id);
    expect(old.has(item.id)).toBe(false);
    expect(item).toMatchObject({ action: 'CREATE', data: food({ malnutritionCases: 3 }) });
    await phone.drainAll();
    expect([phone.items, phone.record(id)?.state]).toEqual([[], 'office']);
  });

  it('[S7] a duplicate of a refusal is a refusal to everybody who is told', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll((ask) => {
      ask.accept({
        0: { status: 'duplicate', original: { status: 'rejected', code: 'FORBIDDEN', message: '' } },
      });
    });
    expect(phone.eventsNamed('item:judged')).toMatchObject([{ recordId: id, status: 'rejected' }]);
    expect(phone.meta('session')).toMatchObject({ completed: 0, failed: 1 });
  });
});

describe('conflict', () => {
  it('[S2][K1] stays on the phone with both named, and stops the later edits of its record only', async () => {
    const { phone, id } = await withTwoItems();
    const other = await phone.save(food());
    await phone.drainAll(
      (ask) => {
        ask.accept({ 0: { status: 'duplicate', original: { status: 'applied', version: 1 } }, 1: CONFLICT });
      },
      { manual: true },
    );
    expect(phone.itemOf(id)).toMatchObject({ state: 'conflict', conflictId: testId(9, 1) });
    expect([phone.record(id)?.state, phone.record(other.id)?.state]).toEqual(['conflict', 'office']);
    await phone.edit(id, { feedingProgramExists: true });
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['conflict', 'fenced']);
    const asked = phone.transport.asked.length;
    await phone.drainAll();
    expect(phone.transport.asked).toHaveLength(asked);
  });
});

describe('held', () => {
  it('[S3][S5] is put off and sent again when its time has come', async () => {
    const phone = new Phone();
    const assessment = testId(1, 50);
    const { id } = await phone.save(waterDelivery(assessment));
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: assessment } });
    });
    const item = phone.itemOf(id);
    expect(item).toMatchObject({
      state: 'later',
      delays: 1,
      error: { code: 'DEPENDENCY_MISSING', message: assessment },
    });
    expect(item.nextAttemptAt).toBeGreaterThan(MORNING);
    expect(phone.record(id)?.state).toBe('phone');
    await phone.drainAll();
    expect(phone.items).toHaveLength(1);
    phone.clock.set(item.nextAttemptAt);
    await phone.drainAll();
    expect([phone.items, phone.record(id)?.state]).toEqual([[], 'office']);
  });

  it('[S1][C2] an edit of a held item is never folded into what a late copy of the request may bring', async () => {
    const phone = new Phone();
    const { id } = await phone.save(waterDelivery(testId(1, 50)));
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: testId(1, 50) } });
    });
    const before = phone.itemOf(id);
    await phone.edit(id, { status: 'DELIVERED' });
    const [same, edit] = phone.itemsOf(id);
    expect(same).toEqual({ ...before, alone: false });
    expect(edit).toMatchObject({ action: 'UPDATE', patch: { status: 'DELIVERED' } });
  });

  it('[S5] a clock that was set back does not hold it until the old time comes again', async () => {
    const phone = new Phone();
    await phone.save(food());
    phone.clock.set(MORNING + 400 * 86_400_000);
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'retry', code: 'BUSY', afterMs: 60_000 } });
    });
    phone.clock.set(MORNING + 60_000);
    await phone.drainAll();
    expect(phone.items).toEqual([]);
  });
});
