'use client';
import type { EventName } from '@fieldsync/protocol';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { z } from 'zod';
import { askOffice, type NoAnswer } from './ask-office.ts';
import { followStream } from './follow-stream.ts';
import { LOOKING_FIRST, type StreamState } from './stream-state.ts';

export interface OfficeData<Data> {
  /** The last answer; it stays while a later question goes unanswered. */
  readonly data: Data | undefined;
  /** The question that it answers: another one may be on the way. */
  readonly answered: string | undefined;
  /** Why the last question was not answered. */
  readonly refusal: NoAnswer | undefined;
  readonly stream: StreamState;
  readonly askAgain: () => void;
}

/** After a burst of events one question is enough. */
const SOON_MS = 1_500;
/** Not all that changes makes an event. */
const EVERY_MS = 60_000;

/** What the office answers here, asked again when an event of these names comes, and each minute while the page is seen. */
export function useOffice<Data>(
  path: string,
  schema: z.ZodType<Data>,
  events: readonly EventName[],
): OfficeData<Data> {
  const [known, setKnown] = useState<Pick<OfficeData<Data>, 'data' | 'answered' | 'refusal'>>();
  const [turn, setTurn] = useState(0);
  const askAgain = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    const end = new AbortController();
    void askOffice(path, schema, end.signal).then((answer) => {
      if (end.signal.aborted) return;
      setKnown((before) =>
        answer.ok
          ? { data: answer.data, answered: path, refusal: undefined }
          : { data: before?.data, answered: before?.answered, refusal: answer.why },
      );
    });
    return () => end.abort();
  }, [path, schema, turn]);
  const stream = useOfficeEvents(events, askAgain);
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
  return { data: known?.data, answered: known?.answered, refusal: known?.refusal, stream, askAgain };
}

/** Told a moment after events of these names. What was missed while the line was broken is asked for when it is back. */
export function useOfficeEvents(names: readonly EventName[], onEvent: () => void): StreamState {
  const tell = useEffectEvent(onEvent);
  const [stream, setStream] = useState<StreamState>(LOOKING_FIRST);
  const wanted = names.join(' ');
  useEffect(() => {
    const end = new AbortController();
    const listened = new Set(wanted.split(' '));
    let soon: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const later = (): void => {
      soon ??= setTimeout(() => {
        soon = undefined;
        tell();
      }, SOON_MS);
    };
    const heard = (name: EventName): void => {
      if (listened.has(name)) later();
    };
    followStream(
      {
        opened: () => {
          if (opened) later();
          opened = true;
        },
        unreadable: later,
        record: () => heard('record'),
        conflict: () => heard('conflict'),
        event: heard,
        state: setStream,
      },
      end.signal,
    );
    return () => {
      clearTimeout(soon);
      end.abort();
    };
  }, [wanted]);
  return stream;
}
