import { DEFAULT_RULES, ROLES } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { field, judgedAfter, office } from '../testing/judged.ts';
import { MemoryExchangeStore } from '../testing/memory-exchange-store.ts';
import { create, device, healthData, record, remove, testId, update } from '../testing/operations.ts';
import { ruling } from '../testing/ruling.ts';
import type { Batch } from './batch.ts';
import type { ConflictState, Decision } from './decide-conflict.ts';
import { decideConflict } from './decide-conflict.ts';
import type { Ruling } from './ruling.ts';

const CONFLICT = testId('operation', 9);
const FIRST = field(create(1, 1, healthData({ qualifiedHealthWorkers: 3, hasMedicineSupply: true })));

/** Each ends with operation 9, which is in conflict. `mine` is the field worker's. */
const KINDS = {
  fields: [
    FIRST,
    office(update(2, 1, 1, { numberHealthFacilities: 5, hasMedicineSupply: null })),
    field(update(9, 1, 1, { numberHealthFacilities: 8, hasMedicineSupply: false })),
  ],
  'edit-of-deleted': [
    FIRST,
    office(remove(2, 1, 1)),
    field(update(9, 1, 1, { numberHealthFacilities: 8, qualifiedHealthWorkers: null })),
  ],
  'delete-of-edited': [FIRST, office(update(2, 1, 1, { numberHealthFacilities: 5 })), field(remove(9, 1, 1))],
} as const satisfies Record<string, readonly Batch[]>;

async function open(...batches: readonly Batch[]): Promise<MemoryExchangeStore> {
  const store = new MemoryExchangeStore();
  await judgedAfter(store, ...batches);
  expect(store.openConflicts().map(({ id }) => id)).toEqual([CONFLICT]);
  return store;
}

const decide = (store: MemoryExchangeStore, say: Ruling): Promise<Decision | undefined> =>
  store.decide(CONFLICT, (state) => decideConflict(state, say));

/** A refusal says in words what is wrong, and of an answer what the schema found: a person reads it. */
function errorOf(decision: Decision | undefined): string {
  if (decision?.kind !== 'refused') return 'decided';
  const { code, field, message } = decision.error;
  expect(message).toMatch(/\w+ \w+/);
  expect(message).not.toBe('does not fit the schema');
  return `${code} ${field ?? ''}`;
}

/** What the decision leaves of the three answers that the tests are about. */
async function outcomeOf(kind: keyof typeof KINDS, say: Omit<Parameters<typeof ruling>[0], 'version'>) {
  const store = await open(...KINDS[kind]);
  const version = store.records.get(record(1))?.record.version ?? 0;
  const decision = await decide(store, ruling({ version, ...say }));
  const after = store.records.get(record(1))?.record;
  if (decision?.kind !== 'decided' || after === undefined) return errorOf(decision);
  expect(after.version).toBe(version + 1);
  const { numberHealthFacilities: n, qualifiedHealthWorkers: q, hasMedicineSupply: m } = after.data;
  return [after.deleted ? 'deleted' : 'here', n, q, m];
}

describe('[K2] what a decision comes to', () => {
  it.each<[keyof typeof KINDS, Omit<Parameters<typeof ruling>[0], 'version'>, readonly unknown[] | string]>([
    ['fields', { strategy: 'LOCAL_WINS' }, ['here', 8, 3, false]],
    ['fields', { strategy: 'SERVER_WINS' }, ['here', 5, 3, undefined]],
    [
      'fields',
      {
        strategy: 'MERGE',
        choices: { numberHealthFacilities: 'mine', hasMedicineSupply: 'theirs' },
      },
      ['here', 8, 3, undefined],
    ],
    [
      'fields',
      { strategy: 'MERGE', choices: { numberHealthFacilities: 'theirs', hasMedicineSupply: 'mine' } },
      ['here', 5, 3, false],
    ],
    [
      'fields',
      { strategy: 'MERGE', choices: { numberHealthFacilities: 'mine' } },
      'VALIDATION choices.hasMedicineSupply',
    ],
    [
      'fields',
      {
        strategy: 'MERGE',
        choices: {
          numberHealthFacilities: 'mine',
          hasMedicineSupply: 'mine',
          qualifiedHealthWorkers: 'mine',
        },
      },
      'VALIDATION choices.qualifiedHealthWorkers',
    ],
    [
      'fields',
      { strategy: 'MANUAL', values: { numberHealthFacilities: 6, hasMedicineSupply: null } },
      ['here', 6, 3, undefined],
    ],
    [
      'fields',
      {
        strategy: 'MANUAL',
        values: { numberHealthFacilities: 6, hasMedicineSupply: true, qualifiedHealthWorkers: 4 },
      },
      ['here', 6, 4, true],
    ],
    [
      'fields',
      { strategy: 'MANUAL', values: { numberHealthFacilities: 6 } },
      'VALIDATION values.hasMedicineSupply',
    ],
    [
      'fields',
      { strategy: 'MANUAL', values: { numberHealthFacilities: -6, hasMedicineSupply: true } },
      'VALIDATION numberHealthFacilities',
    ],
    [
      'fields',
      { strategy: 'MANUAL', values: { numberHealthFacilities: 6, hasMedicineSupply: true, invented: 1 } },
      'VALIDATION invented',
    ],
    ['edit-of-deleted', { strategy: 'LOCAL_WINS' }, ['here', 8, undefined, true]],
    ['edit-of-deleted', { strategy: 'SERVER_WINS' }, ['deleted', 1, 3, true]],
    [
      'edit-of-deleted',
      {
        strategy: 'MERGE',
        choices: { numberHealthFacilities: 'mine', qualifiedHealthWorkers: 'theirs' },
      },
      ['here', 8, 3, true],
    ],
    // An answer that this side removed stays removed where this side is chosen.
    [
      'edit-of-deleted',
      { strategy: 'MERGE', choices: { numberHealthFacilities: 'mine', qualifiedHealthWorkers: 'mine' } },
      ['here', 8, undefined, true],
    ],
    [
      'edit-of-deleted',
      { strategy: 'MANUAL', values: { numberHealthFacilities: 2, qualifiedHealthWorkers: 2 } },
      ['here', 2, 2, true],
    ],
    ['delete-of-edited', { strategy: 'LOCAL_WINS' }, ['deleted', 5, 3, true]],
    ['delete-of-edited', { strategy: 'SERVER_WINS' }, ['here', 5, 3, true]],
    [
      'delete-of-edited',
      { strategy: 'MERGE', choices: { numberHealthFacilities: 'mine' } },
      'VALIDATION strategy',
    ],
    ['delete-of-edited', { strategy: 'MANUAL', values: { numberHealthFacilities: 7 } }, ['here', 7, 3, true]],
  ])('%s, %j: %j', async (kind, say, expected) => {
    expect(await outcomeOf(kind, say)).toEqual(expected);
  });

  it('keeps who, when, why and both versions, in the conflict and in the audit log', async () => {
    const store = await open(...KINDS.fields);
    await decide(store, ruling({ version: 2, strategy: 'LOCAL_WINS', justification: 'seen on site' }));
    const fields = {
      numberHealthFacilities: { mine: 8, theirs: 5 },
      hasMedicineSupply: { mine: false },
    };
    const theirs = { deleted: false, answers: { numberHealthFacilities: 5 } };
    const decided = { deleted: false, answers: { numberHealthFacilities: 8, hasMedicineSupply: false } };
    expect(store.conflicts.get(CONFLICT)).toMatchObject({
      fields,
      resolvedBy: 'ibrahim',
      resolvedAt: '2026-11-20T11:00:00.000Z',
      resolution: { strategy: 'LOCAL_WINS', justification: 'seen on site', theirs, decided, version: 3 },
    });
    expect(store.audit).toEqual([
      {
        at: '2026-11-20T11:00:00.000Z',
        actor: 'ibrahim',
        act: 'conflict:resolve',
        subject: CONFLICT,
        detail: {
          recordId: record(1),
          kind: 'fields',
          strategy: 'LOCAL_WINS',
          justification: 'seen on site',
          fields,
          theirs,
          decided,
          version: 3,
        },
      },
    ]);
  });

  it('is known to no device, and by no device: each fetches it, and an edit that has not seen it meets it', async () => {
    const store = await open(...KINDS.fields);
    await decide(store, ruling({ version: 2, strategy: 'SERVER_WINS' }));
    const after = store.records.get(record(1))?.record;
    expect(after).toMatchObject({ knownTo: null, updatedBy: 'ibrahim', version: 3 });
    expect(after?.fieldVersions).toMatchObject({
      numberHealthFacilities: [3, ''],
      hasMedicineSupply: [3, ''],
      '': [1, device(1)],
    });
    const unaware = await judgedAfter(store, office(update(20, 1, 2, { numberHealthFacilities: 6 })));
    expect(unaware.verdicts).toMatchObject([{ status: 'conflict', fields: ['numberHealthFacilities'] }]);
  });

  it('scores the record again by the rules', async () => {
    const store = await open(
      field(create(1, 1, healthData({ peopleAffected: 10 }))),
      office(update(2, 1, 1, { commonHealthIssues: ['MALARIA'] })),
      field(update(9, 1, 1, { commonHealthIssues: ['CHOLERA'] })),
    );
    expect(store.records.get(record(1))?.record.score).toBe(40);
    await decide(store, ruling({ version: 2, strategy: 'LOCAL_WINS', rules: DEFAULT_RULES }));
    expect(store.records.get(record(1))?.record.score).toBe(65);
  });
});

describe('[K2] when a decision does not count', () => {
  const serverWins = (version: number, parts: Partial<Ruling> = {}) =>
    ruling({ version, strategy: 'SERVER_WINS', ...parts });

  it('for whom it is not to decide', async () => {
    for (const role of ROLES) {
      const store = await open(...KINDS.fields);
      const decision = await decide(store, { ...serverWins(2), actor: { id: 'somebody', role } });
      const office = role === 'COORDINATOR' || role === 'ADMIN';
      expect(errorOf(decision)).toBe(office ? 'decided' : 'FORBIDDEN ');
      expect(store.records.get(record(1))?.record.version).toBe(office ? 3 : 2);
    }
  });

  it('when somebody was faster, and nothing is written twice', async () => {
    const store = await open(...KINDS.fields);
    expect(errorOf(await decide(store, serverWins(2)))).toBe('decided');
    expect(errorOf(await decide(store, serverWins(2)))).toBe('CONFLICT conflictId');
    expect(store.audit).toHaveLength(1);
    expect(store.records.get(record(1))?.record.version).toBe(3);
  });

  it('when the record has changed since the person looked', async () => {
    const store = await open(...KINDS.fields, office(update(3, 1, 2, { numberHealthFacilities: 6 })));
    expect(errorOf(await decide(store, serverWins(2)))).toBe('CONFLICT version');
    expect(store.openConflicts()).toHaveLength(1);
    // What stands then is what the office has now, not what it had when they met.
    expect(errorOf(await decide(store, serverWins(3)))).toBe('decided');
    expect(store.records.get(record(1))?.record.data['numberHealthFacilities']).toBe(6);
  });

  it('about a record that was erased: nothing of it comes back', async () => {
    const store = await open(...KINDS['edit-of-deleted']);
    const state = {
      conflict: store.conflicts.get(CONFLICT),
      record: store.records.get(record(1))?.record,
    } as ConflictState;
    const erased = { ...state, record: { ...state.record, data: {} } };
    for (const strategy of ['LOCAL_WINS', 'SERVER_WINS'] as const) {
      const say = ruling({ version: 2, strategy });
      expect(errorOf(decideConflict(state, say))).toBe('decided');
      expect(errorOf(decideConflict(erased, say))).toBe('NOT_FOUND ');
    }
  });

  it('nor the changing of one that was never made', async () => {
    const store = await open(...KINDS.fields);
    expect(errorOf(await decide(store, serverWins(2, { turn: 'again' })))).toBe('CONFLICT conflictId');
  });
});

describe('[K2] a decision that is changed afterwards', () => {
  it('can go back to what the office had before the first, and the first stays in the audit log', async () => {
    const store = await open(...KINDS.fields);
    await decide(store, ruling({ version: 2, strategy: 'LOCAL_WINS' }));
    const again = await decide(
      store,
      ruling({ version: 3, strategy: 'SERVER_WINS', turn: 'again', justification: 'the register' }),
    );
    expect(errorOf(again)).toBe('decided');
    expect(store.records.get(record(1))?.record.data).toEqual(
      healthData({ qualifiedHealthWorkers: 3, numberHealthFacilities: 5 }),
    );
    expect(store.audit.map(({ act }) => act)).toEqual(['conflict:resolve', 'conflict:override']);
    expect(store.audit[1]?.detail).toMatchObject({
      justification: 'the register',
      by: 'ibrahim',
      before: { strategy: 'LOCAL_WINS', justification: 'counted again', version: 3 },
    });
  });

  it('brings back a record that was removed, as it was', async () => {
    const store = await open(...KINDS['delete-of-edited']);
    const before = store.records.get(record(1))?.record.data;
    await decide(store, ruling({ version: 2, strategy: 'LOCAL_WINS' }));
    await decide(store, ruling({ version: 3, strategy: 'SERVER_WINS', turn: 'again' }));
    expect(store.records.get(record(1))?.record).toMatchObject({ deleted: false, data: before, version: 4 });
  });
});
