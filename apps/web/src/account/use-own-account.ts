'use client';
import { ownAccountSchema, paths, type OwnAccount } from '@fieldsync/protocol';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { askOffice, type NoAnswer } from '../live/ask-office.ts';

export interface OwnAccountState {
  /** The last answer; it stays while a later question goes unanswered. */
  readonly data: OwnAccount | undefined;
  readonly refusal: NoAnswer | undefined;
  readonly askAgain: () => void;
}

/**
 * What the office knows of this account. Asked when the page opens or is seen again, and with signal: not all the time.
 * @param onAnswer told with each answer of the office
 */
export function useOwnAccount(onAnswer: (account: OwnAccount) => void): OwnAccountState {
  const tell = useEffectEvent(onAnswer);
  const [known, setKnown] = useState<Pick<OwnAccountState, 'data' | 'refusal'>>();
  const [turn, setTurn] = useState(0);
  const askAgain = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    const end = new AbortController();
    void askOffice(paths.ownAccount, ownAccountSchema, end.signal).then((answer) => {
      if (end.signal.aborted) return;
      if (answer.ok) tell(answer.data);
      setKnown((before) =>
        answer.ok ? { data: answer.data, refusal: undefined } : { data: before?.data, refusal: answer.why },
      );
    });
    return () => end.abort();
  }, [turn]);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') askAgain();
    };
    addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [askAgain]);
  return { data: known?.data, refusal: known?.refusal, askAgain };
}
