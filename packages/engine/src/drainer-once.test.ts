import { describe, expect, it } from 'vitest';
import { StoreFullError } from './ports.ts';
import { recordId } from './testing/build-item.ts';
import { food, Phone } from './testing/phone.ts';

describe('exactly once', () => {
  it('[S1] a lost reply: the same operations go again under the same ids, and count once', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const lost = phone.drain();
    const first = await phone.transport.next();
    first.fail('TIMEOUT');
    expect(await lost).toBe('lost');
    expect(phone.record(id)).toMatchObject({ state: 'phone', officeAt: null });
    const again = phone.drain({ manual: true });
    const second = await phone.transport.next();
    expect(second.operations).toEqual(first.operations);
    second.accept({ 0: { status: 'duplicate', original: { status: 'applied', version: 1 } } });
    await again;
    expect([phone.items, phone.record(id)?.base]).toEqual([[], { version: 1, data: food() }]);
  });

  it('[S1][C2] an edit during the flight is not lost: it goes afterwards, on its own', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 1 }));
    const ended = phone.drain();
    const first = await phone.transport.next();
    await phone.edit(id, { malnutritionCases: 2 });
    first.accept();
    const second = await phone.transport.next();
    expect(second.operations).toMatchObject([{ action: 'UPDATE', patch: { malnutritionCases: 2 } }]);
    second.accept({ 0: { status: 'applied', version: 2 } });
    await ended;
    expect([phone.items, phone.record(id)?.base]).toEqual([
      [],
      { version: 2, data: food({ malnutritionCases: 2 }) },
    ]);
  });

  it('[S1][C2] an edit after a lost reply never changes what the office may have', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 1 }));
    const lost = phone.drain();
    const first = await phone.transport.next();
    first.fail('UNREACHABLE');
    await lost;
    await phone.edit(id, { malnutritionCases: 2 });
    const again = phone.drain({ manual: true });
    const second = await phone.transport.next();
    expect(second.operations[0]).toEqual(first.operations[0]);
    expect(second.operations.map(({ action }) => action)).toEqual(['CREATE', 'UPDATE']);
    second.accept({ 1: { status: 'applied', version: 2 } });
    await again;
    expect(phone.items).toEqual([]);
  });

  it('[S6][C2] killed after preparing: the next drainer sends the same again', async () => {
    const phone = new Phone();
    await phone.save(food());
    void phone.drain();
    const first = await phone.transport.next();
    phone.lock.free();
    const next = phone.drain();
    const second = await phone.transport.next();
    expect(second.operations).toEqual(first.operations);
    second.accept();
    expect(await next).toBe('done');
    expect(phone.items).toEqual([]);
  });

  it('[S6] a drainer that was thought dead settles nothing, whatever it hears', async () => {
    for (const heard of ['accept', 'fail'] as const) {
      const phone = new Phone();
      const { id } = await phone.save(food());
      const late = phone.drain();
      const first = await phone.transport.next();
      phone.lock.free();
      const successor = phone.drain();
      const second = await phone.transport.next();
      const before = phone.itemOf(id);
      if (heard === 'accept') first.accept();
      else first.fail('UNREACHABLE');
      await late;
      expect(phone.itemOf(id)).toEqual(before);
      expect([phone.meta('notBefore') ?? 0, phone.meta('lastFailure') ?? null]).toEqual([0, null]);
      second.accept();
      expect(await successor).toBe('done');
      expect(phone.items).toEqual([]);
    }
  });

  it('[S7] a reply that does not judge exactly what was sent acknowledges nothing', async () => {
    for (const judged of [0, 1, 3]) {
      const phone = new Phone();
      await phone.save(food());
      await phone.save(food());
      const ended = phone.drain();
      (await phone.transport.next()).reply({ verdicts: { judged, except: [] }, cursor: 'e.99' });
      expect(await ended).toBe('lost');
      expect(phone.items.map(({ state, retryCount }) => [state, retryCount])).toEqual([
        ['waiting', 0],
        ['waiting', 0],
      ]);
      expect([phone.meta('cursor') ?? null, phone.meta('lastFailure')?.code]).toEqual([null, 'BROKEN_REPLY']);
    }
  });

  it('[S7] a reply without verdicts acknowledges nothing', async () => {
    const phone = new Phone();
    await phone.save(food());
    const ended = phone.drain();
    (await phone.transport.next()).reply({});
    expect([await ended, phone.items.length]).toEqual(['lost', 1]);
  });

  it('[S7][C2] on a phone that is full verdicts still count, and what comes in waits for room', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    phone.disk.beforeCommit = (tables) => {
      if (tables.records.size > 1) throw new StoreFullError('full');
    };
    const change = {
      id: recordId(5),
      type: 'ASSESSMENT',
      version: 1,
      data: food(),
      score: 40,
      capturedAt: '2026-11-20T08:00:00.000Z',
    } as const;
    await phone.drainAll({ changes: [change], cursor: 'e.7' });
    expect([phone.items, phone.record(id)?.state, phone.meta('cursor') ?? null]).toEqual([
      [],
      'office',
      null,
    ]);
    expect(phone.meta('session')?.completed).toBe(1);
    phone.disk.beforeCommit = undefined;
    await phone.drainAll({ changes: [change], cursor: 'e.7' }, { pull: true });
    expect([phone.record(recordId(5))?.state, phone.meta('cursor')]).toEqual(['office', 'e.7']);
  });
});
