'use client';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../components/button.tsx';
import { fieldClass } from '../../components/forms/field-class.ts';
import { useWords } from '../../words/words.tsx';

/** Narrows the list while typing; Escape or the cross takes it away again. */
export function SearchField({
  query,
  onChange,
  onClose,
}: {
  query: string;
  onChange: (query: string) => void;
  onClose: () => void;
}) {
  const words = useWords();
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <search className="relative block pb-2">
      <input
        ref={ref}
        type="search"
        value={query}
        aria-label={words.records.search}
        placeholder={words.records.searchHint}
        autoComplete="off"
        className={`${fieldClass} pr-12 [&::-webkit-search-cancel-button]:hidden`}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      />
      <IconButton
        icon="close"
        label={words.navigation.close}
        className="absolute top-0 right-0"
        onClick={onClose}
      />
    </search>
  );
}
