import { DEFAULT_RULES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { field, inShort, judgedAfter, office } from '../testing/judged.ts';
import { MemoryExchangeStore } from '../testing/memory-exchange-store.ts';
import { create, device, healthData, record, remove, testId, update } from '../testing/operations.ts';
import { ruling } from '../testing/ruling.ts';
import { applyBatch } from './apply-batch.ts';
import { decideConflict } from './decide-conflict.ts';

describe('[S1] the ledger', () => {
  it('a repeated operation gets its original verdict and changes nothing', async () => {
    const store = new MemoryExchangeStore();
    const batch = field(create(1, 1), create(2, 2, { assessmentType: 'HEALTH' }));
    const once = await store.transact(batch, applyBatch);
    const twice = await store.transact(batch, applyBatch);
    expect(twice.verdicts).toEqual(once.verdicts.map((original) => ({ status: 'duplicate', original })));
    expect(twice.writes).toEqual({ ledger: [], records: [], conflicts: [], jobs: [] });
  });

  it('an operation that comes twice in one batch takes effect once', async () => {
    const { verdicts, writes } = await judgedAfter(
      new MemoryExchangeStore(),
      field(create(1, 1), create(1, 1)),
    );
    expect(verdicts.map((verdict) => verdict.status)).toEqual(['applied', 'duplicate']);
    expect(writes.ledger).toHaveLength(1);
  });

  it("[R3] another account's operation id is refused, and its verdict stays its own", async () => {
    const store = new MemoryExchangeStore();
    const { verdicts, writes } = await judgedAfter(store, field(create(1, 1)), office(create(1, 1)));
    expect(verdicts).toEqual([
      {
        status: 'rejected',
        code: 'ALREADY_EXISTS',
        message: expect.stringContaining('another account') as string,
      },
    ]);
    expect(writes.ledger).toEqual([]);
  });

  it('keeps what was judged, and nothing that waits', async () => {
    const { writes } = await judgedAfter(
      new MemoryExchangeStore(),
      field(create(1, 1), create(2, 2, {}), update(3, 2, 0, {}), update(4, 9, 0, {})),
    );
    expect(writes.ledger.map((entry) => entry.id)).toEqual([testId('operation', 1), testId('operation', 2)]);
  });
});

describe('[S2] fences', () => {
  it('a rejected operation holds the later ones on its record, and only those', async () => {
    const { verdicts } = await judgedAfter(
      new MemoryExchangeStore(),
      field(create(1, 1, {}), update(2, 1, 0, {}), create(3, 2), update(4, 1, 0, {})),
    );
    expect(verdicts.map(inShort)).toEqual([
      'rejected VALIDATION',
      'held EARLIER_OPERATION_OPEN',
      'applied 1',
      'held EARLIER_OPERATION_OPEN',
    ]);
    expect(verdicts[3]).toMatchObject({ waitsFor: testId('operation', 1) });
  });

  it('a repeated rejection holds the later ones again', async () => {
    const store = new MemoryExchangeStore();
    const batch = field(
      create(1, 1),
      update(2, 1, 1, { numberHealthFacilities: -1 }),
      update(3, 1, 1, { additionalDetails: 'x' }),
    );
    await store.transact(batch, applyBatch);
    const again = await store.transact(batch, applyBatch);
    expect(again.verdicts.map((verdict) => verdict.status)).toEqual(['duplicate', 'duplicate', 'held']);
  });

  it('an open conflict holds later batches of its device until it is resolved, and no other device', async () => {
    const store = new MemoryExchangeStore();
    const later = field(update(4, 1, 2, { additionalDetails: 'later' }));
    const held = await judgedAfter(
      store,
      field(create(1, 1)),
      office(update(2, 1, 1, { numberHealthFacilities: 7 })),
      field(update(3, 1, 1, { numberHealthFacilities: 8 })),
      later,
    );
    expect(held.verdicts).toEqual([
      { status: 'held', code: 'EARLIER_OPERATION_OPEN', waitsFor: testId('operation', 3) },
    ]);
    expect(held.writes.ledger).toEqual([]);
    const others = await judgedAfter(store, office(update(5, 1, 2, { qualifiedHealthWorkers: 2 })));
    expect(others.verdicts.map(inShort)).toEqual(['applied 3']);
    await store.decide(testId('operation', 3), (state) =>
      decideConflict(state, ruling({ version: 3, strategy: 'SERVER_WINS' })),
    );
    const freed = await judgedAfter(store, later);
    expect(freed.verdicts.map(inShort)).toEqual(['merged 5']);
  });

  it('a conflict holds the later ones of its own batch, what was applied or merged does not, nor does its repetition', async () => {
    const store = new MemoryExchangeStore();
    const made = create(1, 1);
    const merged = update(4, 1, 1, { qualifiedHealthWorkers: 2 });
    const judged = await judgedAfter(
      store,
      field(made),
      office(update(2, 1, 1, { numberHealthFacilities: 7 })),
      field(
        made,
        merged,
        update(5, 1, 1, { numberHealthFacilities: 8 }),
        update(6, 1, 1, { additionalDetails: 'later' }),
      ),
    );
    expect(judged.verdicts.map(inShort)).toEqual([
      'duplicate',
      'merged 3',
      'conflict 3',
      'held EARLIER_OPERATION_OPEN',
    ]);
    await store.decide(testId('operation', 5), (state) =>
      decideConflict(state, ruling({ version: 3, strategy: 'SERVER_WINS' })),
    );
    const repeated = field(update(5, 1, 1, { numberHealthFacilities: 8 }), update(6, 1, 1, {}));
    const freed = await judgedAfter(store, repeated);
    expect(freed.verdicts.map(({ status }) => status)).toEqual(['duplicate', 'merged']);
  });

  it('an operation that waits for a record holds the later ones on its own', async () => {
    const store = new MemoryExchangeStore();
    const { verdicts } = await judgedAfter(
      store,
      field(create(1, 1)),
      field(
        update(2, 1, 1, { additionalDetails: 'x' }, { dependsOn: [record(9)] }),
        update(3, 1, 1, { additionalDetails: 'y' }),
      ),
    );
    expect(verdicts.map(inShort)).toEqual(['held DEPENDENCY_MISSING', 'held EARLIER_OPERATION_OPEN']);
  });
});

describe('[S3] dependencies', () => {
  it('an edit waits for the record that it refers to, too', async () => {
    const planned = {
      responseType: 'HEALTH',
      affectedEntityId: testId('place', 1),
      status: 'PLANNED',
      recordedAt: '2026-11-20T09:00:00.000Z',
    };
    const { verdicts } = await judgedAfter(
      new MemoryExchangeStore(),
      field(
        create(1, 1, planned, { type: 'RESPONSE' }),
        update(2, 1, 1, { assessmentId: record(9) }, { type: 'RESPONSE' }),
      ),
    );
    expect(verdicts).toMatchObject([
      { status: 'applied' },
      { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: record(9) },
    ]);
  });

  const response = {
    responseType: 'HEALTH',
    affectedEntityId: testId('place', 1),
    status: 'PLANNED',
    recordedAt: '2026-11-20T09:00:00.000Z',
    assessmentId: record(1),
  };
  const answer = create(2, 2, response, { type: 'RESPONSE' });

  it('a response waits for its assessment, although it does not say so', async () => {
    const { verdicts } = await judgedAfter(new MemoryExchangeStore(), field(answer));
    expect(verdicts).toEqual([{ status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: record(1) }]);
  });

  it('the assessment may come earlier in the same batch, or have come before', async () => {
    const together = await judgedAfter(new MemoryExchangeStore(), field(create(1, 1), answer));
    expect(together.verdicts.map(inShort)).toEqual(['applied 1', 'applied 1']);
    const oneByOne = await judgedAfter(new MemoryExchangeStore(), field(create(1, 1)), field(answer));
    expect(oneByOne.verdicts.map(inShort)).toEqual(['applied 1']);
  });

  it('not later in the batch, and not when it was refused', async () => {
    const later = await judgedAfter(new MemoryExchangeStore(), field(answer, create(1, 1)));
    expect(later.verdicts.map(inShort)).toEqual(['held DEPENDENCY_MISSING', 'applied 1']);
    const refused = await judgedAfter(new MemoryExchangeStore(), field(create(1, 1, {}), answer));
    expect(refused.verdicts.map(inShort)).toEqual(['rejected VALIDATION', 'held DEPENDENCY_MISSING']);
  });
});

describe('what goes with a record', () => {
  it('scores from the content by the rules, whatever the device says, and tells of a critical one once', async () => {
    const store = new MemoryExchangeStore();
    const cholera = create(1, 1, healthData({ commonHealthIssues: ['CHOLERA'], peopleAffected: 900 }));
    const first = await judgedAfter(store, { ...field(cholera), rules: DEFAULT_RULES });
    expect(first.writes.records[0]?.record).toMatchObject({
      score: 85,
      sector: 'HEALTH',
      affectedEntityId: testId('place', 1),
    });
    expect(first.writes.jobs).toEqual([
      { kind: 'critical:arrived', payload: { recordId: record(1) }, score: 85 },
    ]);
    const second = await judgedAfter(store, {
      ...field(update(2, 1, 1, { additionalDetails: 'x' })),
      rules: DEFAULT_RULES,
    });
    expect(second.writes.jobs).toEqual([]);
  });

  it('[K1] tells who decides of a conflict, and nobody of a record that is not critical or was removed', async () => {
    const store = new MemoryExchangeStore();
    const first = await judgedAfter(store, field(create(1, 1)));
    expect(first.writes.jobs).toEqual([]);
    const { writes } = await judgedAfter(
      store,
      office(update(2, 1, 1, { numberHealthFacilities: 7 })),
      field(update(3, 1, 1, { numberHealthFacilities: 8 })),
    );
    expect(writes.jobs).toEqual([
      {
        kind: 'conflict:opened',
        payload: { conflictId: testId('operation', 3), recordId: record(1) },
      },
    ]);
    const cholera = create(4, 4, healthData({ commonHealthIssues: ['CHOLERA'], peopleAffected: 900 }));
    const gone = await judgedAfter(store, { ...field(cholera, remove(5, 4, 0)), rules: DEFAULT_RULES });
    expect(gone.writes.records).toMatchObject([{ record: { deleted: true, score: 85 } }]);
    expect(gone.writes.jobs).toEqual([]);
  });

  it('several edits in one batch are written once, as the last left it', async () => {
    const { writes } = await judgedAfter(
      new MemoryExchangeStore(),
      field(
        create(1, 1),
        update(2, 1, 0, { additionalDetails: 'a' }),
        update(3, 1, 0, { additionalDetails: 'b' }),
      ),
    );
    expect(writes.records).toMatchObject([
      { before: 0, record: { version: 3, data: { additionalDetails: 'b' } } },
    ]);
  });

  it('the creator and the first times stay, the editor and the last time change', async () => {
    const store = new MemoryExchangeStore();
    await judgedAfter(store, field(create(1, 1)), {
      ...office(update(2, 1, 1, { additionalDetails: 'x' })),
      now: '2026-11-21T08:00:00.000Z',
    });
    expect(store.records.get(record(1))?.record).toMatchObject({
      createdBy: 'amina',
      updatedBy: 'ibrahim',
      receivedAt: '2026-11-20T10:00:00.000Z',
      changedAt: '2026-11-21T08:00:00.000Z',
      fieldVersions: { '': [1, device(1)], additionalDetails: [2, device(2)] },
    });
  });
});
