'use client';
import { Button } from '../components/button.tsx';
import { useWords } from '../words/words.tsx';
import { CommandButtons } from './command-buttons.tsx';

/** Choosing several phones, to ask all of them for the same. */
export function FleetSelect({
  ids,
  selected,
  onChange,
  onAsked,
}: {
  /** Of the rows on this page. */
  ids: readonly string[];
  /** Undefined: nobody selects now, and a row opens its phone. */
  selected: ReadonlySet<string> | undefined;
  onChange: (selected: ReadonlySet<string> | undefined) => void;
  onAsked: () => void;
}) {
  const { fleet, locale } = useWords();
  if (selected === undefined)
    return ids.length === 0 ? null : (
      <Button size="sm" onClick={() => onChange(new Set())}>
        {fleet.ask.select}
      </Button>
    );
  const figure = new Intl.NumberFormat(locale).format(selected.size);
  return (
    <div className="flex w-full flex-wrap items-center gap-2">
      <span role="status" className="strong text-sm">
        {fleet.ask.selected(figure, selected.size === 1)}
      </span>
      <CommandButtons devices={[...selected]} settings={undefined} onAsked={onAsked} />
      <Button size="sm" look="quiet" onClick={() => onChange(new Set([...selected, ...ids]))}>
        {fleet.ask.all}
      </Button>
      <Button size="sm" look="quiet" onClick={() => onChange(undefined)}>
        {fleet.ask.done}
      </Button>
    </div>
  );
}
