import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import type { Outlook } from './core/next-look.ts';
import { NO_ITEMS, sendableItems } from './core/queue-counts.ts';
import type { StoreReader } from './ports.ts';
import { readPolicy } from './read-policy.ts';

/** What the next look is planned from. */
export async function readOutlook(tx: StoreReader, now: number): Promise<Outlook> {
  const { syncIntervalMinutes } = (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS;
  const counts = (await tx.getMeta('counts')) ?? NO_ITEMS;
  const policy = await readPolicy(tx, now, false);
  /* While nothing may go it does not matter what would, and behind a PIN it cannot be read. */
  const open = policy.lanes.length > 0;
  const [putOff] = open ? await tx.itemsIn({ state: 'later', limit: 1 }) : [];
  return {
    intervalMs: syncIntervalMinutes * 60_000,
    sendable: sendableItems(counts),
    critical: open && (await tx.waitingItems({ lane: 'critical', limit: 1 })).length > 0,
    earliestItemAt: putOff?.nextAttemptAt ?? null,
    notBefore: (await tx.getMeta('notBefore')) ?? 0,
    policy,
  };
}
