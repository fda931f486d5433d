import { describe, expect, it } from 'vitest';
import { field, inShort, judgedAfter, office } from '../testing/judged.ts';
import { MemoryExchangeStore } from '../testing/memory-exchange-store.ts';
import { create, device, healthData, record, remove, testId, update } from '../testing/operations.ts';
import type { Batch } from './batch.ts';
import { judgeOperation } from './judge-operation.ts';

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
    [
      'a deletion by another device that has not seen it',
      [field(first), { ...field(remove(2, 1, 0)), deviceId: device(2) }],
      'conflict 1',
    ],
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
    const { verdicts } = await judgedAfter(new MemoryExchangeStore(), ...batches);
    expect(verdicts.map(inShort)).toEqual([expected]);
    /* In words, too: it is what the person reads beside the record. */
    for (const verdict of verdicts)
      if (verdict.status === 'rejected') expect(verdict.message).toMatch(/\w+ \w+/);
  });

  it('[X3] an edit under another type is refused by the name of that', async () => {
    const { verdicts } = await judgedAfter(
      new MemoryExchangeStore(),
      field(first),
      field(update(2, 1, 1, {}, { type: 'MEDIA' })),
    );
    expect(verdicts).toMatchObject([
      { field: 'type', message: expect.stringContaining('ASSESSMENT') as string },
    ]);
  });

  it('[K2] an edit of a record that was erased is refused, and asks nobody: nothing of it may come back', async () => {
    const store = new MemoryExchangeStore();
    await judgedAfter(store, field(first), office(remove(2, 1, 1)));
    const { record: removed } = store.records.get(record(1)) ?? {};
    if (removed === undefined) throw new Error('it is not there');
    const arrival = { ...field(), actor: { id: removed.createdBy, role: 'ASSESSOR' } } as const;
    const edit = update(3, 1, 1, { additionalDetails: 'x' });
    expect(judgeOperation(edit, removed, arrival)).toMatchObject({ verdict: { status: 'conflict' } });
    const outcome = judgeOperation(edit, { ...removed, data: {} }, arrival);
    expect(outcome).toEqual({
      kind: 'judged',
      verdict: {
        status: 'rejected',
        code: 'NOT_FOUND',
        message: expect.stringContaining('erased') as string,
      },
    });
  });

  it('[S4] a score that was set by hand before its record came counts as soon as it is there', async () => {
    const byHand = {
      coordinatorId: 'ibrahim',
      coordinatorName: 'Ibrahim',
      originalPriority: 3,
      overridePriority: 90,
      justification: 'known to be worse',
      timestamp: '2026-11-20T09:00:00.000Z',
    };
    const arrival = { ...field(), awaited: byHand };
    expect(judgeOperation(first, undefined, arrival)).toMatchObject({
      verdict: { status: 'applied', version: 1 },
      record: { score: 90, scoreOverride: { ...byHand, originalPriority: 40 } },
    });
  });

  it('[X3] a refusal names the field', async () => {
    const { verdicts } = await judgedAfter(
      new MemoryExchangeStore(),
      field(create(1, 1, healthData({ numberHealthFacilities: 'two' }))),
    );
    expect(verdicts[0]).toMatchObject({
      status: 'rejected',
      field: 'numberHealthFacilities',
      message: expect.stringContaining('number') as string,
    });
  });
});

describe('edits that meet', () => {
  const base = create(1, 1, healthData({ qualifiedHealthWorkers: 3, additionalDetails: 'old' }));

  it('[K1] changes of different fields merge without a person', async () => {
    const store = new MemoryExchangeStore();
    const judgement = await judgedAfter(
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
    const judgement = await judgedAfter(
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
    const judgement = await judgedAfter(
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
    await judgedAfter(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: null })),
      field(update(3, 1, 1, { qualifiedHealthWorkers: 5 })),
    );
    expect(store.openConflicts()[0]?.fields).toEqual({ qualifiedHealthWorkers: { mine: 5 } });
  });

  it('[K1] a changed answer against a removed one, too: the side that removed it has none', async () => {
    const store = new MemoryExchangeStore();
    await judgedAfter(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: 4 })),
      field(update(3, 1, 1, { qualifiedHealthWorkers: null })),
    );
    const fields = store.openConflicts()[0]?.fields ?? {};
    expect(Object.keys(fields['qualifiedHealthWorkers'] ?? {})).toEqual(['theirs']);
  });

  it('[K1] an edit of what was removed meanwhile asks urgently whether there is a record at all', async () => {
    const store = new MemoryExchangeStore();
    const { writes } = await judgedAfter(
      store,
      field(base),
      office(remove(2, 1, 1)),
      field(update(3, 1, 1, { qualifiedHealthWorkers: 5, additionalDetails: null })),
    );
    expect(writes.records).toEqual([]);
    const [conflict] = store.openConflicts();
    expect(conflict).toMatchObject({ kind: 'edit-of-deleted', severity: 'HIGH' });
    expect(Object.keys(conflict?.fields['additionalDetails'] ?? {})).toEqual([]);
    expect(conflict?.fields['qualifiedHealthWorkers']).toEqual({ mine: 5 });
  });

  it("[S2] a device's own edits on an old base are no conflict: they were made one on top of the other", async () => {
    const { verdicts } = await judgedAfter(
      new MemoryExchangeStore(),
      field(
        base,
        update(2, 1, 0, { qualifiedHealthWorkers: 4 }),
        update(3, 1, 0, { qualifiedHealthWorkers: 5 }),
      ),
    );
    expect(verdicts.map(inShort)).toEqual(['applied 1', 'applied 2', 'applied 3']);
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
    const { verdicts } = await judgedAfter(
      store,
      field(create(1, 1, people)),
      office(update(2, 1, 1, { totalPopulation: 90 })),
      field(update(3, 1, 1, { totalPopulation: 400, populationMale: 200 })),
    );
    expect(verdicts).toMatchObject([{ status: 'conflict', version: 2 }]);
    expect(store.openConflicts()[0]?.kind).toBe('fields');
    expect(store.openConflicts()[0]?.fields).toEqual({
      totalPopulation: { mine: 400, theirs: 90 },
      populationMale: { mine: 200, theirs: 40 },
    });
    expect(store.records.get(record(1))?.record.data).toMatchObject({
      totalPopulation: 90,
      populationMale: 40,
    });
  });

  it('[X3] a value that does not fit is refused before anyone is asked to choose it', async () => {
    const store = new MemoryExchangeStore();
    const { verdicts } = await judgedAfter(
      store,
      field(base),
      office(update(2, 1, 1, { qualifiedHealthWorkers: 4 })),
      field(update(3, 1, 1, { qualifiedHealthWorkers: -5 })),
    );
    expect(verdicts).toMatchObject([
      { status: 'rejected', code: 'VALIDATION', field: 'qualifiedHealthWorkers' },
    ]);
    expect(store.openConflicts()).toEqual([]);
  });

  it("[K1] what fits the edit and not the others' changes is theirs to be asked about", async () => {
    const store = new MemoryExchangeStore();
    const people = {
      assessmentType: 'POPULATION',
      affectedEntityId: testId('place', 1),
      assessedAt: '2026-11-20T09:00:00.000Z',
      totalPopulation: 100,
      populationMale: 40,
    };
    await judgedAfter(
      store,
      field(create(1, 1, people)),
      office(update(2, 1, 1, { totalPopulation: 200, populationMale: 150, populationFemale: 40 })),
      field(update(3, 1, 1, { totalPopulation: 120 })),
    );
    expect(store.openConflicts()[0]?.fields).toEqual({ totalPopulation: { mine: 120, theirs: 200 } });
  });

  it('[K1] a deletion against an edit keeps the edited answers and asks urgently', async () => {
    const store = new MemoryExchangeStore();
    await judgedAfter(
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
