'use client';
import type { Fieldsync } from '@fieldsync/engine';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEngine } from './engine-context.ts';

/**
 * Reads the engine's database and reads again when it changes, also from another tab or the service worker.
 * `undefined` until the first answer.
 */
export function useLive<Answer>(
  read: (engine: Fieldsync) => Promise<Answer>,
  inputs: readonly unknown[],
): Answer | undefined {
  const engine = useEngine();
  return useLiveQuery(async () => (engine === undefined ? undefined : read(engine)), [engine, ...inputs]);
}
