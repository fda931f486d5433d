import type { Lane } from '../core/stored.ts';

interface SyncManager {
  register(tag: string): Promise<void>;
  getTags(): Promise<string[]>;
}
interface PeriodicSyncManager {
  register(tag: string, options: { minInterval: number }): Promise<void>;
}
type SyncRegistration = ServiceWorkerRegistration & {
  readonly sync?: SyncManager;
  readonly periodicSync?: PeriodicSyncManager;
};

export const SYNC_TAG_PREFIX = 'fieldsync:';
export const PERIODIC_TAG = 'fieldsync-periodic';

/**
 * Tags of one lane. A tag that waits out its 5 or 15 minutes after a failure does not fire when it is registered again,
 * a fresh one fires at once, and each has attempts of its own (Chromium 156): so each lane rotates among four.
 */
const TAGS_PER_LANE = 4;

/**
 * Asks the browser to wake the worker for these lanes.
 * @param spent tags whose event failed: they only wait for the browser's next attempt
 * @returns false where the browser has no such thing or refuses
 */
export async function registerSync(lanes: readonly Lane[], spent: readonly string[]): Promise<boolean> {
  const registration: SyncRegistration | undefined = await navigator.serviceWorker?.getRegistration();
  const sync = registration?.sync;
  if (sync === undefined || registration?.active === null) return false;
  try {
    const waiting = new Set(await sync.getTags());
    for (const lane of lanes) {
      const names = Array.from(
        { length: TAGS_PER_LANE },
        (_, index) => `${SYNC_TAG_PREFIX}${lane}:${String(index)}`,
      );
      if (names.some((name) => waiting.has(name) && !spent.includes(name))) continue;
      const fresh = names.find((name) => !waiting.has(name));
      if (fresh !== undefined) await sync.register(fresh);
    }
    return true;
  } catch {
    /* Refused by permission or policy: the page's own triggers go on, and getState shows what is waiting. */
    return false;
  }
}

/** Periodic wake-ups are granted only to installed, much used apps; refusal is the normal case. */
export async function registerPeriodicSync(intervalMs: number): Promise<boolean> {
  const registration: SyncRegistration | undefined = await navigator.serviceWorker?.getRegistration();
  try {
    await registration?.periodicSync?.register(PERIODIC_TAG, { minInterval: intervalMs });
    return registration?.periodicSync !== undefined;
  } catch {
    return false;
  }
}
