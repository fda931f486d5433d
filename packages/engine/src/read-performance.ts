import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { performanceOf, type Performance } from './core/performance.ts';
import { preferencesOf } from './core/preferences.ts';
import { NOTHING_USED, SESSIONS_KEPT } from './core/session-history.ts';
import type { StoreReader } from './ports.ts';

export async function readPerformance(tx: StoreReader, now: number): Promise<Performance> {
  return performanceOf({
    now,
    ended: await tx.listSessions(SESSIONS_KEPT),
    days: ((await tx.getMeta('usage')) ?? NOTHING_USED).days,
    preferences: preferencesOf(await tx.getMeta('preferences')),
    settings: (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS,
  });
}
