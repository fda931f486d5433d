import type { Change, ExchangeReply, Operation, RecordData, RecordId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { recordId, testId } from './testing/build-item.ts';
import { cholera, food, Phone, waterDelivery } from './testing/phone.ts';
import type { Ask } from './testing/scripted-transport.ts';

const change = (
  id: RecordId,
  version: number,
  data: RecordData | null,
  more: Partial<Change> = {},
): Change => ({
  id,
  type: 'ASSESSMENT',
  version,
  data: data === null ? null : { ...data },
  score: 40,
  capturedAt: '2026-11-20T08:00:00.000Z',
  ...more,
});

/** A session in which the office says first that it began anew; what is sent then it takes. @returns the operations that were sent */
async function meet(phone: Phone, ...pages: Partial<ExchangeReply>[]): Promise<readonly Operation[]> {
  const before = phone.transport.asked.length;
  let page = 0;
  await phone.drainAll(
    (ask: Ask) => {
      const mine = pages[page];
      if (ask.operations.length > 0 || mine === undefined) ask.accept();
      else {
        page += 1;
        ask.reply({
          cursor: `f.${page}`,
          more: page < pages.length,
          ...(page === 1 ? { restarted: true } : {}),
          ...mine,
        });
      }
    },
    { pull: true },
  );
  return phone.transport.asked.slice(before).flatMap(({ operations }) => operations);
}

describe('an office that was restored from an older backup', () => {
  it('[D4] gets a record again that it has lost, under a new id; until then the phone does not say that it is there', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 3 }));
    await phone.drainAll();
    const first = phone.transport.asked[0]?.operations[0];
    const ended = phone.drain({ pull: true });
    (await phone.transport.next()).reply({ restarted: true, cursor: 'f.0' });
    const again = await phone.transport.next();
    expect(phone.record(id)).toMatchObject({ state: 'sending', data: food({ malnutritionCases: 3 }) });
    expect(again.operations).toMatchObject([
      { action: 'CREATE', entityId: id, data: food({ malnutritionCases: 3 }) },
    ]);
    expect(again.operations[0]?.id).not.toBe(first?.id);
    again.accept();
    await ended;
    expect(phone.record(id)).toMatchObject({ state: 'office', base: { version: 1 } });
    expect(phone.meta('givenBack')).toMatchObject({ count: 1 });
    expect(phone.meta('walk')).toMatchObject({ phase: 'done' });
  });

  it('[D4] gets the edits again that it has lost, on the version that was restored, and nothing that it has', async () => {
    const phone = new Phone();
    const whole = await phone.save(food());
    const { id } = await phone.save(food({ malnutritionCases: 3 }));
    await phone.drainAll();
    await phone.edit(id, { malnutritionCases: 5 });
    await phone.drainAll();
    const operations = await meet(
      phone,
      { changes: [change(whole.id, 1, food(), { restored: 1 })] },
      { changes: [change(id, 1, food({ malnutritionCases: 3 }), { restored: 1 })] },
    );
    expect(operations).toMatchObject([
      { action: 'UPDATE', entityId: id, base: 1, patch: { malnutritionCases: 5 } },
    ]);
    expect(operations).toHaveLength(1);
    expect(phone.record(id)).toMatchObject({ state: 'office', data: food({ malnutritionCases: 5 }) });
  });

  it('[D4][K1] does not get back what others have changed since, but both sides of it', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 3 }));
    await phone.drainAll();
    await phone.edit(id, { malnutritionCases: 5 });
    await phone.drainAll();
    const theirs = food({ malnutritionCases: 9, feedingProgramExists: true });
    /* At the same number as the version that was lost, and beyond it. */
    const operations = await meet(phone, { changes: [change(id, 4, theirs, { restored: 1 })] });
    expect(operations).toMatchObject([
      { action: 'UPDATE', base: 1, patch: { malnutritionCases: 5, feedingProgramExists: null } },
    ]);
  });

  it('[D4] gets nothing of a record that others moved on after a version that it has', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 3 }));
    await phone.drainAll();
    const theirs = food({ malnutritionCases: 9 });
    expect(await meet(phone, { changes: [change(id, 4, theirs, { restored: 2 })] })).toEqual([]);
    expect(phone.record(id)).toMatchObject({ state: 'office', data: theirs, base: { version: 4 } });
  });

  it('[D4][S2] gets what it lost before the edits that were never sent, and those stand on the restored version', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 3 }));
    await phone.drainAll();
    for (const malnutritionCases of [4, 5]) {
      await phone.edit(id, { malnutritionCases });
      await phone.drainAll();
    }
    await phone.edit(id, { malnutritionCases: 6 });
    const [unsent] = phone.items;
    await phone.store.write(async (tx) => {
      if (unsent !== undefined)
        await tx.putItem({ ...unsent, state: 'later', nextAttemptAt: phone.clock.now() + 1_000 });
    });
    const ended = phone.drain({ pull: true });
    const walk = await phone.transport.next();
    walk.reply({
      restarted: true,
      cursor: 'f.9',
      changes: [change(id, 1, food({ malnutritionCases: 3 }), { restored: 1 })],
    });
    const given = await phone.transport.next();
    expect(given.operations).toMatchObject([{ base: 1, patch: { malnutritionCases: 5 } }]);
    expect(phone.record(id)?.data).toEqual(food({ malnutritionCases: 6 }));
    given.accept();
    await ended;
    expect(phone.itemOf(id)).toMatchObject({ base: 1, patch: { malnutritionCases: 6 } });
    await phone.clock.advance(2_000);
    await phone.drainAll((ask) => {
      ask.accept({ 0: { status: 'applied', version: 3 } });
    });
    expect([phone.items, phone.record(id)?.data]).toEqual([[], food({ malnutritionCases: 6 })]);
  });

  it('[D4][S2] gets what it lost of a record only when an edit of it that is on the way has been answered', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ malnutritionCases: 3 }));
    await phone.drainAll();
    await phone.edit(id, { malnutritionCases: 4 });
    await phone.drainAll();
    const others = async (count: number): Promise<void> => {
      for (let each = 0; each < count; each += 1)
        await phone.save(food({ additionalDetails: 'x'.repeat(900) }));
    };
    await others(25);
    await phone.edit(id, { additionalDetails: 'seen again' });
    await others(120);
    const ofRecord = ({ operations }: Ask) => operations.filter(({ entityId }) => entityId === id);
    const ended = phone.drain({ pull: true });
    const [walk, ...more] = [
      await phone.transport.next(),
      await phone.transport.next(),
      await phone.transport.next(),
    ];
    const edit = more.find((ask) => ofRecord(ask).length > 0);
    expect(edit).toBeDefined();
    walk.accept(
      {},
      {
        restarted: true,
        cursor: 'f.9',
        changes: [change(id, 1, food({ malnutritionCases: 3 }), { restored: 1 })],
      },
      { durationMs: 1_100 },
    );
    const before = phone.transport.asked.length;
    /* One was made before the office said so; what comes after it knows what is to be given back. */
    const ahead = await phone.transport.next();
    for (const ask of [...more, ahead]) if (ask !== edit) ask.accept({}, {}, { durationMs: 1_100 });
    const next = await phone.transport.next();
    expect(phone.itemsOf(id).map(({ state, seq }) => [state, seq < 0])).toEqual([
      ['waiting', true],
      ['sending', false],
    ]);
    expect([ahead, next].flatMap(ofRecord)).toEqual([]);
    phone.transport.answerer = (ask) => {
      ask.accept();
    };
    next.accept();
    edit?.accept();
    await ended;
    const given = phone.transport.asked.slice(before).flatMap(ofRecord);
    expect(given).toMatchObject([{ base: 1, patch: { malnutritionCases: 4 } }]);
    expect(phone.items).toEqual([]);
  });

  it('[D4][S3][S4] gets what refers to a lost record behind it, and both as urgently as the more urgent one', async () => {
    const phone = new Phone();
    const need = await phone.save(food());
    await phone.save(waterDelivery(need.id));
    await phone.save(cholera({ additionalDetails: 'alone' }));
    await phone.drainAll();
    const operations = await meet(phone, {});
    expect(operations.map(({ action }) => action)).toEqual(['CREATE', 'CREATE', 'CREATE']);
    const order = operations.map(({ entityId }) => entityId);
    expect(order.indexOf(need.id)).toBeLessThan(operations.findIndex(({ type }) => type === 'RESPONSE'));
    expect(operations[0]?.score).toBeGreaterThanOrEqual(85);
    expect(phone.items).toEqual([]);
  });

  it('[D4][S3][S4] gets a response right behind its assessment, though what is given back is numbered downwards', async () => {
    const phone = new Phone();
    const need = await phone.save(food());
    await phone.clock.advance(3_600_000);
    await phone.save(food({ additionalDetails: 'between' }));
    await phone.clock.advance(3_600_000);
    await phone.recorder.save({ type: 'RESPONSE', data: waterDelivery(need.id), priority: 'HIGH' });
    await phone.drainAll();
    const operations = await meet(phone, {});
    expect(operations.map(({ type }) => type)).toEqual(['ASSESSMENT', 'RESPONSE', 'ASSESSMENT']);
    expect(operations[0]?.entityId).toBe(need.id);
    expect(phone.items).toEqual([]);
  });

  it('[D4] is asked again about conflicts that it may have forgotten', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll();
    await phone.edit(id, { malnutritionCases: 5 });
    await phone.drainAll((ask) => {
      ask.accept({
        0: { status: 'conflict', version: 2, conflictId: testId(5, 1), fields: ['malnutritionCases'] },
      } as never);
    });
    await phone.edit(id, { feedingProgramExists: true });
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['conflict', 'fenced']);
    const [disputed] = phone.items;
    const operations = await meet(phone, { changes: [change(id, 1, food(), { restored: 1 })] });
    expect(operations[0]?.id).toBe(disputed?.id);
    expect(phone.items).toEqual([]);
  });

  it('[D4] gets somebody else’s record from whoever made it: an edit of it waits, a mere copy goes', async () => {
    const phone = new Phone();
    const [edited, copied] = [recordId(1), recordId(2)];
    const theirs = [edited, copied].map((id) => change(id, 1, food(), { others: true }));
    await phone.drainAll({ changes: theirs, cursor: 'e.2' }, { pull: true });
    await phone.edit(edited, { malnutritionCases: 5 });
    await phone.drainAll();
    const operations = await meet(phone, {});
    expect(operations).toMatchObject([
      { action: 'UPDATE', entityId: edited, base: 0, patch: food({ malnutritionCases: 5 }) },
    ]);
    expect(phone.record(copied)).toBeUndefined();
  });

  it('[D4][R3] takes the restored version of somebody else’s record as it is: the phone only saw what is lost of it', async () => {
    const phone = new Phone();
    const id = recordId(1);
    const seen = { others: true, area: 'Bama' } as const;
    await phone.drainAll(
      { changes: [change(id, 2, food({ malnutritionCases: 5 }), seen)], cursor: 'e.2' },
      { pull: true },
    );
    const operations = await meet(phone, {
      changes: [change(id, 1, food(), { ...seen, restored: 1 })],
    });
    expect(operations).toEqual([]);
    expect(phone.items).toEqual([]);
    expect(phone.record(id)).toMatchObject({ data: food(), base: { version: 1 }, state: 'office' });
  });

  it('[D4] killed at any step, the phone goes on, and gives back each thing once', async () => {
    for (let dies = 1; dies <= 6; dies += 1) {
      const phone = new Phone();
      for (let n = 0; n < 120; n += 1) await phone.save(food({ malnutritionCases: n }));
      await phone.drainAll();
      expect(phone.items).toEqual([]);
      let writes = -1;
      const mortal = new Proxy(phone.store, {
        get(store, name) {
          if (name !== 'write') return Reflect.get(store, name, store) as unknown;
          return (work: Parameters<typeof store.write>[0]) => {
            if (writes >= 0) writes += 1;
            if (writes >= dies) throw new Error('killed');
            return store.write(work);
          };
        },
      });
      phone.transport.answerer = (ask) => {
        if (ask.operations.length > 0) ask.accept();
        else {
          writes = 0;
          ask.reply({ restarted: true, cursor: 'f.0' });
        }
      };
      const first = phone
        .context({
          read: (work) => mortal.read(work),
          write: (work) => mortal.write(work),
          close: () => undefined,
        })
        .drain({ trigger: 'test', pull: true, signal: new AbortController().signal });
      await expect(first).rejects.toThrow('killed');
      phone.transport.answerer = undefined;
      const sent: string[] = [];
      await phone.drainAll(
        (ask) => {
          sent.push(...ask.operations.map(({ entityId }) => entityId));
          const told = ask.request.cursor === 'f.0' || ask.request.wantBytes === 0;
          ask.accept({}, told ? {} : { restarted: true, cursor: 'f.0' });
        },
        { pull: true },
      );
      expect([phone.items.length, phone.meta('walk')?.phase], `killed at ${dies}`).toEqual([0, 'done']);
      expect(new Set(sent).size, `killed at ${dies}`).toBe(sent.length);
      expect(phone.disk.tables.records.size).toBe(120);
    }
  });

  it('[R1] that changed nothing which this phone knows gets nothing, and its word counts on every page', async () => {
    const phone = new Phone();
    const known = [1, 2].map((n) => change(recordId(n), 9, food({ malnutritionCases: 9 })));
    await phone.drainAll({ changes: known, cursor: 'e.9' }, { pull: true });
    const same = (n: number): Change =>
      change(recordId(n), 9, food({ malnutritionCases: 9 }), { restored: 9 });
    expect(await meet(phone, { changes: [same(1)] }, { changes: [same(2)] })).toEqual([]);
    await phone.drainAll({ changes: [change(recordId(1), 3, food())] }, { pull: true });
    expect(phone.record(recordId(1))?.base?.version).toBe(9);
  });
});
