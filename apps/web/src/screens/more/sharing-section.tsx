'use client';
import type { SyncPreferences, SyncState } from '@fieldsync/engine';
import { useState } from 'react';
import { Question } from '../../components/forms/question.tsx';
import { SegmentedChoice } from '../../components/forms/segmented-choice.tsx';
import { noteConsents } from '../../privacy/consent-outbox.ts';
import { useSession } from '../../session/use-session.ts';
import { useEngine, useSyncState } from '../../sync/engine-context.ts';
import { usePreferences } from '../../sync/use-preferences.ts';
import { useWords } from '../../words/words.tsx';

interface Choosing {
  preferences: SyncPreferences;
  choose: (change: Partial<SyncPreferences>) => void;
}

/** Consent to send, what goes where it costs, and what else the office may learn. */
export function SharingSection() {
  const { sharing } = useWords();
  const engine = useEngine();
  const preferences = usePreferences();
  const connection = useSyncState()?.connection;
  const [chosen, setChosen] = useState<Partial<SyncPreferences>>({});
  const [writing, setWriting] = useState(0);
  const { account } = useSession();
  if (engine === undefined || preferences === undefined) return null;
  // What was just chosen, before the database has told of it: a second choice must not take back the first.
  const now = { ...preferences, ...chosen };
  const choose: Choosing['choose'] = (change) => {
    setChosen({ ...chosen, ...change });
    setWriting((count) => count + 1);
    void engine
      .putPreferences({ ...now, ...change })
      .then(() =>
        noteConsents(account?.id, change, {
          sending: `${sharing.consent}. ${sharing.consentHint}`,
          figures: `${sharing.metrics}. ${sharing.metricsHint}`,
        }),
      )
      .finally(() => setWriting((count) => count - 1));
  };
  const choosing = { preferences: now, choose };
  return (
    <section aria-busy={writing > 0}>
      <h2 className="section-title">{sharing.title}</h2>
      <div className="card px-4 pb-4">
        <YesOrNo name="syncConsent" label={sharing.consent} hint={sharing.consentHint} {...choosing} />
        <YesOrNo
          name="criticalOverrides"
          label={sharing.critical}
          hint={sharing.criticalHint}
          {...choosing}
        />
        <UpTo name="onMetered" label={sharing.metered} hint={sharing.meteredHint} {...choosing} />
        <UpTo name="onDataSaver" label={sharing.dataSaver} {...choosing} />
        {connection === undefined || connection === null ? null : (
          <Cost connection={connection} {...choosing} />
        )}
        <YesOrNo name="metricsConsent" label={sharing.metrics} hint={sharing.metricsHint} {...choosing} />
      </div>
    </section>
  );
}

function YesOrNo({
  name,
  label,
  hint,
  preferences,
  choose,
}: Choosing & {
  name: 'syncConsent' | 'criticalOverrides' | 'metricsConsent';
  label: string;
  hint: string;
}) {
  const { sharing } = useWords();
  return (
    <Question group label={label} hint={hint}>
      <SegmentedChoice
        options={[
          { value: 'yes', label: sharing.yes },
          { value: 'no', label: sharing.no },
        ]}
        value={preferences[name] ? 'yes' : 'no'}
        onChange={(answer) => choose({ [name]: answer === 'yes' })}
      />
    </Question>
  );
}

function UpTo({
  name,
  label,
  hint,
  preferences,
  choose,
}: Choosing & { name: 'onMetered' | 'onDataSaver'; label: string; hint?: string }) {
  const { sharing } = useWords();
  return (
    <Question group label={label} hint={hint}>
      <SegmentedChoice
        options={[
          { value: 'records', label: sharing.allRecords },
          { value: 'critical', label: sharing.criticalOnly },
        ]}
        value={preferences[name]}
        onChange={(lane) => choose({ [name]: lane })}
      />
    </Question>
  );
}

function Cost({
  connection,
  preferences,
  choose,
}: Choosing & { connection: NonNullable<SyncState['connection']> }) {
  const { sharing } = useWords();
  const { type } = connection;
  const costs = preferences.costly[type] ?? connection.costs;
  return (
    <Question group label={sharing.connection[type]} hint={sharing.connectionHint}>
      <SegmentedChoice
        options={[
          { value: 'free', label: sharing.free },
          { value: 'costs', label: sharing.costs },
        ]}
        value={costs ? 'costs' : 'free'}
        onChange={(answer) => choose({ costly: { ...preferences.costly, [type]: answer === 'costs' } })}
      />
    </Question>
  );
}
