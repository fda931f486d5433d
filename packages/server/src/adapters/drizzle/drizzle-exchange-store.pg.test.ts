import { afterAll, beforeAll, describe } from 'vitest';
import { drizzleExchangeHarness } from '../../testing/drizzle-exchange-harness.ts';
import { exchangeStoreContract } from '../../testing/exchange-store-contract.ts';
import { testDatabases } from '../../testing/test-databases.ts';
import type { Database } from '../database.ts';

describe.each(testDatabases())('$name', ({ name, open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  exchangeStoreContract(name, () => drizzleExchangeHarness(database));
});
