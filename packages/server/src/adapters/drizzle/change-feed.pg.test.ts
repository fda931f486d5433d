import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { applyBatch } from '../../core/apply-batch.ts';
import type { Batch, Judgement } from '../../core/batch.ts';
import { drizzleExchangeHarness } from '../../testing/drizzle-exchange-harness.ts';
import type { ExchangeStoreHarness } from '../../testing/exchange-store-contract.ts';
import { batchOf, create, device, update } from '../../testing/operations.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { Database } from '../database.ts';
import { sqlState } from '../sql-state.ts';
import { DrizzleExchangeStore } from './drizzle-exchange-store.ts';
import { DrizzleRecordReader } from './office/drizzle-record-reader.ts';

const WRITERS = 32;
const SHARED_RECORDS = 5;

/** What one writer does in one transaction. */
interface Step {
  /** Numbers of shared records that it edits; the same ones are edited by all writers, in any order. */
  readonly edits: readonly number[];
  readonly creates: number;
  /** What becomes of the transaction once everything is written: most must not be overtaken by the few that linger. */
  readonly end: 'commits' | 'lingers' | 'gives up';
}

const step: fc.Arbitrary<Step> = fc.record({
  edits: fc.uniqueArray(fc.integer({ min: 1, max: SHARED_RECORDS }), { maxLength: 3 }),
  creates: fc.integer({ min: 0, max: 3 }),
  end: fc.constantFrom('commits', 'commits', 'lingers', 'gives up'),
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

        const write = async (device: number, { edits, creates, end }: Step): Promise<void> => {
          const operations = [
            // A text of its own on a field of one device's choice: no conflict, so that the edits go on.
            ...edits.map((entity) => update((number += 1), entity, 999, { additionalDetails: `${number}` })),
            ...Array.from({ length: creates }, () => create((number += 1), number)),
          ];
          const from = { user: 'ibrahim', role: 'COORDINATOR', device } as const;
          const batch = batchOf(operations, from);
          if (end === 'commits') note(await harness.store.transact(batch, applyBatch));
          else await ending(database, batch, end).then(note, lostOrGivenUp);
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

  it('[R1] what an older transaction hides is not passed over, and the reader of live events is told so', async () => {
    const puller = new Puller(harness);
    const live = new DrizzleRecordReader(database);
    const start = await live.head();
    // A single connection has no transaction beside another one.
    if (database.kind === 'embedded')
      return expect((await live.changedSince(start, 10, [])).behind).toBe(false);
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const older = await new Promise<{ over: Promise<void> }>((begun, failed) => {
      const over = database.transaction(async (queries) => {
        await queries.execute(sql`select pg_current_xact_id()`);
        begun({ over });
        await ended;
      });
      over.catch(failed);
    });
    await harness.store.transact(batchOf([create(1, 1)]), applyBatch);
    await puller.pull();
    expect([...puller.seen]).toEqual([]);
    const early = await live.changedSince(start, 10, []);
    expect(early).toMatchObject({ items: [], more: false, behind: true });
    end();
    await older.over;
    await puller.pull();
    expect([...puller.seen.values()]).toEqual([[1]]);
    expect(await live.changedSince(early.cursor, 10, [])).toMatchObject({
      items: [{ summary: { version: 1 } }],
      behind: false,
    });
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

/** A batch in a transaction that stays open for a while when everything is written, and then commits or does not. */
function ending(database: Database, batch: Batch, end: 'lingers' | 'gives up'): Promise<Judgement> {
  return database.transaction(async (queries) => {
    const within: Database = {
      kind: database.kind,
      queries,
      transaction: (work) => work(queries),
      alone: (_, work) => work(),
      close: async () => undefined,
    };
    const judgement = await new DrizzleExchangeStore(within).transact(batch, applyBatch);
    await queries.execute(sql`select pg_sleep(0.01)`);
    if (end === 'gives up') throw new GaveUp();
    return judgement;
  });
}

/** A race that was lost inside a transaction ends it: the batch was not written, and nobody was told that it was. */
function lostOrGivenUp(error: unknown): void {
  if (!(error instanceof GaveUp) && sqlState(error) !== '25P02' && sqlState(error) !== '40P01') throw error;
}
