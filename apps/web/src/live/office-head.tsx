'use client';
import { AppBar } from '../components/app-bar.tsx';
import { PageHead } from '../components/page-head.tsx';
import { PageBar } from '../shell/page-bar.tsx';
import { StreamPill } from './stream-pill.tsx';
import type { StreamState } from './stream-state.ts';
import { useLaptop } from './use-laptop.ts';

/** The head of an office page: what page it is, and the sentence that answers it. */
export function OfficeHead({
  title,
  sentence,
  backHref,
  stream,
}: {
  title: string;
  sentence: string;
  /** Where Back leads on a phone; there the office's pages are under another. */
  backHref?: string;
  /** Of a page that is kept up to date by itself; the others show the connection. */
  stream?: StreamState;
}) {
  const wide = useLaptop();
  const pill = stream === undefined ? undefined : <StreamPill stream={stream} />;
  if (wide)
    return (
      <PageHead title={title} sentence={sentence}>
        {pill}
      </PageHead>
    );
  return (
    <>
      {pill === undefined ? (
        <PageBar title={title} backHref={backHref} />
      ) : (
        <AppBar title={title} backHref={backHref} trailing={pill} />
      )}
      <p className="say gutter pt-1 pb-2">{sentence}</p>
    </>
  );
}
