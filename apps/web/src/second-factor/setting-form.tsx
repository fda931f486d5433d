'use client';
import { paths, secondFactorSettingSchema, type SecondFactorSetting } from '@fieldsync/protocol';
import { useState, type FormEvent } from 'react';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { SegmentedChoice } from '../components/forms/segmented-choice.tsx';
import { Stepper } from '../components/forms/stepper.tsx';
import { showToast } from '../components/show-toast.tsx';
import { tellOffice, type OfficeRefusal } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';

const LEAST = 1;
const MOST = 480;

/** For an administrator: whether acts of the office ask for a code. Turning it on or off asks for one itself. */
export function SettingForm({
  setting,
  onSaved,
}: {
  setting: SecondFactorSetting;
  onSaved: (setting: SecondFactorSetting) => void;
}) {
  const words = useWords();
  const { secondFactor: say } = words;
  const [required, setRequired] = useState(setting.required);
  const [minutes, setMinutes] = useState<number | undefined>(setting.minutes);
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<OfficeRefusal>();
  const fits = minutes !== undefined && minutes >= LEAST && minutes <= MOST;
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (saving || !fits) return;
    setSaving(true);
    const wanted = { required, minutes };
    const answer = await tellOffice('PUT', paths.secondFactorSetting, wanted, secondFactorSettingSchema);
    setSaving(false);
    setRefusal(answer.ok ? undefined : answer);
    if (!answer.ok) return;
    showToast({ text: say.saved, icon: 'check' });
    onSaved(answer.data);
  };
  return (
    <section>
      <h2 className="section-title">{say.officeTitle}</h2>
      <form noValidate className="card px-4 pb-4" onSubmit={(event) => void save(event)}>
        <Question group label={say.officeQuestion} hint={say.officeDetail}>
          <SegmentedChoice
            options={[
              { value: 'yes', label: say.officeYes },
              { value: 'no', label: say.officeNo },
            ]}
            value={required ? 'yes' : 'no'}
            onChange={(value) => setRequired(value === 'yes')}
          />
        </Question>
        <Question label={say.minutes} aside={say.minutesAside} error={fits ? undefined : say.minutesRange}>
          <Stepper value={minutes} onChange={setMinutes} min={LEAST} max={MOST} step={5} />
        </Question>
        {refusal === undefined ? null : (
          <p role="alert" className="strong pt-3 text-sm text-state-needs">
            {say.noAnswer(words.live.noAnswer[refusal.why].title)}
          </p>
        )}
        <Button type="submit" look="primary" className="mt-4 w-full" aria-disabled={saving}>
          {say.save}
        </Button>
      </form>
    </section>
  );
}
