'use client';
import type { ReactNode } from 'react';
import Link from 'next/link';
import { useWords } from '../words/words.tsx';
import { Icon } from './icon.tsx';

/**
 * The bar at the top of a page: title at the left, connectivity at the right. With `backHref` it is the bar of a
 * page one step in, with a smaller title and a line under it. `lead` replaces the title (Capture's place picker);
 * then `title` is still the page's heading for those who hear it.
 */
export function AppBar({
  title,
  subtitle,
  backHref,
  lead,
  trailing,
}: {
  title: string;
  subtitle?: string | undefined;
  backHref?: string | undefined;
  lead?: ReactNode;
  trailing?: ReactNode;
}) {
  const words = useWords();
  const inner = backHref !== undefined;
  return (
    <header
      className={`sticky top-0 z-10 flex min-h-(--fs-bar) flex-none flex-wrap items-center gap-x-1 bg-canvas pr-(--fs-gutter) ${inner ? 'pl-1' : 'pl-(--fs-gutter)'}`}
    >
      {inner ? (
        <Link
          href={backHref}
          aria-label={words.navigation.back}
          className="press grid size-12 place-items-center rounded-full"
        >
          <Icon name="back" />
        </Link>
      ) : null}
      <div className={`flex-1 ${lead === undefined ? 'min-w-min' : 'min-w-[38%]'}`}>
        {lead === undefined ? (
          <h1
            className={
              inner
                ? 'line-clamp-2 text-lg leading-[1.22] font-bold tracking-[-0.015em]'
                : 'text-xl font-bold tracking-[-0.015em]'
            }
          >
            {title}
          </h1>
        ) : (
          <>
            <h1 className="sr-only">{title}</h1>
            {lead}
          </>
        )}
        {subtitle === undefined ? null : <p className="text-xs leading-[1.23] text-ink-2">{subtitle}</p>}
      </div>
      {trailing === undefined ? null : (
        <div className="ml-auto flex flex-none items-center gap-1">{trailing}</div>
      )}
    </header>
  );
}
