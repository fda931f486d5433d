'use client';
import { Button } from '../components/button.tsx';
import { useWords } from '../words/words.tsx';

/** Which rows these are, and the way to those before and behind. Nothing where all are on one page. */
export function Pager({
  from,
  rows,
  all,
  previous,
  next,
}: {
  /** Number of the first row, from 1. */
  from: number;
  rows: number;
  all: number | undefined;
  previous: (() => void) | undefined;
  next: (() => void) | undefined;
}) {
  const { fleet, locale } = useWords();
  if (previous === undefined && next === undefined) return null;
  const figure = (value: number): string => new Intl.NumberFormat(locale).format(value);
  return (
    <nav aria-label={fleet.table} className="flex flex-wrap items-center justify-center gap-3 py-4">
      <Button aria-disabled={previous === undefined} onClick={previous}>
        {fleet.previous}
      </Button>
      {all === undefined ? null : (
        <span role="status" className="text-sm text-ink-2">
          {fleet.page(figure(from), figure(from + rows - 1), figure(Math.max(all, from + rows - 1)))}
        </span>
      )}
      <Button aria-disabled={next === undefined} onClick={next}>
        {fleet.next}
      </Button>
    </nav>
  );
}
