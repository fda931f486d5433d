'use client';
import type { RecordDetail } from '@fieldsync/protocol';
import { useState } from 'react';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { seesLive } from '../components/navigation.ts';
import { useSession } from '../session/use-session.ts';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { OverrideSheet } from './override-sheet.tsx';

/** Who set the score of this record by hand and why, and the way to do so or to take it back. */
export function OverridePart({ record, onDone }: { record: RecordDetail; onDone: () => void }) {
  const words = useWords();
  const now = useNow();
  const { account } = useSession();
  const { override: say } = words.queue;
  const { override } = record;
  const [open, setOpen] = useState<'set' | 'undo'>();
  return (
    <div className="grid gap-2 pt-3">
      {override === null ? null : (
        <div className="rounded-sm bg-select px-3 py-2.5 text-sm">
          <p className="strong">{say.byWhy(override.coordinatorName, override.justification)}</p>
          <p className="text-ink-2">
            {sayWhen(new Date(override.timestamp), now, words)} · {say.was(String(override.originalPriority))}
          </p>
        </div>
      )}
      {seesLive(account?.role) ? (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setOpen('set')}>
            {override === null ? say.set : say.change}
          </Button>
          {override === null ? null : (
            <Button size="sm" look="quiet" onClick={() => setOpen('undo')}>
              {say.undo}
            </Button>
          )}
        </div>
      ) : null}
      <OverrideSheet
        ids={open === undefined ? undefined : [record.id]}
        undo={open === 'undo'}
        score={record.score}
        onClose={() => setOpen(undefined)}
        onDone={onDone}
      />
    </div>
  );
}
