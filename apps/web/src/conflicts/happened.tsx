'use client';
import type { ConflictDetail } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { sayWhenShort } from '../words/when.ts';
import { useWords } from '../words/words.tsx';

/** What the office knows of the record's way here, oldest first. */
export function Happened({ history }: Pick<ConflictDetail, 'history'>) {
  const words = useWords();
  const now = useNow();
  return (
    <section>
      <h2 className="strong">{words.conflicts.happened}</h2>
      <Checklist>
        {history.map(({ at, act, by }, index) => (
          <ChecklistLine
            key={`${String(index)} ${at}`}
            name={words.conflicts.acts[act](by.name)}
            answer={sayWhenShort(new Date(at), now, words)}
          />
        ))}
      </Checklist>
    </section>
  );
}
