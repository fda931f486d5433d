'use client';
import { alertListSchema, DEFAULT_ALERT_LIMIT, paths, type AlertLimit } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { SegmentedChoice } from '../components/forms/segmented-choice.tsx';
import { Stepper } from '../components/forms/stepper.tsx';
import { Sheet } from '../components/sheet.tsx';
import { showToast } from '../components/show-toast.tsx';
import { tellOffice, type OfficeRefusal } from '../live/ask-office.ts';
import { sayDuration } from '../words/when.ts';
import { useWords } from '../words/words.tsx';

const LEAST = 5;
const MOST = 10_080;

/** After how long the office is told of a critical record on a phone, and changing that. */
export function AlertLimitLine({ limit, onSaved }: { limit: AlertLimit; onSaved: () => void }) {
  const words = useWords();
  const { alert } = words.fleet;
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <p className="detail inline-flex flex-wrap items-center gap-x-1">
      {limit.minutes === null ? alert.limitOff : alert.limit(sayDuration(limit.minutes * 60, words))}
      <Button size="sm" look="link" onClick={() => setOpen(true)}>
        {alert.change}
      </Button>
      <Sheet open={open} onClose={close} title={alert.limitTitle} detail={alert.limitDetail}>
        <LimitForm
          limit={limit}
          onSaved={() => {
            onSaved();
            close();
          }}
        />
      </Sheet>
    </p>
  );
}

function LimitForm({ limit, onSaved }: { limit: AlertLimit; onSaved: () => void }) {
  const words = useWords();
  const { alert } = words.fleet;
  const [tells, setTells] = useState(limit.minutes !== null);
  const [minutes, setMinutes] = useState(limit.minutes ?? DEFAULT_ALERT_LIMIT.minutes ?? undefined);
  const [refusal, setRefusal] = useState<OfficeRefusal>();
  const fits = minutes !== undefined && minutes >= LEAST && minutes <= MOST;
  const save = async (): Promise<void> => {
    if (tells && !fits) return;
    const wanted = { minutes: tells ? minutes : null };
    const answer = await tellOffice('PUT', paths.alertLimit, wanted, alertListSchema);
    if (!answer.ok) return setRefusal(answer);
    showToast({ text: alert.saved, icon: 'check' });
    onSaved();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Question label={alert.limitOn} group>
        <SegmentedChoice
          options={[
            { value: 'yes', label: alert.yes },
            { value: 'no', label: alert.no },
          ]}
          value={tells ? 'yes' : 'no'}
          onChange={(value) => setTells(value === 'yes')}
        />
      </Question>
      {tells ? (
        <Question label={alert.limitQuestion} error={fits ? undefined : alert.limitRange}>
          <Stepper value={minutes} onChange={setMinutes} min={LEAST} max={MOST} step={5} />
        </Question>
      ) : null}
      {refusal === undefined ? null : (
        <p role="alert" className="strong pt-2 text-sm text-state-needs">
          {refusal.message ?? words.live.noAnswer[refusal.why].title}
        </p>
      )}
      <Button look="primary" type="submit" className="mt-4 w-full">
        {alert.save}
      </Button>
    </form>
  );
}
