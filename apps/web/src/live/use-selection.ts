'use client';
import { useState } from 'react';

/** Rows that are selected together. While somebody selects, a row that is tapped is taken in or out instead of opened. */
export function useSelection(choose: (id: string) => void): {
  /** Undefined: nobody selects now. */
  readonly selected: ReadonlySet<string> | undefined;
  readonly setSelected: (selected: ReadonlySet<string> | undefined) => void;
  readonly open: (id: string) => void;
} {
  const [selected, setSelected] = useState<ReadonlySet<string>>();
  const open = (id: string): void => {
    if (selected === undefined) return choose(id);
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return { selected, setSelected, open };
}
