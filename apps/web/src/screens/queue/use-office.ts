'use client';
import { paths, type EventName } from '@fieldsync/protocol';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { z } from 'zod';
import { askOffice, type NoAnswer } from '../../live/ask-office.ts';

export interface OfficeData<Data> {
  /** The last answer; it stays while a later question goes unanswered. */
  readonly data: Data | undefined;
  /** Why the last question was not answered. */
  readonly refusal: NoAnswer | undefined;
  readonly askAgain: () => void;
}

/** After a burst of events one question is enough. */
const SOON_MS = 1_500;
/** Reports of phones make no event. */
const EVERY_MS = 60_000;

/** What the office answers here, asked again when an event of these names comes, and each minute while the page is seen. */
export function useOffice<Data>(
  path: string,
  schema: z.ZodType<Data>,
  events: readonly EventName[],
): OfficeData<Data> {
  const [state, setState] = useState<Omit<OfficeData<Data>, 'askAgain'>>({
    data: undefined,
    refusal: undefined,
  });
  const [turn, setTurn] = useState(0);
  const askAgain = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    const end = new AbortController();
    void askOffice(path, schema, end.signal).then((answer) => {
      if (end.signal.aborted) return;
      setState(({ data }) =>
        answer.ok ? { data: answer.data, refusal: undefined } : { data, refusal: answer.why },
      );
    });
    return () => end.abort();
  }, [path, schema, turn]);
  useOfficeEvents(events, askAgain);
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible') askAgain();
    };
    const every = setInterval(look, EVERY_MS);
    addEventListener('online', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(every);
      removeEventListener('online', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [askAgain]);
  return { ...state, askAgain };
}

/** Told a moment after events of these names. What was missed while the line was broken is asked for when it is back. */
export function useOfficeEvents(names: readonly EventName[], onEvent: () => void): void {
  const tell = useEffectEvent(onEvent);
  const wanted = names.join(' ');
  useEffect(() => {
    const source = new EventSource(paths.events);
    let soon: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const later = (): void => {
      soon ??= setTimeout(() => {
        soon = undefined;
        tell();
      }, SOON_MS);
    };
    source.addEventListener('open', () => {
      if (opened) later();
      opened = true;
    });
    for (const name of wanted.split(' ')) source.addEventListener(name, later);
    return () => {
      clearTimeout(soon);
      source.close();
    };
  }, [wanted]);
}
