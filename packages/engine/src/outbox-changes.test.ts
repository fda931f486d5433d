import { describe, expect, it } from 'vitest';
import { OutboxChanges } from './outbox-changes.ts';
import { buildItem, recordId } from './testing/build-item.ts';
import { food, Phone } from './testing/phone.ts';

describe('an item that is alone on its record', () => {
  it('[S2] says so, and no longer once another one stands beside it', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    expect(phone.itemOf(id).alone).toBe(true);
    void phone.drain();
    await phone.transport.next();
    await phone.edit(id, { malnutritionCases: 3 });
    expect(phone.itemsOf(id).map(({ state, alone }) => [state, alone])).toEqual([
      ['sending', false],
      ['waiting', false],
    ]);
  });

  it('[S2] is alone again under a new id when it was refused and is tried again', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'rejected', code: 'VALIDATION', message: 'no' } });
    });
    await phone.shelf.retry(phone.itemOf(id).id);
    expect(phone.itemOf(id).alone).toBe(true);
  });

  it('[S2] two that are put in one transaction both know of each other', async () => {
    const phone = new Phone();
    const [first, second] = [
      buildItem(1, { alone: true }),
      buildItem(2, { recordId: recordId(1), alone: true }),
    ];
    await phone.store.write(async (tx) => {
      const changes = await OutboxChanges.begin(tx);
      await changes.put(first, undefined);
      await changes.put(second, undefined);
      await changes.finish();
    });
    expect(phone.items.map(({ alone }) => alone)).toEqual([false, false]);
  });
});
