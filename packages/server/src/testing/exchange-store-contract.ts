import type { Change } from '@fieldsync/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyBatch } from '../core/apply-batch.ts';
import type { OpenedConflict } from '../core/conflict.ts';
import type { NewJob } from '../core/job.ts';
import type { ChangePage, ChangeQuery, ExchangeStore } from '../ports.ts';
import { batchOf, create, device, healthData, record, remove, testId, update } from './operations.ts';

/** A store and the means to look behind it. */
export interface ExchangeStoreHarness {
  readonly store: ExchangeStore;
  openConflicts(): Promise<readonly OpenedConflict[]>;
  jobs(): Promise<readonly NewJob[]>;
  /** As if a person had resolved it. */
  closeConflict(id: string): Promise<void>;
  /** As after a restored backup. */
  restartFeed(): Promise<void>;
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
      await harness.closeConflict(testId('operation', 3));
      expect(await say(later)).toEqual([{ status: 'applied', version: 3 }]);
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
      const mine = { scope: { kind: 'created-by', userId: 'amina' } } as const;
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
      for (const after of [`${epoch ?? ''}.99`, 'elsewhere.1', 'nonsense', '']) {
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
  });
}
