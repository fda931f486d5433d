'use client';
import { IconButton } from '../components/button.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { useWords } from '../words/words.tsx';
import type { DraftState } from './draft-keeper.ts';

/** What the phone has of the answers that are not saved yet: said only after it has written them. */
function DraftStatus({ state }: { state: DraftState }) {
  const { draft } = useWords().recordForm;
  const words = { none: undefined, kept: draft.kept, full: draft.full, failed: draft.notKept }[state];
  return (
    <span role="status" className="flex-none">
      {words === undefined ? null : (
        <span
          className={`strong inline-flex items-center gap-1.5 text-sm leading-5 ${state === 'kept' ? 'text-state-phone' : 'text-state-needs'}`}
        >
          <StateMark state={state === 'kept' ? 'phone' : 'needs'} size="sm" />
          {words}
        </span>
      )}
    </span>
  );
}

/** The top of a form: what it is, where, which part, and that the answers so far are kept. */
export function FormBar({
  title,
  subtitle,
  part,
  of,
  draft,
  onBack,
}: {
  title: string;
  subtitle: string;
  /** From 1. */
  part: number;
  of: number;
  draft: DraftState;
  onBack: () => void;
}) {
  const { navigation, recordForm } = useWords();
  return (
    <header className="sticky top-0 z-10 bg-canvas">
      <div className="mx-auto flex min-h-(--fs-bar) w-full max-w-[600px] items-center gap-1 pr-(--fs-gutter) pl-1">
        <IconButton icon="back" label={navigation.back} onClick={onBack} />
        <div className="min-w-0 flex-1">
          <h1 className="line-clamp-2 text-lg leading-[22px] font-bold tracking-[-0.015em]">{title}</h1>
          <p className="text-xs leading-4 text-ink-2">{subtitle}</p>
        </div>
        <DraftStatus state={draft} />
      </div>
      <div
        role="img"
        aria-label={recordForm.partOf(part, of)}
        className="gutter mx-auto grid w-full max-w-[600px] auto-cols-fr grid-flow-col items-center gap-1 pb-0.5"
      >
        {Array.from({ length: of }, (_, index) => (
          <span
            key={index}
            className={`rounded-full ${index < part ? 'h-1 bg-ink in-data-[theme=sun]:h-1.5' : 'h-1 bg-line in-data-[theme=sun]:h-0.5'}`}
          />
        ))}
      </div>
    </header>
  );
}
