'use client';
import { useEffect } from 'react';
import { tellConsents } from '../privacy/consent-outbox.ts';
import { useSession } from '../session/use-session.ts';
import { useEngine } from '../sync/engine-context.ts';

/** Tells the office of choices that a cut kept here: when the app opens, and whenever an exchange has just shown a link. */
export function TellWaitingConsents() {
  const engine = useEngine();
  const account = useSession().account?.id;
  useEffect(() => {
    if (engine === undefined || account === undefined) return;
    const tell = (): void => void tellConsents(account);
    if (navigator.onLine) tell();
    return engine.on('session:ended', tell);
  }, [engine, account]);
  return null;
}
