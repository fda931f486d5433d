import type { Change } from '@fieldsync/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyBatch } from '../core/apply-batch.ts';
import type { OpenedConflict } from '../core/conflict.ts';
import type { DecisionWrites } from '../core/decide-conflict.ts';
import { decideConflict } from '../core/decide-conflict.ts';
import type { NewJob } from '../core/job.ts';
import type { ChangePage, ChangeQuery } from '../ports.ts';
import { departureContract } from './departure-contract.ts';
import { scopeContract } from './scope-contract.ts';
import type { ScopedStore } from './scoped-store.ts';
import { batchOf, create, device, healthData, record, remove, testId, update } from './operations.ts';
import { ruling } from './ruling.ts';

/** A store and the means to look behind it. */
export interface ExchangeStoreHarness extends ScopedStore {
  /** As they were opened. */
  openConflicts(): Promise<readonly OpenedConflict[]>;
  jobs(): Promise<readonly NewJob[]>;
  /** Lines about decisions, oldest first. */
  audit(): Promise<readonly Pick<DecisionWrites['audit'], 'act' | 'actor' | 'subject'>[]>;
  /** As a restore leaves it: these records stand at the versions that were in the backup. */
  markRestored(): Promise<void>;
  close(): Promise<void>;
}

const EVERYTHING: Omit<ChangeQuery, 'after'> = {
  scope: { kind: 'all' },
  device: device(9),
  user: 'amina',
  limit: 100,
  limitBytes: 1_000_000,
};

/** What every ExchangeStore must do. Run by the memory fake and by both databases. */
export function exchangeStoreContract(name: string, open: () => Promise<ExchangeStoreHarness>): void {
  describe(`ExchangeStore on ${name}`, () => {
    let harness: ExchangeStoreHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(() => harness.close());

    const say = async (...args: Parameters<typeof batchOf>) =>
      (await harness.store.transact(batchOf(...args), applyBatch)).verdicts;
    const office = { user: 'ibrahim', role: 'COORDINATOR', device: 2 } as const;
    const pull = (query: Partial<ChangeQuery> = {}): Promise<ChangePage> =>
      harness.store.readChanges({ ...EVERYTHING, after: null, ...query });
    const states = (page: ChangePage): readonly string[] =>
      page.changes.map(
        (change) => `${change.id.slice(-2)} v${change.version}${change.data === null ? ' deleted' : ''}`,
      );

    it('[S1] commits the ledger with the effect: a repeat gets its first verdicts and writes nothing', async () => {
      const batch = [create(1, 1), create(2, 2, {}), update(3, 1, 1, { additionalDetails: 'x' })];
      const once = await say(batch);
      const before = await pull();
      expect(await say(batch)).toEqual(once.map((original) => ({ status: 'duplicate', original })));
      expect(await pull()).toEqual(before);
    });

    it('[S1] writes nothing at all when judging throws', async () => {
      const broken = harness.store.transact(batchOf([create(1, 1)]), (state, batch) => {
        applyBatch(state, batch);
        throw new Error('the process is going down');
      });
      await expect(broken).rejects.toThrow('going down');
      expect(await say([create(1, 1)])).toEqual([{ status: 'applied', version: 1 }]);
    });

    it('gives back every part of a record as it was written', async () => {
      const data = healthData({
        commonHealthIssues: ['CHOLERA'],
        additionalDetails: 'Ruwan sha ba kyau: “é”, 🦠',
      });
      await say([create(1, 1, data)]);
      const { changes } = await pull();
      expect(changes).toEqual<Change[]>([
        {
          id: record(1) as Change['id'],
          type: 'ASSESSMENT',
          version: 1,
          data,
          score: 40,
          capturedAt: '2026-11-20T09:00:00.000Z',
        },
      ]);
    });

    it('[D4] says on a walk from the beginning what was restored, and what others made, and nothing of it otherwise', async () => {
      await say([create(1, 1), create(2, 2)]);
      await say([update(3, 1, 1, { additionalDetails: 'x' })]);
      await harness.markRestored();
      await say([create(4, 3)], office);
      await say([update(5, 1, 2, { additionalDetails: 'y' })], office);
      const marks = (page: ChangePage) =>
        page.changes.map(({ id, version, restored, others }) => [id.slice(-1), version, restored, others]);
      const whole = await pull();
      expect(marks(whole)).toEqual([
        ['2', 1, 1, undefined],
        ['3', 1, undefined, true],
        ['1', 3, 2, undefined],
      ]);
      const first = await pull({ limit: 1 });
      expect(marks(await pull({ after: first.cursor }))).toEqual(marks(whole).slice(1));
      await say([update(6, 1, 3, { additionalDetails: 'z' })], office);
      expect(marks(await pull({ after: whole.cursor }))).toEqual([['1', 4, undefined, undefined]]);
    });

    it('remembers field by field who changed what, so that later edits merge or meet [K1]', async () => {
      await say([create(1, 1, healthData({ qualifiedHealthWorkers: 3 }))]);
      await say([update(2, 1, 1, { qualifiedHealthWorkers: 4 })], office);
      expect(await say([update(3, 1, 1, { additionalDetails: 'mine' })])).toEqual([
        { status: 'merged', version: 3 },
      ]);
      expect(await say([update(4, 1, 1, { qualifiedHealthWorkers: 5 })])).toMatchObject([
        { status: 'conflict', version: 3 },
      ]);
      expect(await harness.openConflicts()).toEqual<OpenedConflict[]>([
        {
          id: testId('operation', 4),
          recordId: record(1),
          deviceId: device(1),
          actorId: 'amina',
          kind: 'fields',
          base: 1,
          version: 3,
          fields: { qualifiedHealthWorkers: { mine: 5, theirs: 4 } },
          severity: 'MEDIUM',
          capturedAt: '2026-11-20T09:00:00.000Z',
          createdAt: '2026-11-20T10:00:00.000Z',
        },
      ]);
      expect(await harness.jobs()).toEqual([
        { kind: 'conflict:opened', payload: { conflictId: testId('operation', 4), recordId: record(1) } },
      ]);
    });

    it('[S2] an open conflict holds its device, across batches, until it is closed', async () => {
      await say([create(1, 1)]);
      await say([update(2, 1, 1, { numberHealthFacilities: 2 })], office);
      await say([update(3, 1, 1, { numberHealthFacilities: 3 })]);
      const later = [update(4, 1, 2, { additionalDetails: 'later' })];
      expect(await say(later)).toEqual([
        { status: 'held', code: 'EARLIER_OPERATION_OPEN', waitsFor: testId('operation', 3) },
      ]);
      const decided = await harness.conflicts.decide(testId('operation', 3), (state) =>
        decideConflict(state, ruling({ version: 2, strategy: 'SERVER_WINS' })),
      );
      expect(decided?.kind).toBe('decided');
      expect(await say(later)).toEqual([{ status: 'merged', version: 4 }]);
    });

    it('[S3] knows records of earlier batches', async () => {
      const photo = {
        mediaKind: 'PHOTO',
        belongsTo: record(1),
        mimeType: 'image/webp',
        sizeBytes: 9,
        sha256: 'a'.repeat(64),
        recordedAt: '2026-11-20T09:00:00.000Z',
      };
      const media = create(2, 2, photo, { type: 'MEDIA' });
      expect(await say([media])).toMatchObject([{ status: 'held', waitsFor: record(1) }]);
      await say([create(1, 1)]);
      expect(await say([media])).toEqual([{ status: 'applied', version: 1 }]);
    });

    it('[R1] gives the latest state of each record once, in the order of their last change', async () => {
      await say([create(1, 1), create(2, 2), create(3, 3)]);
      await say([update(4, 1, 1, { additionalDetails: 'x' }), remove(5, 2, 1)]);
      const page = await pull();
      expect(states(page)).toEqual(['03 v1', '01 v2', '02 v2 deleted']);
      expect(page).toMatchObject({ more: false, restarted: false });
      expect(await pull({ after: page.cursor })).toEqual({ ...page, changes: [] });
      await say([update(6, 3, 1, { additionalDetails: 'y' })]);
      expect(states(await pull({ after: page.cursor }))).toEqual(['03 v2']);
    });

    it('[R1] goes on from a page that was cut, by count or by size, and always gives one', async () => {
      await say([1, 2, 3, 4, 5].map((number) => create(number, number)));
      for (const bound of [{ limit: 2 }, { limitBytes: 1 }, { limitBytes: 600 }]) {
        const seen: string[] = [];
        let page = await pull(bound);
        for (let rounds = 0; rounds < 10; rounds += 1) {
          seen.push(...states(page));
          if (!page.more) break;
          expect(page.changes.length).toBeGreaterThan(0);
          page = await pull({ ...bound, after: page.cursor });
        }
        expect(seen).toEqual(['01 v1', '02 v1', '03 v1', '04 v1', '05 v1']);
      }
    });

    it('[R3] a scope shows only its own records, and its cursor passes the others', async () => {
      await say([create(1, 1)]);
      await say([create(2, 2)], { user: 'bukar', device: 3 });
      const mine = { scope: { kind: 'person', userId: 'amina' } } as const;
      const page = await pull(mine);
      expect(states(page)).toEqual(['01 v1']);
      expect(page.cursor).toEqual((await pull()).cursor);
      await say([update(3, 1, 1, { additionalDetails: 'by the office' })], office);
      expect(states(await pull({ ...mine, after: page.cursor }))).toEqual(['01 v2']);
    });

    it('[R1] spares a device what it wrote itself and has whole, and nothing else; from the beginning it gets all', async () => {
      const mine = { device: device(1) };
      await say([create(1, 1), create(2, 2)]);
      const { cursor } = await pull();
      await say([update(3, 1, 1, { additionalDetails: 'x' }), create(4, 3)]);
      expect(states(await pull({ ...mine, after: cursor }))).toEqual([]);
      expect(states(await pull({ after: cursor }))).toEqual(['01 v2', '03 v1']);
      expect(states(await pull({ ...mine, after: null }))).toEqual(['02 v1', '01 v2', '03 v1']);
      await say([update(5, 1, 2, { numberHealthFacilities: 4 })], office);
      await say([update(6, 1, 2, { additionalDetails: 'merged beside the office' })]);
      expect(states(await pull({ ...mine, after: cursor }))).toEqual(['01 v4']);
      await harness.restartFeed();
      expect(states(await pull({ ...mine, after: cursor }))).toEqual(['02 v1', '03 v1', '01 v4']);
      // Over all its pages, not the first alone.
      for (const from of [null, cursor]) {
        const first = await pull({ ...mine, after: from, limit: 1 });
        const second = await pull({ ...mine, after: first.cursor, limit: 1 });
        expect([...states(first), ...states(second)]).toEqual(['02 v1', '03 v1']);
      }
    });

    it('[R1] a cursor of another epoch, from the future or of no meaning starts from the beginning, and says so', async () => {
      await say([create(1, 1)]);
      const { cursor } = await pull();
      const [epoch] = cursor.split('.');
      for (const after of [`${epoch ?? ''}.999999999999999`, 'elsewhere.1', 'nonsense', '']) {
        expect(await pull({ after })).toMatchObject({ restarted: true, cursor, changes: [{ version: 1 }] });
      }
      await harness.restartFeed();
      const anew = await pull({ after: cursor });
      expect(anew).toMatchObject({ restarted: true, changes: [{ version: 1 }] });
      expect(anew.cursor).not.toBe(cursor);
    });

    it('an empty feed has a cursor, from which the first change is seen', async () => {
      const page = await pull();
      expect(page).toMatchObject({ changes: [], more: false, restarted: false });
      await say([create(1, 1)]);
      expect(states(await pull({ after: page.cursor }))).toEqual(['01 v1']);
    });

    it('[S1] the same batch twice at once takes effect once', async () => {
      const batch = [create(1, 1), create(2, 2), update(3, 1, 1, { additionalDetails: 'x' })];
      const answers = await Promise.all([say(batch), say(batch), say(batch)]);
      const fresh = answers.flat().filter((verdict) => verdict.status === 'applied');
      expect(fresh).toHaveLength(3);
      expect(answers.flat().filter((verdict) => verdict.status === 'duplicate')).toHaveLength(6);
      expect(states(await pull())).toHaveLength(2);
    });

    departureContract(() => harness);
    scopeContract(() => harness, name === 'memory' ? 60 : 10);

    describe('decisions', () => {
      const decide = (parts: Parameters<typeof ruling>[0], id = testId('operation', 3)) =>
        harness.conflicts.decide(id, (state) => decideConflict(state, ruling(parts)));
      /** Device 1 is in conflict with the office over one answer; the record is at version 2. */
      const met = async (): Promise<string> => {
        await say([create(1, 1)]);
        await say([update(2, 1, 1, { numberHealthFacilities: 2 })], office);
        await say([update(3, 1, 1, { numberHealthFacilities: 3 })]);
        return (await pull()).cursor;
      };
      const settledFor = async (query: Partial<ChangeQuery>) =>
        (await pull(query)).changes.map(({ version, settled = [] }) => [
          version,
          ...settled.map(({ operation, strategy }) => `${operation.slice(-2)} ${strategy}`),
        ]);

      it('[K2] is one transaction: the record moves on in the feed, the conflict is closed, the audit log says so', async () => {
        const cursor = await met();
        expect(await decide({ version: 2, strategy: 'LOCAL_WINS' })).toMatchObject({ kind: 'decided' });
        const page = await pull({ after: cursor, device: device(2) });
        expect(page.changes).toMatchObject([{ version: 3, data: healthData({ numberHealthFacilities: 3 }) }]);
        expect(await harness.openConflicts()).toEqual([]);
        expect(await harness.audit()).toMatchObject([
          { act: 'conflict:resolve', actor: 'ibrahim', subject: testId('operation', 3) },
        ]);
      });

      it('[K2] writes nothing when the decision is refused or the judge throws, and knows what is no conflict', async () => {
        const cursor = await met();
        expect(await decide({ version: 1, strategy: 'LOCAL_WINS' })).toMatchObject({ kind: 'refused' });
        const broken = harness.conflicts.decide(testId('operation', 3), () => {
          throw new Error('the process is going down');
        });
        await expect(broken).rejects.toThrow('going down');
        expect(await decide({ version: 1, strategy: 'LOCAL_WINS' }, testId('operation', 2))).toBeUndefined();
        expect(await pull({ after: cursor })).toMatchObject({ changes: [] });
        expect(await harness.openConflicts()).toHaveLength(1);
        expect(await harness.audit()).toEqual([]);
      });

      it('[K2] of two at once one counts, and the other is told', async () => {
        await met();
        const both = await Promise.all([
          decide({ version: 2, strategy: 'LOCAL_WINS' }),
          decide({ version: 2, strategy: 'SERVER_WINS' }),
        ]);
        expect(both.map((each) => each?.kind).sort()).toEqual(['decided', 'refused']);
        expect(both.find((each) => each?.kind === 'refused')).toMatchObject({ error: { code: 'CONFLICT' } });
        expect((await pull()).changes).toMatchObject([{ version: 3 }]);
        expect(await harness.audit()).toHaveLength(1);
      });

      it('[K2] a decision and an edit at once: both count, one after the other, or the decision is told', async () => {
        await met();
        const [decision, [verdict]] = await Promise.all([
          decide({ version: 2, strategy: 'LOCAL_WINS' }),
          say([update(4, 1, 2, { additionalDetails: 'meanwhile' })], office),
        ]);
        const version = (await pull()).changes[0]?.version;
        expect(['applied', 'merged']).toContain(verdict?.status);
        expect(version).toBe(decision?.kind === 'decided' ? 4 : 3);
      });

      it('[K2] the device in conflict is told with the record, from any cursor and as often as it asks, and no other', async () => {
        const cursor = await met();
        await decide({ version: 2, strategy: 'LOCAL_WINS' });
        const told = [[3, '03 LOCAL_WINS']];
        const mine = { device: device(1) };
        for (const after of [cursor, cursor, null, 'elsewhere.7'])
          expect(await settledFor({ ...mine, after })).toEqual(told);
        expect(await settledFor({ device: device(2), after: cursor })).toEqual([[3]]);
        const page = await pull({ ...mine, after: cursor });
        expect(page.changes[0]?.settled).toEqual([
          {
            operation: testId('operation', 3),
            strategy: 'LOCAL_WINS',
            by: expect.any(String) as string,
            at: '2026-11-20T11:00:00.000Z',
            justification: 'counted again',
            fields: ['numberHealthFacilities'],
          },
        ]);
        expect(await settledFor({ ...mine, after: page.cursor })).toEqual([]);
      });

      it('[K2] is not spared the device by what it wrote on top before it heard of it', async () => {
        const cursor = await met();
        await decide({ version: 2, strategy: 'SERVER_WINS' });
        // The same answer as was decided, so that it meets nothing, and another on top of that.
        const own = [
          update(4, 1, 1, { numberHealthFacilities: 2 }),
          update(5, 1, 3, { additionalDetails: 'more' }),
        ];
        expect(await say(own)).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
        expect(await settledFor({ device: device(1), after: cursor })).toEqual([[4, '03 SERVER_WINS']]);
      });

      it('[K2] names each of several, also where the decision was changed afterwards', async () => {
        await met();
        await decide({ version: 2, strategy: 'LOCAL_WINS' });
        await say([update(6, 1, 3, { numberHealthFacilities: 9 })], office);
        await say([update(7, 1, 3, { numberHealthFacilities: 8 })]);
        const { cursor } = await pull();
        await decide({ version: 4, strategy: 'SERVER_WINS' }, testId('operation', 7));
        await decide({ version: 5, strategy: 'SERVER_WINS', turn: 'again' });
        expect(await settledFor({ device: device(1), after: cursor })).toEqual([
          [6, '03 SERVER_WINS', '07 SERVER_WINS'],
        ]);
      });

      it('[K2] tells of a record that stays removed', async () => {
        await say([create(1, 1)]);
        await say([remove(2, 1, 1)], office);
        await say([update(3, 1, 1, { numberHealthFacilities: 3 })]);
        const { cursor } = await pull();
        await decide({ version: 2, strategy: 'SERVER_WINS' });
        const { changes } = await pull({ device: device(1), after: cursor });
        expect(changes).toMatchObject([{ version: 3, data: null, settled: [{ strategy: 'SERVER_WINS' }] }]);
      });
    });
  });
}
