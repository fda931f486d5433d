'use client';
import type { ReactNode } from 'react';
import { useWide } from '../screens/use-wide.ts';

/** A list and, once a row is chosen, its panel. On a phone the panel covers the list: what is behind it cannot be reached. */
export function ListAndPanel({ panel, children }: { panel: ReactNode | null; children: ReactNode }) {
  const wide = useWide();
  return (
    <div className="flex min-h-0 flex-1 lg:h-dvh lg:overflow-hidden">
      <div inert={panel !== null && !wide} className="flex min-w-0 flex-1 flex-col">
        {children}
      </div>
      {panel}
    </div>
  );
}
