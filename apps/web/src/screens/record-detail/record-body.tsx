'use client';
import type { StoredRecord } from '@fieldsync/engine';
import { useNow } from '../../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { PriorityReason } from '../../components/priority-chip.tsx';
import { scoreLines } from '../../live/detail-lines.ts';
import { answerLines } from '../../sync/answer-lines.ts';
import { historyLines } from '../../sync/history-lines.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useQueueOf } from '../../sync/use-records.ts';
import { useWords } from '../../words/words.tsx';
import { Decisions } from './decisions.tsx';
import { recordAnswer } from './record-answer.ts';
import { useRecordState } from './use-record-state.ts';

/** Where the record is, why it has its place in line, what happened, and its answers. */
export function RecordBody({ record, quiet = false }: { record: StoredRecord; quiet?: boolean }) {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const queue = useQueueOf(record.id) ?? [];
  const view = useRecordState(record);
  if (view === undefined) return null;
  const { sentence, detail } = recordAnswer(record, view, queue, now, words);
  const answers = answerLines(record, { places, now, words });
  const heading = 'section-title pt-5 pb-0.5';
  return (
    <>
      {quiet ? null : <p className="say pt-2.5">{sentence}</p>}
      <p className="detail pt-1.5">{detail}</p>
      <Decisions record={record} />
      {record.deleted ? <p className="detail strong pt-1">{words.records.deleted}</p> : null}
      <div className="flex flex-wrap items-center gap-2 pt-4">
        <PriorityReason band={record.band} reason={record.override === undefined ? record.reason : ''} />
        <span className="ml-auto text-xs text-ink-3">{words.records.detail.score(record.score)}</span>
      </div>
      {record.override === undefined ? null : (
        <p className="strong pt-1 text-sm">
          {words.queue.override.byWhy(record.override.coordinatorName, record.override.justification)}
        </p>
      )}
      {record.reasons.length === 0 ? null : (
        <Checklist label={words.live.detail.priority}>
          {scoreLines(record, words).map((line, index) => (
            <ChecklistLine key={`${index} ${line.name}`} {...line} />
          ))}
        </Checklist>
      )}
      <h3 className={heading}>{words.records.detail.history}</h3>
      <Checklist>
        {historyLines(record, queue, now, words).map((line, index) => (
          <ChecklistLine key={`${index} ${line.name}`} {...line} />
        ))}
      </Checklist>
      <h3 className={heading}>{words.records.detail.answers}</h3>
      {answers.length === 0 ? (
        <p className="detail py-2">{words.records.detail.noAnswers}</p>
      ) : (
        <Checklist>
          {answers.map((line) => (
            <ChecklistLine key={line.field} name={line.name} answer={line.answer} />
          ))}
        </Checklist>
      )}
    </>
  );
}
