'use client';
import type { Fieldsync } from '@fieldsync/engine';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Account } from '../session/account.ts';
import { EngineContext } from './engine-context.ts';

/** Which account an engine was opened for: an answer that comes after the account changed is not for the new one. */
interface Opened {
  account: Account['id'];
  engine: Fieldsync | undefined;
}

/**
 * Opens the database of the account and keeps one live reading of what goes on for all screens. Each account has
 * its own database: what one person has not sent is never shown to, or sent by, another.
 */
export function SyncProvider({
  account,
  open,
  children,
}: {
  account: Account | undefined;
  open: (account: Account) => Promise<Fieldsync>;
  children: ReactNode;
}) {
  const [opened, setOpened] = useState<Opened | undefined>(undefined);
  const id = account?.id;

  useEffect(() => {
    if (account === undefined) return;
    let gone = false;
    const opening = open(account);
    opening.then(
      (engine) => {
        if (!gone) setOpened({ account: account.id, engine });
      },
      () => {
        if (!gone) setOpened({ account: account.id, engine: undefined });
      },
    );
    return () => {
      gone = true;
      // Closing what never opened is nothing to report: the failure was shown when it happened.
      void opening.then((engine) => engine.close()).catch(() => undefined);
    };
    // A changed name or role is the same account with the same database.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, open]);

  const current = opened?.account === id ? opened : undefined;
  const engine = current?.engine;
  const state = useLiveQuery(async () => engine?.getState(), [engine]);
  const handle = useMemo(
    () => ({ engine, failed: current !== undefined && engine === undefined, state }),
    [engine, current, state],
  );
  return <EngineContext value={handle}>{children}</EngineContext>;
}
