'use client';
import { useEffect, useState } from 'react';
import { useSyncState } from '../sync/engine-context.ts';
import { useWorker } from './worker-provider.tsx';

export interface UpdateOffer {
  ready: boolean;
  /** The person said yes, and sending is not done yet. */
  waitsForSending: boolean;
  /** Take the new version: at once, or as soon as sending is done. */
  take: () => void;
}

/** A new version never interrupts a sync: saying yes while records are sent means yes, afterwards. */
export function useUpdate(): UpdateOffer {
  const { updateReady, takeUpdate } = useWorker();
  const session = useSyncState()?.session;
  const sending = session?.endedAt === null;
  const [agreed, setAgreed] = useState(false);
  useEffect(() => {
    if (agreed && updateReady && !sending) takeUpdate();
  }, [agreed, updateReady, sending, takeUpdate]);
  return { ready: updateReady, waitsForSending: agreed && sending, take: () => setAgreed(true) };
}
