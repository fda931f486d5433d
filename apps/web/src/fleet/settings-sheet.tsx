'use client';
import { PRIORITIES, type BackgroundSyncSettings } from '@fieldsync/protocol';
import { useState, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Question } from '../components/forms/question.tsx';
import { SegmentedChoice } from '../components/forms/segmented-choice.tsx';
import { Stepper } from '../components/forms/stepper.tsx';
import { Sheet } from '../components/sheet.tsx';
import { useWords } from '../words/words.tsx';
import { COUNTED, draftOf, settingsOf, type SettingsDraft } from './settings-draft.ts';

/** The settings that phones are asked to keep. */
export function SettingsSheet({
  open,
  count,
  settings,
  several,
  onClose,
  onSave,
}: {
  open: boolean;
  count: number;
  /** What the form begins with. */
  settings: BackgroundSyncSettings;
  /** They are no phone's own. */
  several: boolean;
  onClose: () => void;
  onSave: (settings: BackgroundSyncSettings) => Promise<void>;
}) {
  const words = useWords();
  const said = words.fleet.settings;
  const figure = new Intl.NumberFormat(words.locale).format(count);
  return (
    <Sheet open={open} onClose={onClose} title={said.title(figure, count === 1)} detail={said.detail}>
      <SettingsForm
        settings={settings}
        hint={several ? said.several : undefined}
        onClose={onClose}
        onSave={onSave}
      />
    </Sheet>
  );
}

function SettingsForm({
  settings,
  hint,
  onClose,
  onSave,
}: {
  settings: BackgroundSyncSettings;
  hint: string | undefined;
  onClose: () => void;
  onSave: (settings: BackgroundSyncSettings) => Promise<void>;
}) {
  const { fleet, forms, locale } = useWords();
  const said = fleet.settings;
  const [draft, setDraft] = useState<SettingsDraft>(() => draftOf(settings));
  const change = (part: Partial<SettingsDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const figure = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const wanted = settingsOf(draft);
  const yesNo = [
    { value: 'yes', label: forms.yes },
    { value: 'no', label: forms.no },
  ] as const;
  const choice = (field: 'enabled' | 'syncOnlyWhenCharging', label: string): ReactNode => (
    <Question label={label} group>
      <SegmentedChoice
        options={yesNo}
        value={draft[field] ? 'yes' : 'no'}
        onChange={(value) => change({ [field]: value === 'yes' })}
      />
    </Question>
  );
  const counted = (field: keyof typeof COUNTED, label: string): ReactNode => {
    const { least, most, step } = COUNTED[field];
    const value = draft[field];
    const fits = value !== undefined && value >= least && value <= most;
    return (
      <Question label={label} error={fits ? undefined : said.range(figure(least), figure(most))}>
        <Stepper
          value={value}
          min={least}
          max={most}
          step={step}
          onChange={(to) => change({ [field]: to })}
        />
      </Question>
    );
  };
  return (
    <form
      className="pt-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== undefined) void onSave(wanted);
      }}
    >
      {hint === undefined ? null : <p className="detail">{hint}</p>}
      {choice('enabled', said.enabled)}
      <Question label={said.threshold} group>
        <SegmentedChoice
          options={PRIORITIES.map((value) => ({ value, label: said.thresholds[value] }))}
          value={draft.priorityThreshold}
          onChange={(priorityThreshold) => change({ priorityThreshold })}
        />
      </Question>
      {choice('syncOnlyWhenCharging', said.charging)}
      {counted('minimumBatteryLevel', said.battery)}
      {counted('syncIntervalMinutes', said.interval)}
      {counted('maximumConcurrentOperations', said.requests)}
      {counted('maxRetryAttempts', said.tries)}
      <div className="grid grid-cols-2 gap-2 pt-4">
        <Button onClick={onClose}>{said.cancel}</Button>
        <Button look="primary" type="submit" aria-disabled={wanted === undefined}>
          {said.save}
        </Button>
      </div>
    </form>
  );
}
