'use client';
import type { BackgroundSyncSettings } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Question } from '../../components/forms/question.tsx';
import { Stepper } from '../../components/forms/stepper.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useEngine } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';

/** The battery level under which ordinary records wait. */
export function BatteryLimitSheet({
  settings,
  open,
  onClose,
}: {
  settings: BackgroundSyncSettings;
  open: boolean;
  onClose: () => void;
}) {
  const words = useWords();
  const engine = useEngine();
  const [level, setLevel] = useState<number | undefined>(settings.minimumBatteryLevel);
  const fits = level !== undefined && level <= 100;
  const save = (): void => {
    if (engine === undefined || !fits) return;
    void engine.putSettings({ ...settings, minimumBatteryLevel: level }).then(onClose);
  };
  return (
    <Sheet
      open={open}
      onClose={onClose}
      title={words.sync.batteryLimit}
      detail={words.sync.batteryLimitDetail}
    >
      <Question
        label={words.sync.batteryLimitQuestion}
        error={fits ? undefined : words.sync.batteryLimitRange}
      >
        <Stepper value={level} onChange={setLevel} min={0} max={100} step={5} />
      </Question>
      <Button look="primary" className="mt-4 w-full" onClick={save}>
        {words.sync.keepLimit}
      </Button>
    </Sheet>
  );
}
