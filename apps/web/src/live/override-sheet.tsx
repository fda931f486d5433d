'use client';
import { limits, overrideAnswerSchema, paths } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { TextAnswer } from '../components/forms/text-answer.tsx';
import { Sheet } from '../components/sheet.tsx';
import { showToast } from '../components/show-toast.tsx';
import { useWords } from '../words/words.tsx';
import { tellOffice, type OfficeRefusal } from './ask-office.ts';

interface Problems {
  readonly score: boolean;
  readonly why: boolean;
}

/** Sets the score of records by hand, or takes that back; in either case somebody says why. */
export function OverrideSheet({
  ids,
  undo = false,
  score: before,
  onClose,
  onDone,
}: {
  /** Undefined: closed. */
  ids: readonly string[] | undefined;
  undo?: boolean;
  score?: number;
  onClose: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { override } = words.queue;
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const count = ids?.length ?? 0;
  return (
    <Sheet
      open={ids !== undefined}
      onClose={onClose}
      title={undo ? override.undoTitle : override.title(figure(count), count === 1)}
      detail={undo ? undefined : override.detail}
    >
      {ids === undefined ? null : (
        <OverrideForm ids={ids} undo={undo} before={before} onClose={onClose} onDone={onDone} />
      )}
    </Sheet>
  );
}

function OverrideForm({
  ids,
  undo,
  before,
  onClose,
  onDone,
}: {
  ids: readonly string[];
  undo: boolean;
  before: number | undefined;
  onClose: () => void;
  onDone: () => void;
}) {
  const words = useWords();
  const { override } = words.queue;
  const [score, setScore] = useState(before === undefined ? '' : String(before));
  const [why, setWhy] = useState('');
  const [problems, setProblems] = useState<Problems>({ score: false, why: false });
  const [refusal, setRefusal] = useState<OfficeRefusal>();
  const [saving, setSaving] = useState(false);
  const save = async (): Promise<void> => {
    const found = {
      score: !undo && !/^(100|[0-9]{1,2})$/.test(score.trim()),
      why: why.trim() === '',
    };
    setProblems(found);
    if (found.score || found.why) return;
    setSaving(true);
    const answer = await tellOffice(
      'POST',
      paths.override,
      { recordIds: ids, score: undo ? null : Number(score), justification: why },
      overrideAnswerSchema,
    );
    setSaving(false);
    if (!answer.ok) return setRefusal(answer);
    showToast({ text: undo ? override.undone : override.saved, icon: 'check' });
    onDone();
    onClose();
  };
  return (
    <form
      className="grid gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving) void save();
      }}
    >
      {undo ? null : (
        <Question label={override.score} error={problems.score ? override.scoreMissing : undefined}>
          <TextAnswer inputMode="numeric" maxLength={3} value={score} onChange={setScore} />
        </Question>
      )}
      <Question
        label={override.why}
        hint={override.whyHint}
        error={problems.why ? override.whyMissing : undefined}
      >
        <TextAnswer lines={3} maxLength={limits.justificationLength} value={why} onChange={setWhy} />
      </Question>
      {refusal === undefined ? null : (
        <p role="alert" className="strong text-sm text-state-needs">
          {override.failed}: {refusal.message ?? words.live.noAnswer[refusal.why].title}
        </p>
      )}
      <div className="grid grid-cols-2 gap-2 pt-3">
        <Button onClick={onClose}>{override.cancel}</Button>
        <Button look="primary" type="submit" aria-disabled={saving}>
          {undo ? override.undo : override.save}
        </Button>
      </div>
    </form>
  );
}
