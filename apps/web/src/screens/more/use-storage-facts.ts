'use client';
import { useCallback, useEffect, useState } from 'react';

export interface StorageFacts {
  /** Undefined where the browser does not say. */
  persisted: boolean | undefined;
  usedBytes: number | undefined;
  quotaBytes: number | undefined;
}

async function readStorage(): Promise<StorageFacts> {
  // Not on plain http, and not in every browser.
  const storage = navigator.storage as StorageManager | undefined;
  const persisted = await storage?.persisted().catch(() => undefined);
  const estimate = await storage?.estimate().catch(() => undefined);
  return { persisted, usedBytes: estimate?.usage, quotaBytes: estimate?.quota };
}

/** How much room there is, and whether the browser promised to keep what is stored. */
export function useStorageFacts(): StorageFacts & { askToKeep: () => Promise<boolean> } {
  const [facts, setFacts] = useState<StorageFacts>({
    persisted: undefined,
    usedBytes: undefined,
    quotaBytes: undefined,
  });
  useEffect(() => {
    void readStorage().then(setFacts);
  }, []);
  const askToKeep = useCallback(async () => {
    const kept = await navigator.storage.persist().catch(() => false);
    setFacts(await readStorage());
    return kept;
  }, []);
  return { ...facts, askToKeep };
}
