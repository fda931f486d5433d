'use client';
import { paths, secondFactorStandingSchema } from '@fieldsync/protocol';
import type { ComponentProps } from 'react';
import { DownloadLink } from '../components/download-link.tsx';
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
export function GuardedDownload(link: Omit<ComponentProps<typeof DownloadLink>, 'before'>) {
  return <DownloadLink {...link} before={mayFetch} />;
}
