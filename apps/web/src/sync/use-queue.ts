'use client';
import type { QueueEntry } from '@fieldsync/engine';
import { useLive } from './use-live.ts';

/** Unsent changes in sending order, those that wait for a person first. */
export function useQueue(limit: number): QueueEntry[] | undefined {
  return useLive((engine) => engine.listQueue({ limit }), [limit]);
}
