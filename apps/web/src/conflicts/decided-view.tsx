'use client';
import type { ConflictDetail } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { questionWords } from '@fieldsync/protocol/forms';
import { answerLines } from '../sync/answer-lines.ts';
import { usePlaces } from '../sync/use-places.ts';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { Happened } from './happened.tsx';

function nameOf({ type, sector }: ConflictDetail['record'], field: string, words: Words): string {
  const asked = type === 'MEDIA' || sector === null ? undefined : questionWords(words, type, sector, field);
  return asked?.short ?? asked?.label ?? field;
}

/** What was decided, by whom and why; and the way to another decision. */
export function DecidedView({ conflict, onChange }: { conflict: ConflictDetail; onChange: () => void }) {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const { conflicts } = words;
  const { resolution, record } = conflict;
  if (resolution === null) return null;
  const fields = new Set(conflict.sides.map(({ field }) => field));
  const lines = answerLines(record, { places, now, words }).filter(({ field }) => fields.has(field));
  const shown = new Set(lines.map(({ field }) => field));
  const none = conflict.sides
    .filter(({ field }) => !shown.has(field))
    .map(({ field }) => ({ field, name: nameOf(record, field, words) }));
  return (
    <div className="gutter grid max-w-[1208px] gap-x-10 gap-y-5 pb-8 lg:grid-cols-2">
      <div>
        <p className="strong flex items-center gap-2 text-state-office" role="status">
          <StateMark state="office" />
          {conflicts.decidedBy(resolution.by.name, sayWhen(new Date(resolution.at), now, words))}
        </p>
        <p className="detail pt-1">{conflicts.arrives}</p>
        <h2 className="section-title">{record.deleted ? conflicts.removedNow : conflicts.stands}</h2>
        {record.deleted ? null : (
          <Checklist>
            {lines.map((line) => (
              <ChecklistLine key={line.field} name={line.name} answer={line.answer} />
            ))}
            {none.map(({ field, name }) => (
              <ChecklistLine key={field} name={name} answer={conflicts.noAnswer} />
            ))}
          </Checklist>
        )}
        <h2 className="section-title">{conflicts.reason}</h2>
        <p className="[overflow-wrap:anywhere] whitespace-pre-line">{resolution.justification}</p>
        <Button className="mt-5" onClick={onChange}>
          {conflicts.change}
        </Button>
      </div>
      <Happened history={conflict.history} />
    </div>
  );
}
