'use client';
import type { Fieldsync, SyncPreferences } from '@fieldsync/engine';
import type { BackgroundSyncSettings } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { noteConsents } from '../../privacy/consent-outbox.ts';
import { useSession } from '../../session/use-session.ts';
import { useEngine } from '../../sync/engine-context.ts';
import type { SyncAnswer } from '../../sync/sync-answer.ts';
import { useWords } from '../../words/words.tsx';
import { useUpdate } from '../../worker-client/use-update.ts';
import { BatteryLimitSheet } from './battery-limit-sheet.tsx';

/** The one thing that a person can do about what the card says. Nothing, where nothing helps. */
export function AnswerActions({
  answer,
  settings,
}: {
  answer: SyncAnswer;
  settings: BackgroundSyncSettings | undefined;
}) {
  const action = useAction(answer, settings);
  return action === null ? null : <div className="grid px-4 pb-4">{action}</div>;
}

function useAction(answer: SyncAnswer, settings: BackgroundSyncSettings | undefined) {
  const words = useWords();
  const engine = useEngine();
  const update = useUpdate();
  const { account } = useSession();
  if (engine === undefined || settings === undefined) return null;
  const sendNow = (label: string) => <SendNow label={label} engine={engine} />;
  const change = (label: string, change: Partial<BackgroundSyncSettings>) => (
    <Button onClick={() => void engine.putSettings({ ...settings, ...change })}>{label}</Button>
  );
  const prefer = (
    label: string,
    change: Partial<SyncPreferences>,
    look: 'primary' | 'secondary' = 'secondary',
  ) => {
    const put = async (): Promise<void> => {
      await engine.putPreferences({ ...(await engine.getPreferences()), ...change });
      const { title, detail } = words.holds.consent;
      noteConsents(account?.id, change, { sending: `${title}. ${detail} ${words.sync.agree}`, figures: '' });
    };
    return (
      <Button look={look} onClick={() => void put()}>
        {label}
      </Button>
    );
  };
  if (answer.kind === 'waiting') return sendNow(words.sync.sendNow);
  if (answer.kind !== 'held' && answer.kind !== 'blocked') return null;
  switch (answer.hold.reason) {
    case 'user':
      return (
        <Button look="primary" onClick={() => void engine.resume()}>
          {words.sync.resume}
        </Button>
      );
    case 'auth':
      return (
        <ButtonLink look="primary" href="/sign-in/">
          {words.sync.signIn}
        </ButtonLink>
      );
    case 'update':
      return update.ready ? <Button onClick={update.take}>{words.more.useUpdate}</Button> : null;
    case 'battery':
      return <BatteryLimit settings={settings} />;
    case 'charging-only':
      return change(words.sync.withoutCharger, { syncOnlyWhenCharging: false });
    case 'threshold':
      return change(words.sync.allPriorities, { priorityThreshold: 'LOW' });
    case 'consent':
      return prefer(words.sync.agree, { syncConsent: true }, 'primary');
    case 'data-saver':
      return prefer(words.sync.despiteSaver, { onDataSaver: 'records' });
    case 'metered':
      return prefer(words.sync.despiteCost, { onMetered: 'records' });
    case 'disabled':
      return sendNow(words.sync.sendNow);
    case 'portal':
      return <PortalLink />;
    case 'unreachable':
    case 'backoff':
      return sendNow(words.sync.tryNow);
    case 'offline':
    case 'office':
    case 'pressure':
    case 'locked':
      return null;
  }
}

/** A wait of unknown length is said in words: who pressed sees that it was heard. */
function SendNow({ label, engine }: { label: string; engine: Fieldsync }) {
  const words = useWords();
  const [asking, setAsking] = useState(false);
  const send = (): void => {
    if (asking) return;
    setAsking(true);
    void engine.syncNow().finally(() => setAsking(false));
  };
  return (
    <Button look="primary" aria-disabled={asking} onClick={send}>
      {asking ? words.sync.looking : label}
    </Button>
  );
}

function BatteryLimit({ settings }: { settings: BackgroundSyncSettings }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.sync.batteryLimit}</Button>
      <BatteryLimitSheet settings={settings} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** A portal can only put its page in the place of one without https, so that is what is opened. */
function PortalLink() {
  const words = useWords();
  return (
    <Button onClick={() => window.open(`http://${location.hostname}/`, '_blank', 'noopener')}>
      {words.holds.portal.action}
    </Button>
  );
}
