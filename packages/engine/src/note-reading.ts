import type { MetaRows } from './core/stored.ts';
import type { EngineStore } from './ports.ts';
import { readPolicy } from './read-policy.ts';

export type ReadingName = 'power' | 'network' | 'pressure' | 'visibility';

/**
 * Writes down what a page sees, for the worker and for other tabs.
 * @returns true when more may go now than before: the charger was plugged in, the hotspot left
 */
export async function noteReading<Name extends ReadingName>(
  store: EngineStore,
  name: Name,
  reading: MetaRows[Name],
): Promise<boolean> {
  return store.write(async (tx) => {
    const before = await readPolicy(tx, reading.at, false);
    await tx.putMeta(name, reading);
    const after = await readPolicy(tx, reading.at, false);
    return after.lanes.length > before.lanes.length;
  });
}
