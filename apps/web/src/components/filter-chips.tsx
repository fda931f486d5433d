'use client';
import { useWords } from '../words/words.tsx';
import { StateMark } from './state-mark.tsx';
import type { SyncState } from './sync-state.ts';

export interface FilterChip<Key extends string> {
  key: Key;
  count?: number | undefined;
  /** A chip of a state shows its mark and its number; its word is its accessible name. */
  state?: SyncState | undefined;
  /** The text of a chip without a state. */
  label?: string | undefined;
}

/** Filters with their counts, one pressed. They wrap rather than scroll: no number is cut by an edge. */
export function FilterChips<Key extends string>({
  chips,
  pressed,
  onPress,
  label,
}: {
  chips: readonly FilterChip<Key>[];
  pressed: Key;
  onPress: (key: Key) => void;
  label: string;
}) {
  const words = useWords();
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-x-1.5 gap-y-2.5">
      {chips.map(({ key, state, count, label: text }) => (
        <button
          key={key}
          type="button"
          aria-pressed={pressed === key}
          aria-label={state === undefined ? undefined : words.marks.chip(state, count ?? 0)}
          onClick={() => onPress(key)}
          className="press reach strong inline-flex min-h-9 min-w-12 items-center justify-center gap-1.5 rounded-full edge-2 bg-surface px-[11px] text-sm leading-[1.4] whitespace-nowrap aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-on-ink"
        >
          {state === undefined ? null : (
            <StateMark state={state} size="sm" className={pressed === key ? 'text-on-ink' : ''} />
          )}
          {text}
          {/* Of its own, so that there is a gap before it. */}
          {count === undefined ? null : <span>{count}</span>}
        </button>
      ))}
    </div>
  );
}
