'use client';
import { useState, type KeyboardEvent } from 'react';

const rowsIn = (list: Element): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('[data-row]')];

/** The row of a record, to put the focus back to. */
export const focusRow = (id: string): void =>
  document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();

/**
 * A list as one stop of the Tab key: arrow keys move through its rows, Home and End to its ends, Enter and Space open.
 * @returns what the list and each of its rows take as attributes
 */
export function useRowKeys(
  ids: readonly string[],
  chosen: string | null,
  onOpen: (id: string) => void,
  selected?: ReadonlySet<string>,
) {
  const [focused, setFocused] = useState<string>();
  const stop = [focused, chosen, ids[0]].find((id) => typeof id === 'string' && ids.includes(id));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const rows = rowsIn(event.currentTarget);
    const at = rows.findIndex((row) => row === document.activeElement);
    const row = rows[at];
    if (row === undefined) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen(row.dataset['row'] ?? '');
      return;
    }
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
  };
  return {
    list: { onKeyDown },
    row: (id: string) => ({
      'data-row': id,
      tabIndex: id === stop ? 0 : -1,
      'aria-selected': selected === undefined ? id === chosen : selected.has(id),
      onFocus: () => setFocused(id),
      onClick: () => onOpen(id),
    }),
  };
}
