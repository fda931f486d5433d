import { describe, expect, it } from 'vitest';
import { SESSIONS_KEPT } from './core/session-history.ts';
import { readMetrics } from './read-state.ts';
import { food, Phone } from './testing/phone.ts';

const DAY = 86_400_000;

describe('the history of a phone', () => {
  it('[P2] a day of empty pulls leaves no row, and is in the sums', async () => {
    const phone = new Phone();
    await phone.save(food());
    await phone.drainAll();
    for (let hour = 0; hour < 24; hour += 1) {
      await phone.clock.advance(3_600_000);
      await phone.drainAll({}, { pull: true, trigger: 'timer' });
    }
    const { historical } = await phone.store.read((tx) => readMetrics(tx, phone.clock.now()));
    expect(historical.map(({ itemsSucceeded }) => itemsSucceeded)).toEqual([1]);
    const days = phone.meta('usage')?.days ?? [];
    expect(days.reduce((sum, day) => sum + day.emptyPulls, 0)).toBe(24);
  });

  it('keeps the newest hundred, and none older than 30 days', async () => {
    const phone = new Phone();
    for (let n = 0; n < SESSIONS_KEPT + 3; n += 1) {
      await phone.save(food({ malnutritionCases: n }));
      await phone.drainAll();
      await phone.clock.advance(60_000);
    }
    expect(phone.disk.tables.sessions.size).toBe(SESSIONS_KEPT);
    await phone.clock.advance(31 * DAY);
    await phone.save(food());
    await phone.drainAll();
    expect(phone.disk.tables.sessions.size).toBe(1);
  });

  it('counts bytes as costly by what the connection costs, not by what it is', async () => {
    const phone = new Phone();
    await phone.putMeta('network', { type: 'wifi', metered: true, saveData: false, at: phone.clock.now() });
    await phone.save(food());
    await phone.drainAll();
    const [session] = await phone.store.read((tx) => tx.listSessions(1));
    expect(session?.traffic).toMatchObject({ radio: 'wifi', metered: true });
  });

  it('[S7] says when the office first acknowledged something', async () => {
    const phone = new Phone();
    await phone.save(food());
    const drained = phone.drain();
    const ask = await phone.transport.next();
    await phone.clock.advance(2_500);
    ask.accept();
    await drained;
    const [session] = await phone.store.read((tx) => tx.listSessions(1));
    expect((session?.firstAckAt ?? 0) - (session?.startedAt ?? 0)).toBe(2_500);
  });
});
