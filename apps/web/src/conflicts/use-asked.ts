'use client';
import { useCallback, useEffect, useState } from 'react';
import type { z } from 'zod';
import { askOffice, type NoAnswer } from '../live/ask-office.ts';

export interface Asked<Data> {
  /** The last answer to this question; what is on the screen stays while it is asked again. */
  readonly data: Data | undefined;
  /** Why the last question was not answered. */
  readonly refusal: NoAnswer | undefined;
  readonly again: () => void;
  /** What the office has said otherwise, as in reply to something that it was told. */
  readonly put: (data: Data) => void;
}

/** Asks the office when the page opens, when the question changes, and each time that it is told to. */
export function useAsked<Data>(path: string | undefined, schema: z.ZodType<Data>): Asked<Data> {
  const [round, setRound] = useState(0);
  const [known, setKnown] = useState<{
    path: string;
    data: Data | undefined;
    refusal: NoAnswer | undefined;
  }>();
  useEffect(() => {
    if (path === undefined) return;
    const end = new AbortController();
    void askOffice(path, schema, end.signal).then((answer) => {
      if (end.signal.aborted) return;
      setKnown((before) => ({
        path,
        data: answer.ok ? answer.data : before?.path === path ? before.data : undefined,
        refusal: answer.ok ? undefined : answer.why,
      }));
    });
    return () => end.abort();
  }, [path, schema, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const put = useCallback(
    (data: Data) => {
      if (path !== undefined) setKnown({ path, data, refusal: undefined });
    },
    [path],
  );
  const current = known !== undefined && known.path === path ? known : undefined;
  return { data: current?.data, refusal: current?.refusal, again, put };
}
