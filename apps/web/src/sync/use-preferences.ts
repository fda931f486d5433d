'use client';
import type { SyncPreferences } from '@fieldsync/engine';
import { useLive } from './use-live.ts';

/** A person's choices on this phone: consent, cost, what critical records may override. */
export function usePreferences(): SyncPreferences | undefined {
  return useLive((engine) => engine.getPreferences(), []);
}
