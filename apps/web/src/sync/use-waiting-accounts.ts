'use client';
import { waitingAccounts, type WaitingAccount } from '@fieldsync/engine';
import { useEffect, useState } from 'react';
import { useSession } from '../session/use-session.ts';

const NOBODY: readonly WaitingAccount[] = [];

/** Others whose unsent records are on this phone. Looked at once: nobody adds to them while this account works. */
export function useWaitingAccounts(): readonly WaitingAccount[] {
  const id = useSession().account?.id;
  const [found, setFound] = useState(NOBODY);
  useEffect(() => {
    let gone = false;
    void waitingAccounts(id)
      .catch(() => NOBODY)
      .then((waiting) => {
        if (!gone) setFound(waiting);
      });
    return () => {
      gone = true;
    };
  }, [id]);
  return found;
}
