'use client';
import { affectedEntityIdSchema, type AffectedEntityId } from '@fieldsync/protocol';
import { useCallback, useSyncExternalStore } from 'react';
import { useSession } from './use-session.ts';

const changed = 'fieldsync:place';
const keyFor = (account: string | undefined): string => `fieldsync.place.${account ?? ''}`;

function subscribe(listener: () => void): () => void {
  addEventListener('storage', listener);
  addEventListener(changed, listener);
  return () => {
    removeEventListener('storage', listener);
    removeEventListener(changed, listener);
  };
}

/** Where the person works today: new records start with this place. Kept on this phone, for each account. */
export function usePlace(): readonly [AffectedEntityId | undefined, (place: AffectedEntityId) => void] {
  const key = keyFor(useSession().account?.id);
  const text = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key),
    () => null,
  );
  const choose = useCallback(
    (place: AffectedEntityId) => {
      localStorage.setItem(key, place);
      dispatchEvent(new Event(changed));
    },
    [key],
  );
  return [affectedEntityIdSchema.safeParse(text).data, choose];
}
