'use client';
import type { Fieldsync } from '@fieldsync/engine';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEngine } from './engine-context.ts';
import { isStoreLocked } from './is-store-locked.ts';

/**
 * Reads the engine's database and reads again when it changes, also from another tab or the service worker.
 * `undefined` until the first answer, and while a PIN stands before the records.
 */
export function useLive<Answer>(
  read: (engine: Fieldsync) => Promise<Answer>,
  inputs: readonly unknown[],
): Answer | undefined {
  const engine = useEngine();
  return useLiveQuery(async () => {
    if (engine === undefined) return undefined;
    try {
      return await read(engine);
    } catch (error) {
      if (isStoreLocked(error)) return undefined;
      throw error;
    }
  }, [engine, ...inputs]);
}
