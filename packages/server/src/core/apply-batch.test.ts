import type { Operation, Verdict } from '@fieldsync/protocol';
import { DEFAULT_RULES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { MemoryExchangeStore } from '../testing/memory-exchange-store.ts';
import {
  batchOf,
  create,
  device,
  healthData,
  record,
  remove,
  testId,
  update,
} from '../testing/operations.ts';
import { applyBatch } from './apply-batch.ts';
import type { Batch, BatchState, Judgement } from './batch.ts';

const NOTHING: BatchState = { ledger: new Map(), records: new Map(), known: new Set(), fenced: new Map() };

/** Several batches one after the other; the last one's judgement. */
async function after(store: MemoryExchangeStore, ...batches: readonly Batch[]): Promise<Judgement> {
  let judgement: Judgement = applyBatch(NOTHING, batchOf([]));
  for (const batch of batches) judgement = await store.transact(batch, applyBatch);
  return judgement;
}

const short = (verdict: Verdict): string =>
  'code' in verdict
    ? `${verdict.status} ${verdict.code}`
    : 'version' in verdict
      ? `${verdict.status} ${verdict.version}`
      : verdict.status;

/** The office's laptop: another account on another device. */
const office = (...operations: readonly Operation[]): Batch =>
  batchOf(operations, { user: 'ibrahim', role: 'COORDINATOR', device: 2 });
const field = (...operations: readonly Operation[]): Batch => batchOf(operations);

describe('what one operation comes to', () => {
  const first = create(1, 1);
  const table: readonly (readonly [string, readonly Batch[], string])[] = [
    ['a creation', [field(first)], 'applied 1'],
    [
      'a creation that does not fit',
      [field(create(1, 1, { assessmentType: 'HEALTH' }))],
      'rejected VALIDATION',
    ],
    [
      'another creation under the id',
      [field(first), field(create(2, 1, healthData({ additionalDetails: 'x' })))],
      'rejected ALREADY_EXISTS',
    ],
    ['the same creation under another operation id', [field(first), field(create(2, 1))], 'applied 1'],
    ["another's same creation", [field(first), office(create(2, 1))], 'rejected ALREADY_EXISTS'],
    [
      'an edit of the current version',
      [field(first), field(update(2, 1, 1, { numberHealthFacilities: 2 }))],
      'applied 2',
    ],
    [
      'an edit that changes nothing',
      [field(first), field(update(2, 1, 1, { numberHealthFacilities: 1 }))],
      'applied 1',
    ],
    [
      'an edit that only chooses a priority',
      [field(first), field(update(2, 1, 1, {}, { priority: 'HIGH' }))],
      'applied 2',
    ],
    [
      'an edit that does not fit',
      [field(first), field(update(2, 1, 1, { numberHealthFacilities: -1 }))],
      'rejected VALIDATION',
    ],
    [
      'an edit that removes what must be there',
      [field(first), field(update(2, 1, 1, { affectedEntityId: null }))],
      'rejected VALIDATION',
    ],
    [
      'an edit under another type',
      [field(first), field(update(2, 1, 1, {}, { type: 'MEDIA' }))],
      'rejected VALIDATION',
    ],
    [
      "an edit of another person's record",
      [office(first), field(update(2, 1, 1, { additionalDetails: 'x' }))],
      'rejected FORBIDDEN',
    ],
    [
      'an edit by the office',
      [field(first), office(update(2, 1, 1, { additionalDetails: 'x' }))],
      'applied 2',
    ],
    [
      'an edit sent ahead of its record',
      [field(update(2, 1, 0, { additionalDetails: 'x' }))],
      'held DEPENDENCY_MISSING',
    ],
    [
      'an edit of a record that the office lost',
      [field(update(2, 1, 3, { additionalDetails: 'x' }))],
      'rejected NOT_FOUND',
    ],
    ['a deletion', [field(first), field(remove(2, 1, 1))], 'applied 2'],
    ["a deletion of another person's record", [office(first), field(remove(2, 1, 1))], 'rejected FORBIDDEN'],
    ['a second deletion', [field(first), field(remove(2, 1, 1)), office(remove(3, 1, 1))], 'applied 2'],
    ['a deletion sent ahead', [field(remove(2, 1, 0))], 'held DEPENDENCY_MISSING'],
    ['a deletion of what is lost', [field(remove(2, 1, 2))], 'rejected NOT_FOUND'],
    [
      'a deletion of what another device has just changed',
      [field(first), office(update(2, 1, 1, { additionalDetails: 'x' })), field(remove(3, 1, 1))],
      'conflict 2',
    ],
    [
      'an edit of what was deleted',
      [field(first), office(remove(2, 1, 1)), field(update(3, 1, 1, { additionalDetails: 'x' }))],
      'conflict 2',
    ],
    [
      'a creation where one was deleted',
      [field(first), field(remove(2, 1, 1)), field(create(3, 1))],
      'rejected ALREADY_EXISTS',
    ],
  ];

  it.each(table)('%s', async (_name, batches, expected) => {
    const { verdicts } = await after(new MemoryExchangeStore(), ...batches);
    expect(verdicts.map(short)).toEqual([expected]);
  });

  it('[X3] a refusal names the field', async () => {
    const { verdicts } = await after(
      new MemoryExchangeStore(),
      field(create(1, 1, healthData({ numberHealthFacilities: 'two' }))),
    );
    expect(verdicts[0]).toMatchObject({ status: 'rejected', field: 'numberHealthFacilities' });
  });
});

describe('edits that meet', () => {
  const base = create(1, 1, healthData({ qualifiedHealthWorkers: 3, additionalDetails: 'old' }));

  it('[K1] changes of different fields merge without a person', async () => {
    const store = new MemoryExchangeStore();
    const judgement = await after(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: 4 })),
      field(update(3, 1, 1, { additionalDetails: 'new' })),
    );
    expect(judgement.verdicts).toEqual([{ status: 'merged', version: 3 }]);
    expect(store.records.get(record(1))?.record.data).toMatchObject({
      qualifiedHealthWorkers: 4,
      additionalDetails: 'new',
    });
    expect(store.openConflicts()).toEqual([]);
  });

  it('[K1] two values for one field make one conflict that holds both, and the other field takes effect', async () => {
    const store = new MemoryExchangeStore();
    const judgement = await after(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: 4 })),
      field(update(3, 1, 1, { qualifiedHealthWorkers: 5, additionalDetails: 'new' })),
    );
    expect(judgement.verdicts).toEqual([
      {
        status: 'conflict',
        version: 3,
        conflictId: testId('operation', 3),
        fields: ['qualifiedHealthWorkers'],
      },
    ]);
    expect(store.records.get(record(1))?.record.data).toMatchObject({
      qualifiedHealthWorkers: 4,
      additionalDetails: 'new',
    });
    expect(store.openConflicts()).toMatchObject([
      {
        id: testId('operation', 3),
        recordId: record(1),
        deviceId: device(1),
        kind: 'fields',
        base: 1,
        version: 3,
        severity: 'MEDIUM',
        fields: { qualifiedHealthWorkers: { mine: 5, theirs: 4 } },
      },
    ]);
  });

  it('[K1] the same value on both sides is no conflict and no new version', async () => {
    const store = new MemoryExchangeStore();
    const judgement = await after(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: 4 })),
      field(update(3, 1, 1, { qualifiedHealthWorkers: 4 })),
    );
    expect(judgement.verdicts).toEqual([{ status: 'applied', version: 2 }]);
    expect(judgement.writes.records).toEqual([]);
    expect(store.openConflicts()).toEqual([]);
  });

  it('[K1] a removed answer against a changed one is a conflict', async () => {
    const store = new MemoryExchangeStore();
    await after(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: null })),
      field(update(3, 1, 1, { qualifiedHealthWorkers: 5 })),
    );
    expect(store.openConflicts()[0]?.fields).toEqual({ qualifiedHealthWorkers: { mine: 5 } });
  });

  it("[S2] a device's own edits on an old base are no conflict: they were made one on top of the other", async () => {
    const { verdicts } = await after(
      new MemoryExchangeStore(),
      field(
        base,
        update(2, 1, 0, { qualifiedHealthWorkers: 4 }),
        update(3, 1, 0, { qualifiedHealthWorkers: 5 }),
      ),
    );
    expect(verdicts.map(short)).toEqual(['applied 1', 'applied 2', 'applied 3']);
  });

  it('[K1] where the clean fields make no sense alone, the conflict holds them too and nothing is written', async () => {
    const store = new MemoryExchangeStore();
    const people = {
      assessmentType: 'POPULATION',
      affectedEntityId: testId('place', 1),
      assessedAt: '2026-11-20T09:00:00.000Z',
      totalPopulation: 100,
      populationMale: 40,
    };
    const { verdicts } = await after(
      store,
      field(create(1, 1, people)),
      office(update(2, 1, 1, { totalPopulation: 90 })),
      field(update(3, 1, 1, { totalPopulation: 400, populationMale: 200 })),
    );
    expect(verdicts).toMatchObject([{ status: 'conflict', version: 2 }]);
    expect(store.openConflicts()[0]?.fields).toEqual({
      totalPopulation: { mine: 400, theirs: 90 },
      populationMale: { mine: 200, theirs: 40 },
    });
    expect(store.records.get(record(1))?.record.data).toMatchObject({
      totalPopulation: 90,
      populationMale: 40,
    });
  });

  it('[K1] a deletion against an edit keeps the edited answers and asks urgently', async () => {
    const store = new MemoryExchangeStore();
    await after(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: 4 })),
      field(remove(3, 1, 1)),
    );
    expect(store.openConflicts()).toMatchObject([
      { kind: 'delete-of-edited', severity: 'HIGH', fields: { qualifiedHealthWorkers: { theirs: 4 } } },
    ]);
    expect(store.records.get(record(1))?.record.deleted).toBe(false);
  });
});

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
    const { verdicts, writes } = await after(new MemoryExchangeStore(), field(create(1, 1), create(1, 1)));
    expect(verdicts.map((verdict) => verdict.status)).toEqual(['applied', 'duplicate']);
    expect(writes.ledger).toHaveLength(1);
  });

  it("[R3] another account's operation id is refused, and its verdict stays its own", async () => {
    const store = new MemoryExchangeStore();
    const { verdicts, writes } = await after(store, field(create(1, 1)), office(create(1, 1)));
    expect(verdicts).toMatchObject([{ status: 'rejected', code: 'ALREADY_EXISTS' }]);
    expect(writes.ledger).toEqual([]);
  });

  it('keeps what was judged, and nothing that waits', async () => {
    const { writes } = await after(
      new MemoryExchangeStore(),
      field(create(1, 1), create(2, 2, {}), update(3, 2, 0, {}), update(4, 9, 0, {})),
    );
    expect(writes.ledger.map((entry) => entry.id)).toEqual([testId('operation', 1), testId('operation', 2)]);
  });
});

describe('[S2] fences', () => {
  it('a rejected operation holds the later ones on its record, and only those', async () => {
    const { verdicts } = await after(
      new MemoryExchangeStore(),
      field(create(1, 1, {}), update(2, 1, 0, {}), create(3, 2), update(4, 1, 0, {})),
    );
    expect(verdicts.map(short)).toEqual([
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
    const held = await after(
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
    const others = await after(store, office(update(5, 1, 2, { qualifiedHealthWorkers: 2 })));
    expect(others.verdicts.map(short)).toEqual(['applied 3']);
    store.closeConflict(testId('operation', 3));
    const freed = await after(store, later);
    expect(freed.verdicts.map(short)).toEqual(['merged 4']);
  });

  it('an operation that waits for a record holds the later ones on its own', async () => {
    const store = new MemoryExchangeStore();
    const { verdicts } = await after(
      store,
      field(create(1, 1)),
      field(
        update(2, 1, 1, { additionalDetails: 'x' }, { dependsOn: [record(9)] }),
        update(3, 1, 1, { additionalDetails: 'y' }),
      ),
    );
    expect(verdicts.map(short)).toEqual(['held DEPENDENCY_MISSING', 'held EARLIER_OPERATION_OPEN']);
  });
});

describe('[S3] dependencies', () => {
  const response = {
    responseType: 'HEALTH',
    affectedEntityId: testId('place', 1),
    status: 'PLANNED',
    recordedAt: '2026-11-20T09:00:00.000Z',
    assessmentId: record(1),
  };
  const answer = create(2, 2, response, { type: 'RESPONSE' });

  it('a response waits for its assessment, although it does not say so', async () => {
    const { verdicts } = await after(new MemoryExchangeStore(), field(answer));
    expect(verdicts).toEqual([{ status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: record(1) }]);
  });

  it('the assessment may come earlier in the same batch, or have come before', async () => {
    const together = await after(new MemoryExchangeStore(), field(create(1, 1), answer));
    expect(together.verdicts.map(short)).toEqual(['applied 1', 'applied 1']);
    const oneByOne = await after(new MemoryExchangeStore(), field(create(1, 1)), field(answer));
    expect(oneByOne.verdicts.map(short)).toEqual(['applied 1']);
  });

  it('not later in the batch, and not when it was refused', async () => {
    const later = await after(new MemoryExchangeStore(), field(answer, create(1, 1)));
    expect(later.verdicts.map(short)).toEqual(['held DEPENDENCY_MISSING', 'applied 1']);
    const refused = await after(new MemoryExchangeStore(), field(create(1, 1, {}), answer));
    expect(refused.verdicts.map(short)).toEqual(['rejected VALIDATION', 'held DEPENDENCY_MISSING']);
  });
});

describe('what goes with a record', () => {
  it('scores from the content by the rules, whatever the device says, and tells of a critical one once', async () => {
    const store = new MemoryExchangeStore();
    const cholera = create(1, 1, healthData({ commonHealthIssues: ['CHOLERA'], peopleAffected: 900 }));
    const first = await after(store, { ...field(cholera), rules: DEFAULT_RULES });
    expect(first.writes.records[0]?.record).toMatchObject({
      score: 85,
      sector: 'HEALTH',
      affectedEntityId: testId('place', 1),
    });
    expect(first.writes.jobs).toEqual([{ kind: 'critical:arrived', payload: { recordId: record(1) } }]);
    const second = await after(store, {
      ...field(update(2, 1, 1, { additionalDetails: 'x' })),
      rules: DEFAULT_RULES,
    });
    expect(second.writes.jobs).toEqual([]);
  });

  it('several edits in one batch are written once, as the last left it', async () => {
    const { writes } = await after(
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
    await after(store, field(create(1, 1)), {
      ...office(update(2, 1, 1, { additionalDetails: 'x' })),
      now: '2026-11-21T08:00:00.000Z',
    });
    expect(store.records.get(record(1))?.record).toMatchObject({
      createdBy: 'amina',
      updatedBy: 'ibrahim',
      receivedAt: '2026-11-20T10:00:00.000Z',
      changedAt: '2026-11-21T08:00:00.000Z',
      fieldVersions: { additionalDetails: [2, device(2)], numberHealthFacilities: [1, device(1)] },
    });
  });
});
