'use client';
import type { BackgroundSyncSettings } from '@fieldsync/protocol';
import { useLive } from './use-live.ts';

/** The rules of sending as they are set on this phone. */
export function useSettings(): BackgroundSyncSettings | undefined {
  return useLive((engine) => engine.getSettings(), []);
}
