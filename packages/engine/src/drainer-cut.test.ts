import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { AT_RISK_BYTES } from './core/pace.ts';
import { DEFAULT_PREFERENCES } from './core/preferences.ts';
import { MemoryEngineStore } from './testing/memory-engine-store.ts';
import { settled } from './testing/manual-clock.ts';
import { cholera, food, Phone } from './testing/phone.ts';
import type { Ask } from './testing/scripted-transport.ts';

/** What gzip makes of JSON like this: the phone learns it from each body. */
const RATIO = 0.23;
const made = (ask: Ask): number => Math.round(JSON.stringify(ask.request).length * RATIO);

async function withRecords(count: number): Promise<Phone> {
  const phone = new Phone();
  for (let each = 0; each < count; each += 1) await phone.save(food({ additionalDetails: 'x'.repeat(900) }));
  return phone;
}

async function firstThree({ transport }: Phone): Promise<[Ask, Ask, Ask]> {
  return [await transport.next(), await transport.next(), await transport.next()];
}

describe('a cut connection', () => {
  it('[S8] costs what was on the way unanswered, at most 15 KB, and nothing that came before or after it', async () => {
    const saved = 300;
    const phone = await withRecords(saved);
    const ended = phone.drain();
    const onTheWay: Ask[] = await firstThree(phone);
    for (let answered = 0; answered < 4; answered += 1) {
      while (onTheWay.length < 3) onTheWay.push(await phone.transport.next());
      onTheWay.shift()?.accept({}, {}, { durationMs: 1_100 });
    }
    onTheWay.push(await phone.transport.next());
    for (const cut of onTheWay) cut.fail('UNREACHABLE');
    expect(await ended).toBe('lost');
    expect(onTheWay.reduce((sum, cut) => sum + made(cut), 0)).toBeLessThanOrEqual(AT_RISK_BYTES);

    expect(await phone.drainAll({}, { ignoreBackoff: true })).toBe('done');
    expect(phone.items).toEqual([]);
    const sent = phone.transport.asked.reduce((sum, { operations }) => sum + operations.length, 0);
    const again = onTheWay.reduce((sum, { operations }) => sum + operations.length, 0);
    expect(again).toBeGreaterThan(0);
    expect(sent).toBe(saved + again);
  });

  it('[S8] what was answered although another request failed counts', async () => {
    const phone = await withRecords(100);
    const ended = phone.drain();
    const [first, second, third] = await firstThree(phone);
    phone.transport.answerer = (ask) => {
      ask.fail('UNREACHABLE');
    };
    second.fail('UNREACHABLE');
    third.accept();
    first.accept();
    expect(await ended).toBe('lost');
    expect(phone.items).toHaveLength(100 - first.operations.length - third.operations.length);
    expect(phone.items.every(({ state }) => state === 'waiting')).toBe(true);
  });
});

describe('several requests on the way', () => {
  it('go at once when the first is answered sooner', async () => {
    const phone = await withRecords(60);
    void phone.drain();
    (await phone.transport.next()).accept({}, {}, { durationMs: 300 });
    await phone.transport.next();
    await phone.transport.next();
    await phone.transport.next();
  });

  it('[S2] never carry two changes of one record at once', async () => {
    const phone = await withRecords(60);
    const ended = phone.drain();
    const first = await phone.transport.next();
    const [edited] = first.operations;
    if (edited === undefined) throw new Error('nothing was sent');
    await phone.edit(edited.entityId, { malnutritionCases: 7 });
    const others = [await phone.transport.next(), await phone.transport.next()];
    for (const ask of others)
      expect(ask.operations.map(({ entityId }) => entityId)).not.toContain(edited.entityId);
    phone.transport.answerer = (ask) => {
      ask.accept();
    };
    for (const ask of [...others, first]) ask.accept();
    await ended;
    expect(phone.items).toEqual([]);
    const of = (id: string) =>
      phone.transport.asked.flatMap(({ operations }) => operations).filter((each) => each.entityId === id);
    expect(of(edited.entityId).map(({ action }) => action)).toEqual(['CREATE', 'UPDATE']);
  });

  it('are no more than the setting allows', async () => {
    const phone = await withRecords(60);
    const settings = await phone.store.read((tx) => tx.getMeta('settings'));
    await phone.putMeta('settings', { ...DEFAULT_SETTINGS, ...settings, maximumConcurrentOperations: 1 });
    let open = 0;
    let most = 0;
    await phone.drainAll((ask) => {
      open += 1;
      most = Math.max(most, open);
      queueMicrotask(() => {
        open -= 1;
        ask.accept();
      });
    });
    expect([most, phone.items]).toEqual([1, []]);
  });

  it('[R1] only one of them asks for changes, and the others leave the cursor alone', async () => {
    const phone = await withRecords(60);
    await phone.putMeta('cursor', 'e.5');
    const ended = phone.drain({ pull: true });
    const asks = await firstThree(phone);
    expect(asks.map(({ request }) => request.wantBytes === 0)).toEqual([false, true, true]);
    const [first, second, third] = asks;
    second.accept({}, { cursor: 'e.9' });
    phone.transport.answerer = (ask) => {
      ask.accept();
    };
    third.accept();
    first.accept({}, { cursor: 'e.7' });
    await ended;
    expect(phone.meta('cursor')).toBe('e.7');
  });

  it('[S7] a session that had several ends with a report of what is left, so that the office does not think it is more', async () => {
    const phone = await withRecords(200);
    await phone.drainAll();
    const last = phone.transport.asked.at(-1);
    expect(last?.operations).toEqual([]);
    expect(last?.request.heartbeat?.queue).toMatchObject({ critical: 0, high: 0, normal: 0, low: 0 });
  });

  it('[C2] with no network at all nothing is prepared, and an edit still folds into its record', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    phone.transport.offline = true;
    expect(await phone.drain({ manual: true })).toBe('lost');
    expect(phone.itemOf(id)).toMatchObject({ state: 'waiting', mayBeKnown: false });
    await phone.edit(id, { malnutritionCases: 4 });
    expect(phone.itemOf(id)).toMatchObject({ action: 'CREATE', data: { malnutritionCases: 4 } });
    phone.transport.offline = false;
    expect(await phone.drainAll()).toBe('done');
  });

  it('[S7] a network that goes in the middle of a session ends it as lost', async () => {
    const phone = await withRecords(60);
    const ended = phone.drain();
    const first = await phone.transport.next();
    phone.transport.offline = true;
    first.fail('UNREACHABLE');
    expect(await ended).toBe('lost');
    expect(phone.items).toHaveLength(60);
  });

  it('halve after a timeout, and come back when sessions end well', async () => {
    const phone = await withRecords(60);
    const ended = phone.drain();
    for (const ask of await firstThree(phone)) ask.fail('TIMEOUT');
    expect(await ended).toBe('lost');
    expect(phone.meta('link')?.width).toBe(1);
    await phone.drainAll({}, { manual: true });
    expect(phone.meta('link')?.width).toBe(2);
  });

  it('over a new connection are written for a poor link, whatever the last one was', async () => {
    const goodputs = async (cold: boolean): Promise<number | undefined> => {
      const phone = await withRecords(3);
      phone.transport.cold = cold;
      await phone.putMeta('link', { goodputBytesPerSecond: 1e6, rttMs: 5, ratio: 0.2, at: 0 });
      await phone.drainAll();
      return phone.transport.asked[0]?.goodputBytesPerSecond;
    };
    expect([await goodputs(true), await goodputs(false)]).toEqual([15_000, 1e6]);
  });
});

describe('the request that is made ahead', () => {
  const sendingOf = (phone: Phone): number => phone.items.filter(({ state }) => state === 'sending').length;
  const known = (phone: Phone): number => phone.items.filter(({ mayBeKnown }) => mayBeKnown).length;
  const asked = (asks: readonly Ask[]): number => asks.reduce((sum, ask) => sum + ask.operations.length, 0);

  /** Three on the way, and one made. */
  async function withOneAhead(): Promise<{ phone: Phone; ended: Promise<unknown>; asks: Ask[] }> {
    const phone = await withRecords(120);
    const ended = phone.drain();
    const asks = await firstThree(phone);
    await settled();
    expect(phone.transport.asked).toHaveLength(3);
    expect(sendingOf(phone)).toBeGreaterThan(asked(asks));
    return { phone, ended, asks };
  }
  const acceptAll = (phone: Phone): void => {
    phone.transport.answerer = (ask) => {
      ask.accept();
    };
  };

  it('leaves with the next answer, before that is settled', async () => {
    const { phone, ended, asks } = await withOneAhead();
    const items = phone.items.length;
    asks[0]?.accept({}, {}, { durationMs: 1_100 });
    asks.push(await phone.transport.next());
    expect(phone.items).toHaveLength(items);
    acceptAll(phone);
    for (const ask of asks.slice(1)) ask.accept();
    expect([await ended, phone.items]).toEqual(['done', []]);
    expect(asked(phone.transport.asked)).toBe(120);
  });

  it('[S8] does not leave when it was written for a link that has just stopped answering at once', async () => {
    const phone = await withRecords(900);
    const ended = phone.drain();
    await firstThree(phone);
    const answered = new Set<Ask>();
    const open = (): Ask[] => phone.transport.asked.filter((ask) => !answered.has(ask));
    const answer = async (ask: Ask, durationMs: number): Promise<void> => {
      answered.add(ask);
      ask.accept({}, {}, { durationMs });
      await settled();
    };
    const isQuick = ({ goodputBytesPerSecond = 0 }: Ask): boolean => goodputBytesPerSecond >= 2_500_000;
    for (let slow = open()[0]; slow !== undefined; slow = open().find((ask) => !isQuick(ask)))
      await answer(slow, 20);
    /* Two on the way, and one made, for a link that carries anything. */
    expect(open()).toHaveLength(2);
    expect(sendingOf(phone)).toBeGreaterThan(asked(open()));
    const [first, ...others] = open();
    if (first === undefined) throw new Error('nothing is on the way');
    await answer(first, 300);
    for (const ask of others) await answer(ask, 300);
    expect(open().length).toBeGreaterThan(0);
    expect(open().some(isQuick)).toBe(false);
    acceptAll(phone);
    for (const ask of open()) ask.accept({}, {}, { durationMs: 300 });
    expect([await ended, phone.items]).toEqual(['done', []]);
  });

  it('[S1] does not leave after a cut, and what it would have carried was never sent: edits fold into it', async () => {
    const { phone, ended, asks } = await withOneAhead();
    for (const ask of asks) ask.fail('UNREACHABLE');
    expect(await ended).toBe('lost');
    expect([phone.transport.asked.length, sendingOf(phone), known(phone)]).toEqual([3, 0, asked(asks)]);
    expect(phone.meta('counts')?.sending).toBe(0);
  });

  it.each([
    ['somebody has paused', 'pauses', [{ reason: 'user', since: 0 }]],
    ['consent to send was taken back', 'preferences', { ...DEFAULT_PREFERENCES, syncConsent: false }],
    ['sending was turned off', 'settings', { ...DEFAULT_SETTINGS, enabled: false }],
    ['its records are below what may go', 'settings', { ...DEFAULT_SETTINGS, priorityThreshold: 'HIGH' }],
  ] as const)('[P1] does not leave once %s, and is as if it had not been made', async (_, key, value) => {
    const { phone, ended, asks } = await withOneAhead();
    await phone.putMeta(key, value);
    acceptAll(phone);
    for (const ask of asks) ask.accept();
    expect(['held', 'done']).toContain(await ended);
    expect(phone.transport.asked.flatMap(({ operations }) => operations)).toHaveLength(asked(asks));
    expect([sendingOf(phone), known(phone)]).toEqual([0, 0]);
  });

  it('[S6][C2] goes with the phone when that dies, and is sent by the next drainer under the same ids', async () => {
    const { phone, asks } = await withOneAhead();
    const made = phone.items.filter(({ state }) => state === 'sending').map(({ id }) => id);
    const again = new Phone({ store: new MemoryEngineStore(phone.disk), clock: phone.clock, seed: 2 });
    await again.drainAll({}, { ignoreBackoff: true });
    const sent = new Set(again.transport.asked.flatMap(({ operations }) => operations.map(({ id }) => id)));
    expect(made.length).toBeGreaterThan(asked(asks));
    for (const id of made) expect(sent).toContain(id);
    expect(phone.items).toEqual([]);
  });

  it('[S4] does not leave before a critical record that was saved after it was made', async () => {
    const { phone, ended, asks } = await withOneAhead();
    const urgent = await phone.save(cholera());
    asks[0]?.accept({}, {}, { durationMs: 1_100 });
    const next = await phone.transport.next();
    expect(next.operations[0]?.entityId).toBe(urgent.id);
    acceptAll(phone);
    for (const ask of [...asks.slice(1), next]) ask.accept();
    expect([await ended, phone.items]).toEqual(['done', []]);
    expect(asked(phone.transport.asked)).toBe(121);
  });

  it('[C2] goes again, with all that was on the way, when the disk has failed', async () => {
    const { phone, ended, asks } = await withOneAhead();
    phone.disk.beforeCommit = () => {
      throw new Error('disk');
    };
    asks[0]?.accept();
    await expect(ended).rejects.toThrow('disk');
    phone.disk.beforeCommit = undefined;
    for (const ask of asks) ask.fail('UNREACHABLE');
    await phone.drainAll({}, { ignoreBackoff: true });
    expect(phone.items).toEqual([]);
  });
});
