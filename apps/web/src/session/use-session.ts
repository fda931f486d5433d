'use client';
import { useMemo, useSyncExternalStore } from 'react';
import { parseAccount, type Account } from './account.ts';
import { keptAccount, onAccountChange } from './account-store.ts';

export interface SessionState {
  /** False while the exported page has not yet looked at this phone. */
  ready: boolean;
  /** Who works on this phone, also with no signal. */
  account: Account | undefined;
}

const never = (): (() => void) => () => undefined;

/** The account of this phone, known without the network. */
export function useSession(): SessionState {
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const text = useSyncExternalStore(onAccountChange, keptAccount, () => null);
  const account = useMemo(() => parseAccount(text), [text]);
  return { ready, account };
}
