import type { ErrorCode, RecordId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { food, Phone } from './testing/phone.ts';
import type { Ask } from './testing/scripted-transport.ts';

/** An office that fails each batch with one of these records in it. */
const failing =
  (code: ErrorCode, ...poison: readonly RecordId[]) =>
  (ask: Ask): void => {
    const bad = ask.operations.some(({ entityId }) => poison.includes(entityId));
    if (bad) ask.fail(code);
    else if (ask.operations.length > 0) ask.accept();
    else ask.reply();
  };
const down = (ask: Ask): void => {
  ask.fail('INTERNAL');
};

async function withRecords(count: number): Promise<{ phone: Phone; ids: RecordId[] }> {
  const phone = new Phone();
  const ids: RecordId[] = [];
  for (let n = 0; n < count; n += 1) {
    ids.push((await phone.save(food({ malnutritionCases: n }))).id);
    await phone.clock.advance(1);
  }
  return { phone, ids };
}
/** The next session, when whatever was put off may be tried again. */
async function later(phone: Phone, answer: (ask: Ask) => void): Promise<void> {
  await phone.clock.advance(3_600_000);
  await phone.drainAll(answer);
}
const at = (ids: readonly RecordId[], n: number): RecordId => ids[n] ?? ('' as RecordId);

describe('one record among fifty that the office cannot take', () => {
  for (const place of [0, 1, 24, 48, 49]) {
    it(`[S5] INTERNAL, at place ${place + 1}: all others arrive, it waits for its person after five sessions`, async () => {
      const { phone, ids } = await withRecords(50);
      const poison = at(ids, place);
      await phone.drainAll(failing('INTERNAL', poison));
      expect(phone.items.map(({ recordId }) => recordId)).toEqual([poison]);
      expect(phone.itemOf(poison)).toMatchObject({ state: 'later', retryCount: 1 });
      expect(phone.transport.asked.length).toBeLessThanOrEqual(20);
      for (let session = 2; session <= 5; session += 1) {
        expect(phone.itemOf(poison).state).toBe('later');
        await later(phone, failing('INTERNAL', poison));
        expect(phone.itemOf(poison).retryCount).toBe(session);
      }
      expect(phone.itemOf(poison)).toMatchObject({ state: 'shelf', error: { code: 'INTERNAL' } });
      expect(phone.record(poison)?.state).toBe('needs');
    });
  }

  for (const code of ['MALFORMED', 'TOO_LARGE', 'VALIDATION'] as const) {
    it(`[S5] ${code}: all others arrive, it waits for its person at once`, async () => {
      const { phone, ids } = await withRecords(50);
      const poison = at(ids, 30);
      await phone.drainAll(failing(code, poison));
      expect(phone.items.map(({ recordId }) => recordId)).toEqual([poison]);
      expect(phone.itemOf(poison)).toMatchObject({ state: 'shelf', error: { code } });
      expect(phone.meta('session')).toMatchObject({ completed: 49, failed: 1 });
    });
  }

  it('[S2] an edit behind it waits with it, those of other records do not', async () => {
    const { phone, ids } = await withRecords(3);
    const poison = at(ids, 1);
    const stop = new AbortController();
    const ended = phone.drain({ signal: stop.signal });
    await phone.transport.next();
    stop.abort();
    await ended;
    for (const id of ids) await phone.edit(id, { malnutritionCases: 99 });
    await phone.drainAll(failing('MALFORMED', poison));
    expect(phone.items.map(({ recordId, state }) => [recordId, state])).toEqual([
      [poison, 'shelf'],
      [poison, 'fenced'],
    ]);
  });
});

describe('several of them', () => {
  it('[S5] many at the head of the line do not block what is behind them', async () => {
    const { phone, ids } = await withRecords(12);
    const poison = ids.slice(0, 8);
    for (let session = 0; session < 6; session += 1) await later(phone, failing('INTERNAL', ...poison));
    const left = new Set(phone.items.map(({ recordId }) => recordId));
    expect([...left].sort()).toEqual([...poison].sort());
  });

  it('[S5] each of them comes to its person in the end, also when nothing else is captured any more', async () => {
    const { phone, ids } = await withRecords(2);
    for (let session = 0; session < 40 && phone.items.some(({ state }) => state !== 'shelf'); session += 1) {
      await phone.clock.advance(600_000);
      await phone.drainAll(failing('INTERNAL', ...ids));
    }
    expect(phone.items.map(({ state }) => state)).toEqual(['shelf', 'shelf']);
  });
});

describe('an office that is down', () => {
  it('[C2] never sends anything to the shelf, however long it lasts, and is asked twice a session', async () => {
    const { phone } = await withRecords(30);
    for (let session = 0; session < 30; session += 1) {
      phone.transport.asked.length = 0;
      await later(phone, down);
      expect(phone.transport.asked).toHaveLength(2);
    }
    expect(new Set(phone.items.map(({ state }) => state))).toEqual(new Set(['waiting']));
    expect(Math.max(...phone.items.map(({ retryCount }) => retryCount))).toBe(0);
    await later(phone, failing('INTERNAL'));
    expect(phone.items).toEqual([]);
  });

  it('[C2] also when a single record waits', async () => {
    const { phone, ids } = await withRecords(1);
    for (let session = 0; session < 10; session += 1) await later(phone, down);
    expect(phone.itemOf(at(ids, 0))).toMatchObject({ state: 'waiting', retryCount: 0 });
  });

  it('[C2] also when it goes down in the middle of a session', async () => {
    const { phone } = await withRecords(230);
    await phone.drainAll((ask) => {
      if (phone.transport.asked.length === 1) ask.accept();
      else ask.fail('INTERNAL');
    });
    expect(phone.items.length).toBeGreaterThan(20);
    expect(phone.transport.asked.length).toBeLessThanOrEqual(12);
    expect(phone.items.every(({ state, retryCount }) => state === 'waiting' && retryCount === 0)).toBe(true);
    await later(phone, failing('INTERNAL'));
    expect(phone.items).toEqual([]);
  });

  it('[C2] also when it refuses to read anything at all', async () => {
    const { phone } = await withRecords(10);
    for (let session = 0; session < 10; session += 1)
      await later(phone, (ask) => {
        ask.fail('MALFORMED');
      });
    expect(phone.items.every(({ state }) => state === 'waiting')).toBe(true);
  });

  it('[C2] one that answers but can take nothing keeps nearly all off the shelf, and tries others each time', async () => {
    const { phone, ids } = await withRecords(60);
    const tried = new Set<string>();
    for (let session = 0; session < 10; session += 1) {
      await phone.clock.advance(300_000);
      await phone.drainAll((ask) => {
        for (const { entityId } of ask.operations) tried.add(entityId);
        failing('INTERNAL', ...ids)(ask);
      });
    }
    expect(phone.items.filter(({ state }) => state === 'shelf')).toEqual([]);
    await later(phone, failing('INTERNAL'));
    expect(phone.items).toEqual([]);
  });
});

describe('a heartbeat that the office cannot read', () => {
  it('[S5] holds no record up, and puts none on the shelf', async () => {
    const { phone } = await withRecords(3);
    await phone.drainAll((ask) => {
      if (ask.request.heartbeat !== undefined) ask.fail('MALFORMED');
      else if (ask.operations.length > 0) ask.accept();
      else ask.reply();
    });
    expect(phone.items).toEqual([]);
  });
});
