import type {
  CommandId,
  Config,
  ExchangeReply,
  ManualOverride,
  PriorityRule,
  RecordId,
} from '@fieldsync/protocol';
import { DEFAULT_RULES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { NO_ITEMS, recount } from './core/queue-counts.ts';
import { orderOf } from './core/queue-order.ts';
import { RESCORE_PAGE, rescorePage } from './rescore.ts';
import { testId } from './testing/build-item.ts';
import { MemoryEngineStore } from './testing/memory-engine-store.ts';
import { cholera, food, Phone, waterDelivery } from './testing/phone.ts';

const HUNGER: PriorityRule = {
  id: 'hunger',
  name: 'Malnutrition',
  entityType: 'ASSESSMENT',
  conditions: [{ field: 'data.malnutritionCases', operator: 'GREATER_THAN', value: 10, modifier: 0 }],
  priorityModifier: 50,
  isActive: true,
  createdBy: 'Ibrahim',
  createdAt: '2026-11-20T08:00:00.000Z',
};
const DELIVERED: PriorityRule = {
  ...HUNGER,
  id: 'delivered',
  name: 'Delivered',
  entityType: 'RESPONSE',
  conditions: [{ field: 'data.status', operator: 'EQUALS', value: 'DELIVERED', modifier: 0 }],
  priorityModifier: 60,
};
const config = (...rules: PriorityRule[]): Config => ({
  version: 2,
  rules: [...DEFAULT_RULES, ...rules],
  affectedEntities: [],
});
const override = (overridePriority: number): ManualOverride => ({
  coordinatorId: 'ibrahim',
  coordinatorName: 'Ibrahim Mustapha',
  originalPriority: 0,
  overridePriority,
  justification: 'They phoned',
  timestamp: '2026-11-20T09:30:00.000Z',
});
const order = (recordId: RecordId, score: number | null) => ({
  recordId,
  override: score === null ? null : override(score),
});
const command = (n: number, ...overrides: ReturnType<typeof order>[]) => ({
  id: testId(4, n) as CommandId,
  kind: 'override' as const,
  overrides,
});
/** What stays true of any queue, however it was scored. */
const expectSound = (phone: Phone): void => {
  for (const item of phone.items) expect(item.order).toBe(orderOf(item.chainScore, item.capturedAt));
  expect(phone.meta('counts')).toEqual(
    phone.items.reduce((counts, item) => recount(counts, undefined, item), NO_ITEMS),
  );
};

describe('rules that reach a phone', () => {
  it('[S4] decide what goes next, in the very session that brought them', async () => {
    const phone = new Phone();
    await phone.putMeta('link', { goodputBytesPerSecond: 300, rttMs: 600, ratio: 1, at: 0 });
    const plain: RecordId[] = [];
    for (let n = 0; n < 40; n += 1)
      plain.push((await phone.save(food({ additionalDetails: 'x'.repeat(900) }))).id);
    const hungry = await phone.save(food({ malnutritionCases: 30 }));
    const ended = phone.drain();
    const first = await phone.transport.next();
    expect(first.operations.map(({ entityId }) => entityId)).not.toContain(hungry.id);
    first.accept({}, { config: config(HUNGER) });
    const sent: RecordId[] = [];
    phone.transport.answerer = (ask) => {
      sent.push(...ask.operations.map(({ entityId }) => entityId));
      ask.accept();
    };
    await ended;
    expect(sent).toContain(hungry.id);
    /* What was on the way or made already could leave before; nothing that was chosen afterwards did. */
    const chosenBefore = first.operations.length * 4;
    expect(sent.indexOf(hungry.id)).toBeLessThan(chosenBefore);
    expect(sent.slice(-3)).not.toContain(hungry.id);
  });

  it('[S4] move the whole of a long queue, page by page, writing only what changes', async () => {
    const phone = new Phone();
    const count = RESCORE_PAGE * 3 + 7;
    for (let n = 0; n < count; n += 1) await phone.save(food({ malnutritionCases: n % 50 === 0 ? 30 : 1 }));
    await phone.putMeta('rescore', { before: null });
    await phone.putMeta('config', config(HUNGER));
    let written = 0;
    phone.disk.beforeCommit = (tables) => {
      written += [...tables.items.values()].filter(
        (item) => phone.disk.tables.items.get(item.id) !== item,
      ).length;
    };
    phone.rescorer.wake();
    await phone.clock.advance(1_000);
    await phone.rescorer.done;
    const hungry = phone.items.filter(({ score }) => score === 90);
    expect(hungry).toHaveLength(Math.ceil(count / 50));
    expect(hungry.every(({ lane }) => lane === 'critical')).toBe(true);
    expect(written).toBe(hungry.length);
    expect(phone.meta('rescore')).toBeUndefined();
    expectSound(phone);
  });

  it('[C1] killed after any step, the next context goes on, and the end is the same', async () => {
    for (let survives = 0; survives < 4; survives += 1) {
      const phone = new Phone();
      for (let n = 0; n < 70; n += 1) await phone.save(food({ malnutritionCases: 30 }));
      await phone.putMeta('config', config(HUNGER));
      await phone.putMeta('rescore', { before: null });
      for (let step = 0; step < survives; step += 1) await phone.store.write((tx) => rescorePage(tx, 20));
      const dying = new MemoryEngineStore(phone.disk);
      phone.disk.beforeCommit = () => {
        throw new Error('killed');
      };
      await expect(dying.write((tx) => rescorePage(tx, 20))).rejects.toThrow('killed');
      phone.disk.beforeCommit = undefined;
      expectSound(phone);
      phone.rescorer.wake();
      await phone.clock.advance(1_000);
      expect(phone.items.every(({ score }) => score === 90)).toBe(true);
      expectSound(phone);
    }
  });

  it('[S4] a chain goes with its most urgent member, and falls back with it', async () => {
    const phone = new Phone();
    const assessment = await phone.save(food());
    const response = await phone.save(waterDelivery(assessment.id, { status: 'DELIVERED' }));
    const chain = () => [phone.itemOf(assessment.id).chainScore, phone.itemOf(response.id).chainScore];
    await phone.drainAll((ask) => {
      ask.fail('UNAVAILABLE');
    });
    const rescore = async (rules: PriorityRule[]): Promise<void> => {
      await phone.putMeta('config', config(...rules));
      await phone.putMeta('rescore', { before: null });
      while (await phone.store.write((tx) => rescorePage(tx, 1)));
    };
    await rescore([DELIVERED]);
    expect(chain()).toEqual([95, 95]);
    await rescore([]);
    expect(chain()).toEqual([40, 35]);
    expectSound(phone);
  });

  it('[S1] what the office may know is the same operation under its id, only elsewhere in the line', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 30 }));
    await phone.drainAll((ask) => {
      ask.fail('TIMEOUT');
    });
    const before = phone.itemOf(id);
    await phone.putMeta('config', config(HUNGER));
    await phone.putMeta('rescore', { before: null });
    await phone.store.write((tx) => rescorePage(tx, 10));
    const { order: moved, lane, chainScore, ...same } = phone.itemOf(id);
    expect(before).toMatchObject(same);
    expect([lane, chainScore, moved]).toEqual(['critical', 90, orderOf(90, before.capturedAt)]);
    expect(phone.record(id)).toMatchObject({ score: 90, reason: 'Malnutrition' });
  });

  it('[S7] an item that is scored while it is on the way is settled by its answer', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 30 }));
    const ended = phone.drain();
    const ask = await phone.transport.next();
    await phone.putMeta('config', config(HUNGER));
    await phone.putMeta('rescore', { before: null });
    await phone.store.write((tx) => rescorePage(tx, 10));
    expect(phone.itemOf(id)).toMatchObject({ state: 'sending', mayBeKnown: true, lane: 'critical' });
    ask.accept();
    expect(await ended).toBe('done');
    expect(phone.items).toEqual([]);
    expect(phone.meta('counts')).toEqual(NO_ITEMS);
  });

  it('cost nothing where only places have changed', async () => {
    const phone = new Phone();
    await phone.save(food());
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'retry', code: 'BUSY', afterMs: 60_000 } }, { config: config() });
    });
    expect([phone.meta('rescore'), phone.meta('config')?.version]).toEqual([undefined, 2]);
  });

  it('go to the records that the office has just taken, too', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 30 }));
    await phone.drainAll((ask) => {
      ask.accept({}, { config: config(HUNGER) });
    });
    expect(phone.record(id)).toMatchObject({ state: 'office', score: 90 });
  });
});

describe('a score that was set by hand', () => {
  it('[S4] moves the record at once, with what it waits for; one that is not here changes nothing', async () => {
    const phone = new Phone();
    const critical = await phone.save(cholera());
    const assessment = await phone.save(food());
    const response = await phone.save(waterDelivery(assessment.id));
    await phone.drainAll((ask) => {
      if (ask.operations.length === 0) return void ask.reply();
      const except = Object.fromEntries(
        ask.operations.map((_, n) => [
          n,
          { status: 'retry' as const, code: 'BUSY' as const, afterMs: 1_000 },
        ]),
      );
      ask.accept(except, {
        commands: [command(1, order(response.id, 99), order(testId(1, 77) as RecordId, 50))],
      });
    });
    expect(phone.record(response.id)).toMatchObject({
      score: 99,
      band: 'CRITICAL',
      override: { originalPriority: 35 },
    });
    expect(phone.itemOf(assessment.id).chainScore).toBe(99);
    expectSound(phone);
    await phone.clock.advance(3_000);
    const ended = phone.drain({ manual: true });
    const ask = await phone.transport.next();
    expect(ask.request.done).toBeUndefined();
    expect(ask.operations.map(({ entityId }) => entityId)).toEqual([assessment.id, response.id, critical.id]);
    ask.accept();
    await ended;
  });

  /** The office takes nothing yet, and says this. */
  const say = (phone: Phone, reply: Partial<ExchangeReply>) =>
    phone.drainAll(
      (ask) => {
        const later = { status: 'retry', code: 'BUSY', afterMs: 1_000 } as const;
        ask.accept(Object.fromEntries(ask.operations.map((_, n) => [n, later])), reply);
        reply = {};
      },
      { manual: true, pull: true },
    );

  it('stays while the record is edited, and is taken back', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await say(phone, { commands: [command(1, order(id, 90))] });
    await phone.edit(id, { malnutritionCases: 3 });
    expect(phone.itemsOf(id).map(({ chainScore }) => chainScore)).toEqual([90, 90]);
    expect(phone.record(id)).toMatchObject({ score: 90, override: { justification: 'They phoned' } });
    await phone.clock.advance(10_000);
    await say(phone, { commands: [command(2, order(id, null))] });
    expect(phone.record(id)).toMatchObject({ score: 40 });
    expect(phone.record(id)?.override).toBeUndefined();
    expect(phone.itemsOf(id).every(({ chainScore }) => chainScore === 40)).toBe(true);
    expectSound(phone);
  });

  it('[R1] is not put back by an older command that comes late, nor once the record has arrived', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await say(phone, { commands: [command(2, order(id, null))] });
    await say(phone, { commands: [command(1, order(id, 90))] });
    expect(phone.record(id)?.override).toBeUndefined();
    await phone.clock.advance(10_000);
    await phone.drainAll({}, { manual: true });
    await say(phone, { commands: [command(3, order(id, 90))] });
    expect(phone.record(id)).toMatchObject({ state: 'office', score: 40 });
  });

  it('[R1] comes with the feed for a record that the office has, at the same version', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll();
    const change = {
      id,
      type: 'ASSESSMENT' as const,
      version: 1,
      data: food(),
      capturedAt: '2026-11-20T09:30:00.000Z',
    };
    await phone.drainAll(
      { changes: [{ ...change, score: 90, override: override(90) }], cursor: 'e.2' },
      { pull: true },
    );
    expect(phone.record(id)).toMatchObject({
      score: 90,
      band: 'CRITICAL',
      override: { coordinatorName: 'Ibrahim Mustapha' },
    });
    await phone.drainAll({ changes: [{ ...change, score: 55 }], cursor: 'e.3' }, { pull: true });
    expect(phone.record(id)).toMatchObject({ score: 55, band: 'NORMAL', state: 'office' });
    expect(phone.record(id)?.override).toBeUndefined();
    /* An older state that comes late changes nothing. */
    await phone.edit(id, { malnutritionCases: 4 });
    await phone.drainAll();
    await phone.drainAll({ changes: [{ ...change, score: 99 }], cursor: 'e.4' }, { pull: true });
    expect(phone.record(id)?.score).not.toBe(99);
  });

  it('[R2] with unsent edits only a score set by hand counts; the phone scores what it has', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll();
    await phone.edit(id, { peopleAffected: 900 });
    const change = {
      id,
      type: 'ASSESSMENT' as const,
      version: 1,
      data: food(),
      capturedAt: '2026-11-20T09:30:00.000Z',
    };
    const bring = (more: object, cursor: string) =>
      say(phone, { changes: [{ ...change, score: 12, ...more }], cursor });
    await bring({}, 'e.2');
    expect(phone.record(id)?.score).toBe(60);
    await bring({ override: override(95) }, 'e.3');
    expect(phone.record(id)?.score).toBe(95);
    expect(phone.itemOf(id)).toMatchObject({ lane: 'critical', overridden: true });
    expectSound(phone);
  });
});
