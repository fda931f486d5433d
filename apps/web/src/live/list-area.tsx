'use client';
import type { ReactNode } from 'react';

/** On a laptop the list scrolls by itself, on a phone with the page. */
export function scrollListUp(): void {
  document.querySelector('[data-list-area]')?.scrollTo(0, 0);
  scrollTo(0, 0);
}

/** Where a list of rows scrolls. */
export function ListArea({ onScroll, children }: { onScroll?: () => void; children: ReactNode }) {
  return (
    <div
      data-list-area
      onScroll={onScroll}
      className="relative min-h-0 flex-1 max-lg:gutter lg:overflow-y-auto lg:edge-t lg:bg-surface"
    >
      {children}
    </div>
  );
}
