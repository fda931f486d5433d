'use client';
import { useEffect } from 'react';
import { useEngine } from '../sync/engine-context.ts';

/**
 * Asks the browser to keep what is stored, once there is something to lose: right after the first save, when a browser
 * is most likely to agree. More says what it answered, and asks again.
 */
export function KeepStorage() {
  const engine = useEngine();
  useEffect(() => {
    if (engine === undefined) return;
    const stop = engine.on('record:saved', () => {
      stop();
      // Not on plain http. A refusal changes nothing here.
      const storage = navigator.storage as StorageManager | undefined;
      void storage?.persist().catch(() => false);
    });
    return stop;
  }, [engine]);
  return null;
}
