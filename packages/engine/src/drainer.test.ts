import { describe, expect, it } from 'vitest';
import { NO_ITEMS } from './core/queue-counts.ts';
import { readState, readStatus } from './read-state.ts';
import { MORNING } from './testing/manual-clock.ts';
import { food, Phone } from './testing/phone.ts';

describe('a session', () => {
  it('[S7] says "at the office" when the office has said so, and not before', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const ended = phone.drain();
    const ask = await phone.transport.next();
    expect(phone.record(id)).toMatchObject({ state: 'sending', officeAt: null });
    expect(phone.meta('session')).toMatchObject({ endedAt: null, total: 1, completed: 0 });
    phone.clock.set(MORNING + 700);
    ask.accept();
    expect(await ended).toBe('done');
    expect(phone.record(id)).toMatchObject({
      state: 'office',
      officeAt: MORNING + 700,
      base: { version: 1, data: food() },
    });
    expect(phone.meta('counts')).toEqual(NO_ITEMS);
    expect(phone.meta('session')).toMatchObject({
      completed: 1,
      failed: 0,
      outcome: 'done',
      endedAt: MORNING + 700,
    });
    expect(phone.eventsNamed('item:judged')).toMatchObject([{ recordId: id, status: 'applied' }]);
  });

  it('[P2] with nothing to send and nothing asked for makes no request', async () => {
    const phone = new Phone();
    expect(await phone.drain()).toBe('idle');
    expect(phone.transport.asked).toEqual([]);
    expect(phone.eventsNamed('session:started')).toEqual([]);
  });

  it('[P2] that finds nothing is one request, of at most 300 bytes both ways together', async () => {
    const phone = new Phone();
    await phone.save(food());
    await phone.drainAll({ cursor: 'k3x9.104512' }, { pull: true });
    phone.transport.asked.length = 0;
    await phone.clock.advance(5 * 60_000);
    const ended = phone.drain({ pull: true });
    const ask = await phone.transport.next();
    const reply = { cursor: 'k3x9.104512', now: '2026-11-20T09:35:00.000Z' };
    ask.reply(reply);
    expect(await ended).toBe('done');
    expect(phone.transport.asked).toHaveLength(1);
    const answer = { success: true, data: reply };
    expect(JSON.stringify(ask.request).length + JSON.stringify(answer).length).toBeLessThanOrEqual(300);
  });

  it('[S6] one drainer at a time: a second one leaves the work to the first, or waits for it', async () => {
    const phone = new Phone();
    await phone.save(food());
    const first = phone.drain();
    const ask = await phone.transport.next();
    expect(await phone.drain()).toBe('busy');
    const patient = phone.drain({ wait: true });
    ask.accept();
    expect([await first, await patient]).toEqual(['done', 'idle']);
    expect(phone.transport.asked).toHaveLength(1);
  });

  it('goes on until nothing is left, also with what was captured meanwhile', async () => {
    const phone = new Phone();
    await phone.save(food());
    const ended = phone.drain();
    const first = await phone.transport.next();
    const later = await phone.save(food());
    first.accept();
    const second = await phone.transport.next();
    expect(second.operations.map(({ entityId }) => entityId)).toEqual([later.id]);
    second.accept();
    await ended;
    expect(phone.items).toEqual([]);
    expect(phone.meta('session')).toMatchObject({ total: 2, completed: 2 });
  });

  it('begins no request after its deadline', async () => {
    const phone = new Phone();
    await phone.save(food());
    const ended = phone.drain({ deadline: MORNING + 1_000 });
    const ask = await phone.transport.next();
    phone.clock.set(MORNING + 1_000);
    await phone.save(food());
    ask.accept();
    expect(await ended).toBe('stopped');
    expect([phone.transport.asked.length, phone.items.length]).toEqual([1, 1]);
  });

  it('that is stopped from here blames neither the link nor anything it carried', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    const stop = new AbortController();
    const ended = phone.drain({ signal: stop.signal });
    await phone.transport.next();
    stop.abort();
    expect(await ended).toBe('stopped');
    expect(phone.itemOf(id)).toMatchObject({ state: 'waiting', mayBeKnown: true, retryCount: 0 });
    expect([phone.meta('notBefore') ?? 0, phone.meta('lastFailure') ?? null]).toEqual([0, null]);
  });

  it('[S7] that was killed is not shown as going on once its lease is over', async () => {
    const phone = new Phone();
    await phone.save(food());
    void phone.drain();
    await phone.transport.next();
    const now = () => phone.clock.now();
    expect((await phone.store.read((tx) => readStatus(tx, now()))).isActive).toBe(true);
    await phone.clock.advance(120_000);
    expect((await phone.store.read((tx) => readStatus(tx, now()))).isActive).toBe(false);
    const { session } = await phone.store.read((tx) => readState(tx, now()));
    expect(session).toMatchObject({ outcome: 'lost', completed: 0 });
    expect(session?.endedAt).toBeLessThanOrEqual(now());
  });

  it('[S7] that was killed is in the history, as lost, with what the office had acknowledged', async () => {
    const phone = new Phone();
    await phone.save(food());
    void phone.drain();
    const first = await phone.transport.next();
    await phone.save(food());
    first.accept();
    await phone.transport.next();
    phone.lock.free();
    await phone.clock.advance(90_000);
    await phone.drainAll();
    const [last, killed] = await phone.store.read((tx) => tx.listSessions(5));
    expect(last).toMatchObject({ outcome: 'done', completed: 1 });
    expect(killed).toMatchObject({ outcome: 'lost', completed: 1, total: 2, startedAt: MORNING });
    expect(killed?.endedAt).toBeLessThanOrEqual(MORNING + 90_000);
  });
});
