import type { OverrideRequest, RecordId, UserId } from '@fieldsync/protocol';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyBatch } from '../../core/apply-batch.ts';
import { drizzleExchangeHarness } from '../../testing/drizzle-exchange-harness.ts';
import { exchangeStoreContract } from '../../testing/exchange-store-contract.ts';
import { batchOf, create, record, update } from '../../testing/operations.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { Database } from '../database.ts';
import { DrizzleExchangeStore } from './drizzle-exchange-store.ts';
import { DrizzleOverrideBook } from './office/drizzle-override-book.ts';
import { records } from './schema/index.ts';

describe.each(testDatabases())('$name', ({ name, open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  exchangeStoreContract(name, () => drizzleExchangeHarness(database));

  it('[S1] a score that is set by hand between the reading and the writing of a batch is not written over', async () => {
    const { store } = await drizzleExchangeHarness(database);
    await store.transact(batchOf([create(1, 1)]), applyBatch);
    const request: OverrideRequest = {
      recordIds: [record(1) as RecordId],
      score: 90,
      justification: 'the road is about to be cut off',
    };
    const by = { id: 'ibrahim' as UserId, name: 'Ibrahim', email: '', role: 'COORDINATOR' } as const;
    const act = { by, at: '2026-11-20T10:00:00.000Z' };
    const between = async (): Promise<void> => {
      await new DrizzleOverrideBook(database).set(request, act, () => record(99));
    };
    const interrupted = new DrizzleExchangeStore(afterFirstStatement(database, between));
    const { verdicts } = await interrupted.transact(
      batchOf([update(2, 1, 1, { additionalDetails: 'x' })]),
      applyBatch,
    );
    expect(verdicts).toEqual([{ status: 'applied', version: 2 }]);
    const [written] = await database.queries
      .select()
      .from(records)
      .where(eq(records.id, record(1)));
    expect(written).toMatchObject({ version: 2, score: 90, scoreOverride: { overridePriority: 90 } });
  });
});

/** The database, with something that happens once the first statement has been answered. */
function afterFirstStatement(database: Database, happens: () => Promise<void>): Database {
  let first = true;
  const queries = new Proxy(database.queries, {
    get(target, name, self) {
      if (name !== 'execute') return Reflect.get(target, name, self) as unknown;
      return async (statement: Parameters<typeof target.execute>[0]) => {
        const result = await target.execute(statement);
        if (first) {
          first = false;
          await happens();
        }
        return result;
      };
    },
  });
  return {
    kind: database.kind,
    queries,
    transaction: (work) => database.transaction(work),
    alone: (name, work) => database.alone(name, work),
    close: () => database.close(),
  };
}
