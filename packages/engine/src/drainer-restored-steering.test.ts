import type {
  Change,
  CommandId,
  ConflictId,
  ManualOverride,
  RecordData,
  RecordId,
} from '@fieldsync/protocol';
import { DEFAULT_RULES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { recordId, testId } from './testing/build-item.ts';
import { food, Phone } from './testing/phone.ts';

const field = 'malnutritionCases';
const byHand: ManualOverride = {
  coordinatorId: 'ibrahim',
  coordinatorName: 'Ibrahim Mustapha',
  originalPriority: 40,
  overridePriority: 90,
  justification: 'They phoned',
  timestamp: '2026-11-20T09:30:00.000Z',
};
const change = (id: RecordId, version: number, data: RecordData, more: Partial<Change> = {}): Change => ({
  id,
  type: 'ASSESSMENT',
  version,
  data: { ...data },
  score: 40,
  capturedAt: '2026-11-20T08:00:00.000Z',
  ...more,
});
const restarted = { restarted: true, cursor: 'f.1' } as const;

describe('decisions, rules and scores set by hand at an office that was restored from an older backup', () => {
  async function inConflict() {
    const phone = new Phone();
    const { id } = await phone.save(food({ [field]: 1 }));
    await phone.drainAll();
    await phone.edit(id, { [field]: 5 });
    await phone.drainAll((ask) => {
      const [operation] = ask.operations;
      ask.accept(
        operation === undefined
          ? {}
          : {
              0: {
                status: 'conflict',
                version: 2,
                conflictId: operation.id as string as ConflictId,
                fields: [field],
              },
            },
      );
    });
    const item = phone.itemOf(id);
    const settled = [
      {
        operation: item.id,
        strategy: 'MANUAL' as const,
        by: 'Ibrahim Mustapha',
        at: '2026-11-20T11:00:00.000Z',
        justification: 'counted again',
        fields: [field],
      },
    ];
    return { phone, id, item, settled };
  }

  it('[D4][K2] what was decided and lost goes back as an edit, once', async () => {
    const { phone, id, settled } = await inConflict();
    await phone.drainAll(
      { changes: [change(id, 3, food({ [field]: 4 }), { settled })], cursor: 'e.9' },
      { pull: true },
    );
    expect(phone.items).toEqual([]);
    const asked = phone.transport.asked.length;
    let told = false;
    await phone.drainAll(
      (ask) => {
        const first = !told;
        told = true;
        ask.accept(
          {},
          first ? { ...restarted, changes: [change(id, 1, food({ [field]: 1 }), { restored: 1 })] } : {},
        );
      },
      { pull: true },
    );
    const sent = phone.transport.asked.slice(asked).flatMap(({ operations }) => operations);
    expect(sent).toMatchObject([{ action: 'UPDATE', base: 1, patch: { [field]: 4 } }]);
    expect(sent).toHaveLength(1);
    expect(phone.record(id)).toMatchObject({ state: 'office', data: { [field]: 4 } });
    expect(phone.record(id)?.decisions).toHaveLength(1);
  });

  it('[D4][K2] a decision that the backup has ends the edit, also when this phone had not heard of it', async () => {
    const { phone, id, settled } = await inConflict();
    const asked = phone.transport.asked.length;
    await phone.drainAll(
      { ...restarted, changes: [change(id, 3, food({ [field]: 4 }), { restored: 3, settled })] },
      { pull: true },
    );
    expect(phone.items).toEqual([]);
    expect(phone.transport.asked.slice(asked).flatMap(({ operations }) => operations)).toEqual([]);
    expect(phone.record(id)).toMatchObject({ state: 'office', data: { [field]: 4 } });
  });

  it('[D4][R1] a score set by hand since is gone with it', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll();
    const scored = change(id, 1, food(), { score: 90, override: byHand });
    await phone.drainAll({ changes: [scored], cursor: 'e.9' }, { pull: true });
    expect(phone.record(id)).toMatchObject({ score: 90, override: byHand });
    await phone.drainAll({ ...restarted, changes: [change(id, 1, food(), { restored: 1 })] }, { pull: true });
    expect(phone.record(id)).toMatchObject({ state: 'office', score: 40 });
    expect(phone.record(id)?.override).toBeUndefined();
  });

  it('[D4][R1] a lost record is made again without it, and gets it with the feed where the office has kept it', async () => {
    const phone = new Phone();
    const { id } = await phone.save(food());
    await phone.drainAll();
    const scored = change(id, 1, food(), { score: 90, override: byHand });
    await phone.drainAll({ changes: [scored], cursor: 'e.9' }, { pull: true });
    const ended = phone.drain({ pull: true });
    (await phone.transport.next()).reply(restarted);
    const again = await phone.transport.next();
    expect(again.operations).toMatchObject([{ action: 'CREATE', entityId: id }]);
    expect(phone.items).toMatchObject([{ score: 40, chainScore: 40 }]);
    expect(phone.record(id)?.override).toBeUndefined();
    again.accept({}, { cursor: 'f.2', changes: [scored] });
    await ended;
    expect(phone.record(id)).toMatchObject({ state: 'office', score: 90, override: byHand });
  });

  it('[D4][R1] nor does one stay that was set while the record was on this phone alone', async () => {
    const phone = new Phone();
    await phone.drainAll({ cursor: 'e.1' }, { pull: true });
    const { id } = await phone.save(food());
    const order = { id: testId(4, 1) as CommandId, kind: 'override' as const };
    const later = { status: 'retry', code: 'BUSY', afterMs: 60_000 } as const;
    await phone.drainAll(
      (ask) => {
        const more = ask.request.done === undefined;
        const commands = more ? [{ ...order, overrides: [{ recordId: id, override: byHand }] }] : [];
        ask.accept(ask.operations.length === 0 ? {} : { 0: later }, { commands });
      },
      { manual: true, pull: true },
    );
    expect(phone.items).toMatchObject([{ chainScore: 90 }]);
    const ended = phone.drain({ pull: true });
    (await phone.transport.next()).reply(restarted);
    await ended;
    expect(phone.record(id)).toMatchObject({ state: 'phone', score: 40 });
    expect(phone.record(id)?.override).toBeUndefined();
    expect(phone.items).toMatchObject([{ chainScore: 40 }]);
    expect(phone.itemOf(id).overridden).toBeUndefined();
  });

  it('[D4] the config is asked for, whose number the office may have given to another one since', async () => {
    const phone = new Phone();
    const config = { version: 7, rules: [...DEFAULT_RULES], affectedEntities: [] };
    await phone.drainAll({ config, cursor: 'e.1' }, { pull: true });
    await phone.drainAll({ ...restarted }, { pull: true });
    const asked = phone.transport.asked.length;
    await phone.drainAll({ config }, { pull: true });
    expect(phone.transport.asked[asked]?.request.config).toBe(0);
    expect(phone.meta('config')).toEqual(config);
  });

  it('[D4][S5] two edits of a record never wait for each other', async () => {
    const phone = new Phone();
    const id = recordId(1);
    await phone.drainAll(
      { changes: [change(id, 1, food(), { others: true })], cursor: 'e.2' },
      { pull: true },
    );
    await phone.edit(id, { [field]: 5 });
    await phone.drainAll((ask) => {
      ask.accept(
        ask.operations.length === 0 ? {} : { 0: { status: 'rejected', code: 'NOT_FOUND', message: 'gone' } },
      );
    });
    const held = { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: id } as const;
    let told = false;
    await phone.drainAll(
      (ask) => {
        const first = !told;
        told = true;
        ask.accept(ask.operations.length === 0 ? {} : { 0: held }, first ? restarted : {});
      },
      { pull: true },
    );
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['fenced', 'shelf']);
    await phone.shelf.retry(phone.itemsOf(id)[1]?.id ?? '');
    expect(phone.itemsOf(id).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    await phone.drainAll({}, { manual: true });
    expect(phone.items).toEqual([]);
  });
});
