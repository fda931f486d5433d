'use client';
import { DEFAULT_SETTINGS, limits, type BackgroundSyncSettings } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { ConfirmSheet } from '../components/confirm-sheet.tsx';
import { useWords } from '../words/words.tsx';
import { SettingsSheet } from './settings-sheet.tsx';
import { useAskPhones } from './use-ask-phones.ts';

/** What can be asked of the chosen phones. A pause is asked for twice: it holds critical records, too. */
export function CommandButtons({
  devices,
  settings,
  onAsked,
}: {
  devices: readonly string[];
  /** Of the one phone; undefined for several, or when it has not said. */
  settings: BackgroundSyncSettings | undefined;
  onAsked: () => void;
}) {
  const words = useWords();
  const { fleet } = words;
  const [sheet, setSheet] = useState<'pause' | 'settings'>();
  const { asking, refusal, ask } = useAskPhones(onAsked);
  const count = devices.length;
  const figure = new Intl.NumberFormat(words.locale).format(count);
  const ready = count > 0 && count <= limits.devicesPerCommand && !asking;
  const give = (kind: 'start' | 'resume' | 'pause') => (): void => {
    if (ready) void ask(devices, { kind });
  };
  const open = (which: typeof sheet) => (): void => {
    if (ready) setSheet(which);
  };
  const close = (): void => setSheet(undefined);
  return (
    <>
      <div role="group" aria-label={fleet.ask.label} className="flex flex-wrap gap-2">
        <Button size="sm" icon="send" aria-disabled={!ready} onClick={give('start')}>
          {fleet.ask.start}
        </Button>
        <Button size="sm" icon="pause" aria-disabled={!ready} onClick={open('pause')}>
          {fleet.ask.pause}
        </Button>
        <Button size="sm" icon="forward" aria-disabled={!ready} onClick={give('resume')}>
          {fleet.ask.resume}
        </Button>
        <Button size="sm" icon="settings" aria-disabled={!ready} onClick={open('settings')}>
          {fleet.ask.settings}
        </Button>
      </div>
      {refusal === undefined ? null : (
        <p role="alert" className="strong pt-2 text-sm text-state-needs">
          {fleet.ask.failed}: {refusal.message ?? words.live.noAnswer[refusal.why].title}
        </p>
      )}
      <ConfirmSheet
        open={sheet === 'pause'}
        onClose={close}
        title={fleet.ask.pauseTitle(figure, count === 1)}
        detail={fleet.ask.pauseDetail}
        keep={fleet.ask.keep}
        confirm={fleet.ask.pauseYes}
        onConfirm={give('pause')}
      />
      <SettingsSheet
        open={sheet === 'settings'}
        count={count}
        settings={settings ?? DEFAULT_SETTINGS}
        several={settings === undefined}
        onClose={close}
        onSave={async (wanted) => {
          if (await ask(devices, { kind: 'settings', settings: wanted })) close();
        }}
      />
    </>
  );
}
