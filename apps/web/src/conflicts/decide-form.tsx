'use client';
import { limits, type ConflictDetail } from '@fieldsync/protocol';
import { useRef, useState, type SubmitEvent } from 'react';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { TextAnswer } from '../components/forms/text-answer.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { useWords } from '../words/words.tsx';
import { AnswerChoice } from './answer-choice.tsx';
import {
  allFrom,
  decisionOf,
  firstMissing,
  isAboutRecord,
  RECORD,
  stillAsked,
  tally,
  type Choices,
} from './choices.ts';
import { Happened } from './happened.tsx';
import { OtherAnswers } from './other-answers.tsx';
import { RecordChoice } from './record-choice.tsx';
import { SideHeads } from './side-heads.tsx';
import type { Saying } from './tell-office.ts';

const WHY_ID = 'why';

function Result({ choices }: { choices: Choices }) {
  const { conflicts } = useWords();
  const { mine, theirs, own } = tally(choices);
  return (
    <p className="flex flex-1 flex-wrap items-center gap-x-3.5 gap-y-1 text-sm" aria-live="polite">
      <span className="text-ink-2">{conflicts.result}:</span>
      <span className="strong flex items-center gap-1.5">
        <StateMark state="phone" size="sm" />
        {conflicts.fromPhone(mine)}
      </span>
      <span className="strong flex items-center gap-1.5">
        <StateMark state="office" size="sm" />
        {conflicts.fromOffice(theirs)}
      </span>
      {own === 0 ? null : <span className="strong">{conflicts.written(own)}</span>}
      <span className="text-ink-2 max-lg:hidden">{conflicts.kept}</span>
    </p>
  );
}

/** Choosing between two versions, with why. One button; what is missing is said when it is pressed. */
export function DecideForm({
  conflict,
  busy,
  onDecide,
  onCancel,
}: {
  conflict: ConflictDetail;
  busy: boolean;
  onDecide: (saying: Saying) => void;
  /** A decision that stands can be left as it is. */
  onCancel?: (() => void) | undefined;
}) {
  const { conflicts } = useWords();
  const [chosen, setChosen] = useState<Choices>({});
  const [why, setWhy] = useState('');
  const [pressed, setPressed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const choices = stillAsked(chosen, conflict);
  const missing = firstMissing(conflict, choices);
  const aboutRecord = isAboutRecord(conflict);
  const errorOf = (field: string): string | undefined => {
    if (!pressed) return undefined;
    const choice = choices[field];
    if (choice === undefined) return conflicts.choiceMissing;
    return choice.side === 'own' && choice.value === undefined ? conflicts.ownMissing : undefined;
  };
  const decide = (event: SubmitEvent): void => {
    event.preventDefault();
    if (busy) return;
    setPressed(true);
    const find = (id: string): HTMLElement | null => document.getElementById(id);
    if (missing !== undefined) return find(`choice-${missing}`)?.focus();
    if (why.trim() === '') return find(WHY_ID)?.focus();
    onDecide({
      ...decisionOf(conflict, choices),
      version: conflict.record.version,
      justification: why.trim(),
    });
  };
  return (
    <form ref={form} noValidate onSubmit={decide} className="flex flex-1 flex-col">
      <div className="gutter max-w-[1208px] flex-1 pb-6">
        <SideHeads
          conflict={conflict}
          indented={!aboutRecord}
          onUseAll={aboutRecord ? undefined : (side) => setChosen(allFrom(conflict, side))}
        />
        {aboutRecord ? (
          <RecordChoice
            conflict={conflict}
            choice={choices[RECORD]}
            error={errorOf(RECORD)}
            onChoose={(choice) => setChosen({ [RECORD]: choice })}
          />
        ) : (
          conflict.sides.map((side) => (
            <AnswerChoice
              key={side.field}
              conflict={conflict}
              side={side}
              choice={choices[side.field]}
              error={errorOf(side.field)}
              onChoose={(choice) => setChosen({ ...choices, [side.field]: choice })}
            />
          ))
        )}
        <OtherAnswers conflict={conflict} />
        <div className="grid gap-x-10 gap-y-4 edge-t pt-1 lg:grid-cols-2">
          <Question
            id={WHY_ID}
            label={conflicts.why}
            aside={conflicts.whyHint}
            error={pressed && why.trim() === '' ? conflicts.whyMissing : undefined}
          >
            <TextAnswer
              value={why}
              onChange={setWhy}
              lines={4}
              maxLength={limits.justificationLength}
              required
            />
          </Question>
          <div className="pt-3.5">
            <Happened history={conflict.history} />
          </div>
        </div>
      </div>
      <footer className="sticky bottom-0 z-10 edge-t bg-surface pt-3 pb-[calc(12px+env(safe-area-inset-bottom))]">
        <div className="gutter flex max-w-[1208px] flex-wrap items-center gap-2">
          {aboutRecord ? (
            <span className="flex-1 text-sm text-ink-2">{conflicts.kept}</span>
          ) : (
            <Result choices={choices} />
          )}
          {onCancel === undefined ? null : <Button onClick={onCancel}>{conflicts.notChange}</Button>}
          <Button type="submit" look="primary" aria-disabled={busy} className="max-lg:w-full">
            {busy ? conflicts.keeping : conflict.resolution === null ? conflicts.keep : conflicts.keepChange}
          </Button>
        </div>
      </footer>
    </form>
  );
}
