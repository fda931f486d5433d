import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { applyBatch } from '../../core/apply-batch.ts';
import type { Judgement } from '../../core/batch.ts';
import { drizzleExchangeHarness } from '../../testing/drizzle-exchange-harness.ts';
import type { ExchangeStoreHarness } from '../../testing/exchange-store-contract.ts';
import { batchOf, create, device, update } from '../../testing/operations.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { Database } from '../database.ts';
import { DrizzleExchangeStore } from './drizzle-exchange-store.ts';

const WRITERS = 16;
const SHARED_RECORDS = 5;

/** What one writer does in one transaction. */
interface Step {
  /** Numbers of shared records that it edits; the same ones are edited by all writers, in any order. */
  readonly edits: readonly number[];
  readonly creates: number;
  /** The transaction is given up when everything is written, the counter too. */
  readonly aborts: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  edits: fc.uniqueArray(fc.integer({ min: 1, max: SHARED_RECORDS }), { maxLength: 3 }),
  creates: fc.integer({ min: 0, max: 3 }),
  aborts: fc.boolean(),
});
const writers = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), {
  minLength: WRITERS,
  maxLength: WRITERS,
});

/** Follows the feed and remembers the versions that it saw of each record, in the order in which it saw them. */
class Puller {
  readonly seen = new Map<string, number[]>();
  private readonly harness: ExchangeStoreHarness;
  private cursor: string | null = null;

  constructor(harness: ExchangeStoreHarness) {
    this.harness = harness;
  }

  async pull(): Promise<void> {
    for (let more = true; more;) {
      const page = await this.harness.store.readChanges({
        scope: { kind: 'all' },
        device: device(99),
        user: 'amina',
        after: this.cursor,
        limit: 7,
        limitBytes: 1_000_000,
      });
      for (const { id, version } of page.changes) this.seen.set(id, [...(this.seen.get(id) ?? []), version]);
      this.cursor = page.cursor;
      more = page.more;
    }
  }
}

describe.each(testDatabases())('the change feed on $name', ({ name, open }) => {
  let database: Database;
  let harness: ExchangeStoreHarness;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    harness = await drizzleExchangeHarness(database);
  });

  it(`[R1] ${WRITERS} writers that commit and give up at random: a puller misses nothing and sees no record go back`, async () => {
    let number = 100;
    await fc.assert(
      fc.asyncProperty(writers, async (plans) => {
        harness = await drizzleExchangeHarness(database);
        const shared = Array.from({ length: SHARED_RECORDS }, (_, index) => create((number += 1), index + 1));
        await harness.store.transact(batchOf(shared), applyBatch);
        const committed = new Map<string, number>();
        const note = ({ writes }: Judgement): void => {
          for (const { record } of writes.records)
            committed.set(record.id, Math.max(record.version, committed.get(record.id) ?? 0));
        };

        const write = async (device: number, { edits, creates, aborts }: Step): Promise<void> => {
          const operations = [
            // A text of its own on a field of one device's choice: no conflict, so that the edits go on.
            ...edits.map((entity) => update((number += 1), entity, 999, { additionalDetails: `${number}` })),
            ...Array.from({ length: creates }, () => create((number += 1), number)),
          ];
          const from = { user: 'ibrahim', role: 'COORDINATOR', device } as const;
          const store = new DrizzleExchangeStore(aborts ? givingUp(database) : database);
          const attempt = store.transact(batchOf(operations, from), applyBatch);
          await attempt.then(note, (error: unknown) => {
            if (!(error instanceof GaveUp)) throw error;
          });
        };

        const puller = new Puller(harness);
        let writing = true;
        const pulling = (async () => {
          while (writing) await puller.pull();
        })();
        await Promise.all(
          plans.map(async (steps, device) => {
            for (const one of steps) await write(device + 1, one);
          }),
        );
        writing = false;
        await pulling;
        await puller.pull();

        for (const [id, version] of committed) expect(puller.seen.get(id)?.at(-1)).toBe(version);
        for (const versions of puller.seen.values()) {
          expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
        }
      }),
      { numRuns: name === 'Postgres' ? 12 : 3 },
    );
  });

  it('[S1] a batch whose reply was lost, sent again beside other writers, takes effect once', async () => {
    const batches = Array.from({ length: 8 }, (_, index) => {
      const first = (index + 1) * 10;
      return batchOf([create(first, first), update(first + 1, first, 1, { additionalDetails: 'x' })], {
        device: index + 1,
      });
    });
    const answers = await Promise.all(
      batches.flatMap((batch) => [1, 2, 3].map(() => harness.store.transact(batch, applyBatch))),
    );
    const effects = answers.flatMap((answer) => answer.writes.ledger);
    expect(effects).toHaveLength(batches.length * 2);
    expect(new Set(effects.map((entry) => entry.id)).size).toBe(batches.length * 2);
    const page = await harness.store.readChanges({
      scope: { kind: 'all' },
      device: device(99),
      user: 'amina',
      after: null,
      limit: 100,
      limitBytes: 1e6,
    });
    expect(page.changes.map((change) => change.version)).toEqual(batches.map(() => 2));
  });

  it('[K1] of many devices that change one field from one base, one is written and each other is a conflict', async () => {
    await harness.store.transact(batchOf([create(1, 1)]), applyBatch);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        harness.store.transact(
          batchOf([update(index + 10, 1, 1, { additionalDetails: `by ${index}` })], {
            user: 'ibrahim',
            role: 'COORDINATOR',
            device: index + 2,
          }),
          applyBatch,
        ),
      ),
    );
    const statuses = answers.flatMap((answer) => answer.verdicts.map((verdict) => verdict.status));
    expect(statuses.filter((status) => status === 'applied')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'conflict')).toHaveLength(9);
    const opened = await harness.openConflicts();
    expect(opened).toHaveLength(9);
    const page = await harness.store.readChanges({
      scope: { kind: 'all' },
      device: device(99),
      user: 'amina',
      after: null,
      limit: 9,
      limitBytes: 1e6,
    });
    const stands = page.changes[0]?.data?.['additionalDetails'];
    const values = opened.map(({ fields }) => fields['additionalDetails']);
    expect(values.every((sides) => sides?.theirs === stands && sides?.mine !== stands)).toBe(true);
    expect(new Set([stands, ...values.map((sides) => sides?.mine)]).size).toBe(10);
  });
});

class GaveUp extends Error {}

/** The database, except that each transaction fails where it would have committed. */
function givingUp(database: Database): Database {
  return {
    kind: database.kind,
    queries: database.queries,
    transaction: (work) =>
      database.transaction(async (queries) => {
        await work(queries);
        throw new GaveUp();
      }),
    close: () => database.close(),
  };
}
