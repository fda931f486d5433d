import type {
  Change,
  ConflictId,
  RecordData,
  RecordedVerdict,
  RecordId,
  Settlement,
} from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { applyChange } from './apply-change.ts';
import { listDecided, seeDecisions } from './decided-records.ts';
import { OutboxChanges } from './outbox-changes.ts';
import { food, Phone } from './testing/phone.ts';
import type { OutboxItem } from './core/stored.ts';

const field = 'malnutritionCases';
const OFFICE_AT = Date.parse('2026-11-20T11:00:00.000Z');

const change = (
  id: RecordId,
  version: number,
  data: RecordData | null,
  settled: Settlement[] = [],
): Change => ({
  id,
  type: 'ASSESSMENT',
  version,
  data: data === null ? null : { ...data },
  score: 40,
  capturedAt: '2026-11-20T08:00:00.000Z',
  settled,
});
const settlement = (item: OutboxItem, parts: Partial<Settlement> = {}): Settlement => ({
  operation: item.id,
  strategy: 'SERVER_WINS',
  by: 'Ibrahim Mustapha',
  at: '2026-11-20T11:00:00.000Z',
  justification: 'counted again',
  fields: [field],
  ...parts,
});

/** A phone of which one edit (5) met another's (4): the office has version 2 with 4, and this phone knows version 1. */
async function inConflict(): Promise<{ phone: Phone; id: RecordId; item: OutboxItem }> {
  const phone = new Phone();
  const { id } = await phone.save(food({ [field]: 1 }));
  await phone.drainAll();
  await phone.edit(id, { [field]: 5 });
  await phone.drainAll((ask) => {
    ask.accept(ask.operations.length === 0 ? {} : { 0: conflictVerdict(phone.itemOf(id).id) });
  });
  expect(phone.itemOf(id).state).toBe('conflict');
  return { phone, id, item: phone.itemOf(id) };
}
const conflictVerdict = (id: string): RecordedVerdict => ({
  status: 'conflict',
  version: 2,
  conflictId: id as ConflictId,
  fields: [field],
});

/** As if its verdict had never come. */
const restate = (phone: Phone, item: OutboxItem, state: OutboxItem['state']): Promise<void> =>
  phone.store.write(async (tx) => {
    const changes = await OutboxChanges.begin(tx);
    await changes.put({ ...item, state, nextAttemptAt: phone.clock.now() + 3_600_000 }, item);
    await changes.finish();
  });

const pull = (phone: Phone, changes: Change[]): Promise<unknown> =>
  phone.drainAll({ changes, cursor: 'e.9' }, { pull: true });

describe('[K2] what the office decided about an edit of this phone', () => {
  it('ends it, and shows what stands, beside what the person had said', async () => {
    const { phone, id, item } = await inConflict();
    await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(item)])]);
    expect(phone.items).toEqual([]);
    expect(phone.record(id)).toMatchObject({
      state: 'office',
      data: { [field]: 4 },
      base: { version: 3 },
      decisions: [
        {
          operation: item.id,
          strategy: 'SERVER_WINS',
          by: 'Ibrahim Mustapha',
          at: OFFICE_AT,
          justification: 'counted again',
          removal: false,
          removed: false,
          seen: false,
          answers: [{ field, mine: 5, stands: 4 }],
        },
      ],
    });
    expect(phone.meta('counts')).toMatchObject({ conflict: 0 });
    expect(phone.eventsNamed('conflict:decided')).toEqual([{ recordId: id, itemId: item.id }]);
  });

  it('is the same when it is said again, and is seen once', async () => {
    const { phone, id, item } = await inConflict();
    const said = change(id, 3, food({ [field]: 4 }), [settlement(item)]);
    await pull(phone, [said]);
    await phone.store.write((tx) => seeDecisions(tx, id));
    const before = phone.record(id);
    await pull(phone, [said]);
    await pull(phone, [{ ...said, version: 4 }]);
    expect(phone.record(id)).toEqual({ ...before, base: { version: 4, data: food({ [field]: 4 }) } });
    expect(await phone.store.read(listDecided)).toEqual([]);
    expect(phone.eventsNamed('conflict:decided')).toHaveLength(1);
  });

  it('is to be seen again when it was changed afterwards', async () => {
    const { phone, id, item } = await inConflict();
    await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(item)])]);
    await phone.store.write((tx) => seeDecisions(tx, id));
    const again = settlement(item, {
      strategy: 'LOCAL_WINS',
      at: '2026-11-20T12:00:00.000Z',
      by: 'Halima Ali',
    });
    await pull(phone, [change(id, 4, food({ [field]: 5 }), [again])]);
    expect(phone.record(id)?.decisions).toMatchObject([
      { by: 'Halima Ali', seen: false, answers: [{ mine: 5, stands: 5 }] },
    ]);
    expect((await phone.store.read(listDecided)).map((record) => record.id)).toEqual([id]);
  });

  it('ends an edit whose verdict was lost, wherever it waits, and it is not sent once more', async () => {
    for (const state of ['waiting', 'later', 'shelf'] as const) {
      const { phone, id, item } = await inConflict();
      await restate(phone, item, state);
      const asked = phone.transport.asked.length;
      await phone.store.write((tx) =>
        tx.putMeta('power', { level: 5, charging: false, at: phone.clock.now() }),
      );
      await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(item)])]);
      expect(phone.items, state).toEqual([]);
      expect(phone.transport.asked.slice(asked).flatMap(({ request }) => request.operations ?? [])).toEqual(
        [],
      );
    }
  });

  it('comes in one reply with the repeated verdict, and that does no harm', async () => {
    const { phone, id, item } = await inConflict();
    await restate(phone, item, 'waiting');
    await phone.drainAll((ask) => {
      ask.accept(
        { 0: { status: 'duplicate', original: conflictVerdict(item.id) } },
        { changes: [change(id, 3, food({ [field]: 4 }), [settlement(item)])], cursor: 'e.9' },
      );
    });
    expect(phone.items).toEqual([]);
    expect(phone.record(id)).toMatchObject({ state: 'office', data: { [field]: 4 } });
  });

  it('does not bring an edit back when its verdict comes late, after the decision', async () => {
    const { phone, id, item } = await inConflict();
    await restate(phone, item, 'waiting');
    const ended = phone.drain();
    const late = await phone.transport.next();
    // As another tab does that listens meanwhile.
    await phone.store.write(async (tx) => {
      const changes = await OutboxChanges.begin(tx);
      const said = change(id, 3, food({ [field]: 4 }), [settlement(item)]);
      await applyChange(tx, changes, said, {
        anew: undefined,
        now: phone.clock.now(),
        rules: [],
        newId: () => phone.device,
      });
      await changes.finish();
    });
    late.accept({ 0: { status: 'duplicate', original: conflictVerdict(item.id) } });
    await ended;
    expect(phone.items).toEqual([]);
    expect(phone.record(id)).toMatchObject({ state: 'office', data: { [field]: 4 } });
    expect(phone.meta('counts')).toMatchObject({ conflict: 0, sending: 0, normal: 0 });
  });

  it('[R1] counts also where this phone has a version as new as that', async () => {
    const { phone, id, item } = await inConflict();
    await pull(phone, [{ ...change(id, 3, food({ [field]: 4 })) }]);
    expect(phone.itemOf(id).state).toBe('conflict');
    await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(item)])]);
    expect(phone.record(id)).toMatchObject({ state: 'office', data: { [field]: 4 } });
  });

  it('[C2] says nothing of other edits, and touches none', async () => {
    const { phone, id, item } = await inConflict();
    const other = { ...item, id: phone.device as string as OutboxItem['id'] };
    await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(other)])]);
    expect(phone.itemOf(id)).toMatchObject({ id: item.id, state: 'conflict' });
    expect(phone.record(id)?.decisions).toBeUndefined();
    expect(phone.record(id)?.data[field]).toBe(5);
  });
});

describe('[K2] an edit on top of one that was in conflict', () => {
  async function onTop(edit: RecordData, meanwhile?: RecordData) {
    const { phone, id, item } = await inConflict();
    if (meanwhile !== undefined) await pull(phone, [change(id, 2, food(meanwhile))]);
    await phone.edit(id, edit);
    expect(phone.itemsOf(id)[1]?.state).toBe('fenced');
    return { phone, id, item };
  }
  /** What is sent once the decision is in. */
  async function sentAfter(phone: Phone, said: Change) {
    const asked = phone.transport.asked.length;
    await pull(phone, [said]);
    return phone.transport.asked
      .slice(asked)
      .flatMap(({ request }) => request.operations ?? [])
      .map((operation) => (operation.action === 'UPDATE' ? [operation.base, operation.patch] : operation));
  }

  it('goes on, on the new version, when it is about something else', async () => {
    const { phone, id, item } = await onTop({ availableFoodDurationDays: 9 });
    const sent = await sentAfter(phone, change(id, 3, food({ [field]: 4 }), [settlement(item)]));
    expect(sent).toEqual([[3, { availableFoodDurationDays: 9 }]]);
    expect(phone.record(id)?.data).toMatchObject({ [field]: 4, availableFoodDurationDays: 9 });
  });

  it('is no new conflict when what it stands on was let stand, whatever was there in between', async () => {
    for (const meanwhile of [undefined, { [field]: 4 }]) {
      const { phone, id, item } = await onTop({ [field]: 6 }, meanwhile);
      const sent = await sentAfter(
        phone,
        change(id, 3, food({ [field]: 5 }), [settlement(item, { strategy: 'LOCAL_WINS' })]),
      );
      expect(sent).toEqual([[3, { [field]: 6 }]]);
    }
  });

  it('[K1] keeps its base when the office decided otherwise: the person has not seen that', async () => {
    const { phone, id, item } = await onTop({ [field]: 6 });
    const sent = await sentAfter(phone, change(id, 3, food({ [field]: 4 }), [settlement(item)]));
    expect(sent).toEqual([[1, { [field]: 6 }]]);
  });

  it('[K1] keeps its base when somebody changed something else of it meanwhile', async () => {
    const { phone, id, item } = await onTop({ [field]: 6, availableFoodDurationDays: 9 });
    const data = food({ [field]: 5, availableFoodDurationDays: 2 });
    const sent = await sentAfter(phone, change(id, 3, data, [settlement(item, { strategy: 'LOCAL_WINS' })]));
    expect(sent).toEqual([[1, { [field]: 6, availableFoodDurationDays: 9 }]]);
  });

  it('[S2] waits on when another one before it waits for a person', async () => {
    const { phone, id, item } = await onTop({ availableFoodDurationDays: 9 });
    const [, top] = phone.itemsOf(id);
    if (top === undefined) throw new Error('no item on top');
    await phone.store.write((tx) => tx.putItem({ ...top, state: 'shelf' }));
    await phone.store.write((tx) =>
      tx.putItem({ ...top, id: phone.device as string as OutboxItem['id'], seq: 99 }),
    );
    await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(item)])]);
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['shelf', 'fenced']);
  });
});

describe('[K2] a record that one of both had removed', () => {
  it('stays to be looked at when it stays removed, with what the person had said, and goes once they have', async () => {
    const { phone, id, item } = await inConflict();
    await pull(phone, [change(id, 3, null, [settlement(item)])]);
    expect(phone.record(id)).toMatchObject({
      deleted: true,
      data: { [field]: 5 },
      decisions: [{ removed: true, answers: [{ field, mine: 5 }] }],
    });
    expect(phone.meta('recordTotals')).toMatchObject({ office: 1, conflict: 0 });
    await phone.store.write((tx) => seeDecisions(tx, id));
    expect(phone.record(id)).toBeUndefined();
    expect(phone.meta('recordTotals')).toMatchObject({ office: 0 });
    await pull(phone, [change(id, 4, null, [settlement(item)])]);
    expect(phone.record(id)).toBeUndefined();
  });

  it('is back when the office kept it', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food({ [field]: 1 }));
    await phone.drainAll();
    await phone.recorder.remove(id);
    const item = phone.itemOf(id);
    await phone.drainAll((ask) => {
      ask.accept(ask.operations.length === 0 ? {} : { 0: conflictVerdict(item.id) });
    });
    expect(phone.record(id)).toMatchObject({ deleted: true, state: 'conflict' });
    await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(item)])]);
    expect(phone.record(id)).toMatchObject({
      deleted: false,
      state: 'office',
      data: { [field]: 4 },
      decisions: [{ removal: true, answers: [{ field, stands: 4 }] }],
    });
  });

  it('keeps what is known of a decision when the record is edited', async () => {
    const { phone, id, item } = await inConflict();
    await pull(phone, [change(id, 3, food({ [field]: 4 }), [settlement(item)])]);
    await phone.edit(id, { [field]: 7 });
    expect(phone.record(id)?.decisions).toHaveLength(1);
  });
});
