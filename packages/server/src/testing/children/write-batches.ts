/**
 * Opens the embedded database in the folder given and commits numbered batches from the number given, saying each
 * number once it was acknowledged, until it is killed.
 */
import { writeSync } from 'node:fs';
import { DrizzleExchangeStore } from '../../adapters/drizzle/drizzle-exchange-store.ts';
import { applyBatch } from '../../core/apply-batch.ts';
import { openDatabase } from '../../open-database.ts';
import { numberedBatch } from '../numbered-batch.ts';

const rethrow = (error: unknown): never => {
  throw error;
};
const [, , dataDirectory = '', from = '1'] = process.argv;
const { database } = await openDatabase({ dataDirectory, onError: rethrow });
const store = new DrizzleExchangeStore(database);
for (let number = Number(from); ; number += 1) {
  await store.transact(numberedBatch(number), applyBatch);
  // At once and whole: what the parent has read was acknowledged.
  writeSync(1, `${number}\n`);
}
