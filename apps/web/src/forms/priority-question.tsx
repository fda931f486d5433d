'use client';
import { PRIORITIES, type Priority, type PriorityRule } from '@fieldsync/protocol';
import { useWatch, type Control } from 'react-hook-form';
import { PriorityChip } from '../components/priority-chip.tsx';
import { Question } from '../components/forms/question.tsx';
import { SegmentedChoice } from '../components/forms/segmented-choice.tsx';
import { useWords } from '../words/words.tsx';
import type { FormDefinition } from '@fieldsync/protocol/forms';
import { previewPriority, type PriorityPreview } from './priority-preview.ts';
import { toRecordData } from './record-answers.ts';
import type { FormValues } from './record-resolver.ts';

/** The record's place in line, as the answers stand now. */
export function usePriorityPreview(
  control: Control<FormValues>,
  definition: FormDefinition,
  choice: Priority | undefined,
  rules: readonly PriorityRule[],
): PriorityPreview {
  const words = useWords();
  const answers = useWatch({ control });
  // No rule looks at the time of saving, so none is needed here.
  const data = toRecordData(definition, answers, '');
  return previewPriority({ type: definition.type, data, choice }, rules, words);
}

/** What the answers mean for the order of sending. */
export function PriorityNote({ preview }: { preview: PriorityPreview }) {
  return (
    <p className="mt-4 flex items-center gap-2.5 rounded-sm bg-sunken p-3 text-sm leading-5" role="status">
      <PriorityChip band={preview.band} />
      <span className="min-w-0 flex-1">{preview.sentence}</span>
    </p>
  );
}

/** The person's own choice. Nothing chosen is Normal; the content may put it higher, never lower. */
export function PriorityQuestion({
  choice,
  onChoose,
}: {
  choice: Priority | undefined;
  onChoose: (priority: Priority) => void;
}) {
  const { recordForm, domain } = useWords();
  const options = PRIORITIES.map((value) => ({ value, label: domain.bands[value] }));
  return (
    <Question label={recordForm.priority.label} hint={recordForm.priority.help} group>
      <SegmentedChoice options={options} value={choice ?? 'NORMAL'} onChange={onChoose} name="priority" />
    </Question>
  );
}
