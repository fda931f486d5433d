'use client';
import { paths, retentionSchema, type Retention } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { SegmentedChoice } from '../components/forms/segmented-choice.tsx';
import { Stepper } from '../components/forms/stepper.tsx';
import { showToast } from '../components/show-toast.tsx';
import { tellOffice, type NoAnswer } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';

/** Offered first when something that was kept for ever is to be kept for some days. */
const FIRST_OFFER = 365;
const BOUNDS: Readonly<Record<keyof Retention, { readonly min: number; readonly max: number }>> = {
  deviceReports: { min: 1, max: 3_650 },
  sessionFigures: { min: 1, max: 3_650 },
  endedSignIns: { min: 1, max: 3_650 },
  doneCommands: { min: 1, max: 3_650 },
  endedAlerts: { min: 1, max: 3_650 },
  finishedJobs: { min: 1, max: 365 },
  deletedAnswers: { min: 1, max: 3_650 },
  quietRecords: { min: 30, max: 3_650 },
};

/** How many days each kind of data is kept, or for ever. */
export function RetentionForm({ kept, onSaved }: { kept: Retention; onSaved: (kept: Retention) => void }) {
  const { privacy: say, live } = useWords();
  const [days, setDays] = useState(kept);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<NoAnswer>();
  const put = (kind: keyof Retention, value: number | null): void => setDays({ ...days, [kind]: value });
  const save = async (): Promise<void> => {
    if (saving) return;
    setSaving(true);
    const answer = await tellOffice('PUT', paths.retention, days, retentionSchema);
    setSaving(false);
    setRefusal(answer.ok ? undefined : answer.why);
    if (!answer.ok) return;
    onSaved(answer.data);
    showToast({ text: say.saved, icon: 'check' });
  };
  return (
    <section>
      <h2 className="section-title">{say.keptTitle}</h2>
      <div className="card px-4 pb-4">
        {(Object.keys(BOUNDS) as (keyof Retention)[]).map((kind) => (
          <div key={kind}>
            {kind === 'finishedJobs' ? null : (
              <Question group label={say.kept[kind].name} hint={say.kept[kind].detail}>
                <SegmentedChoice
                  options={[
                    { value: 'days', label: say.limited },
                    { value: 'ever', label: say.forEver },
                  ]}
                  value={days[kind] === null ? 'ever' : 'days'}
                  onChange={(choice) => put(kind, choice === 'ever' ? null : (kept[kind] ?? FIRST_OFFER))}
                />
              </Question>
            )}
            {days[kind] === null ? null : (
              <Question
                label={say.kept[kind].name}
                aside={say.days}
                hint={kind === 'finishedJobs' ? say.kept[kind].detail : undefined}
              >
                <Stepper
                  value={days[kind]}
                  {...BOUNDS[kind]}
                  onChange={(value) => put(kind, value ?? BOUNDS[kind].min)}
                />
              </Question>
            )}
          </div>
        ))}
        <p className="detail pt-4">{say.forEverAudit}</p>
        {refusal === undefined ? null : (
          <p role="alert" className="strong pt-2">
            {live.noAnswer[refusal].title}
          </p>
        )}
        <Button look="primary" className="mt-4 w-full" aria-disabled={saving} onClick={() => void save()}>
          {say.save}
        </Button>
      </div>
    </section>
  );
}
