'use client';
import { devicePageSchema, paths } from '@fieldsync/protocol';
import { useEffect, useState } from 'react';
import { askOffice } from './ask-office.ts';
import type { LiveStore } from './live-store.ts';
import { onTheWay } from './on-the-way.ts';
import type { PhoneReports } from './say-live.ts';

/** More phones with a critical record on them than this are told of by their number alone, on the fleet's page. */
const HOLDING = `${paths.devices}?show=critical&limit=200`;
/** A phone that says only how it is makes no event. */
const EVERY_MS = 60_000;
/** A phone reports with the records that it sends; after a burst of them its report is there as well. */
const AFTER_RECORD_MS = 2_000;

/** What the phones last reported about critical records that they still hold; read while the page is seen. */
export function usePhoneReports(store: LiveStore): PhoneReports {
  const [reports, setReports] = useState<PhoneReports>();
  useEffect(() => {
    const end = new AbortController();
    let soon: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      if (document.visibilityState !== 'visible') return;
      const answer = await askOffice(HOLDING, devicePageSchema, end.signal);
      if (!end.signal.aborted) setReports(answer.ok ? (onTheWay(answer.data.items) ?? null) : undefined);
    };
    const askSoon = (): void => {
      soon ??= setTimeout(() => {
        soon = undefined;
        void ask();
      }, AFTER_RECORD_MS);
    };
    void ask();
    const every = setInterval(() => void ask(), EVERY_MS);
    const stop = store.onHeard(askSoon);
    document.addEventListener('visibilitychange', () => void ask(), { signal: end.signal });
    return () => {
      end.abort();
      stop();
      clearInterval(every);
      clearTimeout(soon);
    };
  }, [store]);
  return reports;
}
