'use client';
import { paths, secondFactorStandingSchema } from '@fieldsync/protocol';
import { useRef, type ComponentProps, type MouseEvent } from 'react';
import { DownloadLink } from '../components/button.tsx';
import { askOffice } from '../live/ask-office.ts';
import { askForCode } from './code-question.ts';

/** Whether a file may be fetched now. What the office does not say is left to the browser, which then says that the download failed. */
async function mayFetch(): Promise<boolean> {
  const answer = await askOffice(
    paths.secondFactor,
    secondFactorStandingSchema,
    new AbortController().signal,
  );
  if (!answer.ok || !answer.data.required || answer.data.freshUntil !== null) return true;
  return askForCode(answer.data.since === null ? 'enrolment' : 'code');
}

/** A file for which the office may want a code. The browser fetches it by itself and could not ask, so that comes before. */
export function GuardedDownload(link: Omit<ComponentProps<typeof DownloadLink>, 'onClick'>) {
  const passed = useRef(false);
  const press = (event: MouseEvent<HTMLAnchorElement>): void => {
    if (passed.current) {
      passed.current = false;
      return;
    }
    event.preventDefault();
    const pressed = event.currentTarget;
    void mayFetch().then((may) => {
      if (!may) return;
      passed.current = true;
      pressed.click();
    });
  };
  return <DownloadLink {...link} onClick={press} />;
}
