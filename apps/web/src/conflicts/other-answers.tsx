'use client';
import type { ConflictDetail } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { answerLines } from '../sync/answer-lines.ts';
import { usePlaces } from '../sync/use-places.ts';
import { useWords } from '../words/words.tsx';

/** What the record says beside the answers in two versions, folded. */
export function OtherAnswers({ conflict }: { conflict: ConflictDetail }) {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const disputed = new Set(conflict.sides.map(({ field }) => field));
  const lines = answerLines(conflict.record, { places, now, words }).filter(
    ({ field }) => !disputed.has(field),
  );
  if (lines.length === 0) return null;
  return (
    <details className="mt-2 edge-t py-1">
      <summary className="strong min-h-11 content-center">{words.conflicts.others(lines.length)}</summary>
      <Checklist className="max-w-[600px] pb-2">
        {lines.map((line) => (
          <ChecklistLine key={line.field} name={line.name} answer={line.answer} />
        ))}
      </Checklist>
    </details>
  );
}
