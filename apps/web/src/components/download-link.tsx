'use client';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { askForFile, type NoFile } from '../live/ask-for-file.ts';
import { useWords } from '../words/words.tsx';
import { buttonClass } from './button.tsx';

/**
 * Looks like a button, gives a file of the office. The browser fetches it, in any size, and says how far it is; why the office would
 * give none it tells nobody, so that is asked for first.
 */
export function DownloadLink({
  href,
  size = 'md',
  before,
  children,
}: {
  href: string;
  size?: 'sm' | 'md';
  /** What has to be so first; false: nothing is asked for. */
  before?: () => Promise<boolean>;
  children: ReactNode;
}) {
  const { files } = useWords();
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<NoFile>();
  const get = async (): Promise<void> => {
    if (asking) return;
    setAsking(true);
    const may = (await before?.()) ?? true;
    const why = may ? await askForFile(href) : undefined;
    setAsking(false);
    setRefusal(why);
    if (!may || why !== undefined) return;
    const link = Object.assign(document.createElement('a'), { href, download: '' });
    link.click();
  };
  const press = (event: MouseEvent): void => {
    event.preventDefault();
    void get();
  };
  return (
    <>
      <a
        href={href}
        download
        aria-busy={asking}
        onClick={press}
        className={buttonClass('secondary', size, '')}
      >
        {children}
      </a>
      {refusal === undefined ? null : (
        <p role="alert" className="strong basis-full text-sm">
          {files.refused[refusal]}
        </p>
      )}
    </>
  );
}
