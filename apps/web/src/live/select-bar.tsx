'use client';
import { limits } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { useWords } from '../words/words.tsx';
import { OverrideSheet } from './override-sheet.tsx';

/** Choosing several records, to set their score together. */
export function SelectBar({
  some,
  selected,
  onChange,
  onDone,
}: {
  /** There is something to select. */
  some: boolean;
  /** Undefined: nobody selects now, and a row opens its record. */
  selected: ReadonlySet<string> | undefined;
  onChange: (selected: ReadonlySet<string> | undefined) => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { override } = words.queue;
  const [open, setOpen] = useState(false);
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  if (selected === undefined)
    return !some ? null : (
      <Button size="sm" onClick={() => onChange(new Set())}>
        {override.select}
      </Button>
    );
  const many = selected.size > limits.recordsPerOverride;
  const ready = selected.size > 0 && !many;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="strong text-sm">
        {many ? override.most(figure(limits.recordsPerOverride)) : override.selected(figure(selected.size))}
      </span>
      <Button size="sm" look="primary" aria-disabled={!ready} onClick={() => setOpen(ready)}>
        {override.set}
      </Button>
      <Button size="sm" look="quiet" onClick={() => onChange(undefined)}>
        {override.selectDone}
      </Button>
      <OverrideSheet
        ids={open ? [...selected] : undefined}
        onClose={() => setOpen(false)}
        onDone={() => {
          onChange(undefined);
          onDone();
        }}
      />
    </div>
  );
}
