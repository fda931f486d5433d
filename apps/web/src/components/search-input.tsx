'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import { fieldClass } from './forms/field-class.ts';
import { Icon } from './icon.tsx';

/** Long enough that a word is typed and not its letters asked for. */
const TYPING_MS = 300;

/** A search that asks while a person types, and follows what is set from outside. */
export function SearchInput({
  label,
  hint,
  search,
  onSearch,
}: {
  label: string;
  hint: string;
  search: string;
  onSearch: (search: string) => void;
}) {
  const [typed, setTyped] = useState(search);
  const [asked, setAsked] = useState(search);
  if (asked !== search) {
    // Changed from outside, such as by "Show all".
    setAsked(search);
    setTyped(search);
  }
  const hand = useEffectEvent(() => {
    if (typed.trim() !== search.trim()) onSearch(typed);
  });
  useEffect(() => {
    const timer = setTimeout(() => hand(), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <search className="relative block w-full lg:w-[230px]">
      <Icon name="search" size="sm" className="absolute top-1/2 left-3 -translate-y-1/2 text-ink-3" />
      <input
        type="search"
        value={typed}
        aria-label={label}
        placeholder={hint}
        autoComplete="off"
        className={`${fieldClass} pl-10 [&::-webkit-search-cancel-button]:hidden lg:min-h-9 lg:text-sm`}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || typed === '') return;
          event.stopPropagation();
          setTyped('');
          onSearch('');
        }}
      />
    </search>
  );
}
