'use client';
import type { RecordDetail } from '@fieldsync/protocol';
import { useState } from 'react';
import { useNow } from '../clock/clock.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { PriorityChip } from '../components/priority-chip.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { SystemState } from '../components/system-state.tsx';
import { answerLines } from '../sync/answer-lines.ts';
import { recordKind } from '../sync/record-title.ts';
import { useWords } from '../words/words.tsx';
import { pathLines, scoreLines } from './detail-lines.ts';
import { OverridePart } from './override-part.tsx';
import { PanelPart, SidePanel } from './side-panel.tsx';
import { useRecordDetail } from './use-record-detail.ts';

/** Letters of a record's id that tell it from the others, and by which it is found. */
const CODE_LENGTH = 13;

function Answers({ record }: { record: RecordDetail }) {
  const words = useWords();
  const now = useNow();
  const { place } = record;
  const places = new Map(place === null ? [] : [[place.id, place]]);
  const lines = answerLines(record, { places, now, words });
  if (lines.length === 0) return <p className="detail py-2">{words.live.detail.noAnswers}</p>;
  return (
    <Checklist>
      {lines.map((line) => (
        <ChecklistLine key={line.field} name={line.name} answer={line.answer} />
      ))}
    </Checklist>
  );
}

function Body({ record, onChanged }: { record: RecordDetail; onChanged: () => void }) {
  const words = useWords();
  const now = useNow();
  const { detail } = words.live;
  const { place, from } = record;
  return (
    <>
      <p className="detail">{place === null ? from.name : detail.from(from.name, place.lga, place.ward)}</p>
      {record.state === 'conflict' ? (
        <p className="strong flex items-center gap-2 pt-3 text-sm text-state-conflict">
          <StateMark state="conflict" size="sm" />
          {detail.twoVersions}
          <ButtonLink
            size="sm"
            className="ml-auto"
            href={`/conflicts/?${new URLSearchParams({ q: record.id }).toString()}`}
          >
            {words.conflicts.choose}
          </ButtonLink>
        </p>
      ) : null}
      <div className="flex items-center gap-2 pt-3">
        <PriorityChip band={record.band} />
        <span className="text-sm text-ink-2">{detail.score(String(record.score))}</span>
      </div>
      <OverridePart record={record} onDone={onChanged} />
      <PanelPart>
        <Checklist label={detail.priority}>
          {scoreLines(record, words).map((line, index) => (
            <ChecklistLine key={`${String(index)} ${line.name}`} {...line} />
          ))}
        </Checklist>
      </PanelPart>
      <PanelPart title={detail.path}>
        <Checklist>
          {pathLines(record, now, words).map((line) => (
            <ChecklistLine key={line.name} {...line} />
          ))}
        </Checklist>
      </PanelPart>
      <PanelPart title={detail.answers}>
        <Answers record={record} />
      </PanelPart>
    </>
  );
}

/**
 * The chosen record.
 * @param seen what the row in the list says; when it says something else the record is asked for again
 */
export function LivePanel({
  id,
  seen,
  onClose,
}: {
  id: string;
  seen: string | undefined;
  onClose: () => void;
}) {
  const words = useWords();
  const { detail, noAnswer } = words.live;
  const [changes, setChanges] = useState(0);
  const state = useRecordDetail(id, `${seen ?? ''} ${String(changes)}`);
  const record = state.at === 'known' ? state.record : undefined;
  const kind = record === undefined ? detail.label : recordKind(record, words);
  const place = record?.place?.name;
  return (
    <SidePanel
      id={id}
      label={detail.label}
      close={detail.close}
      code={id.slice(0, CODE_LENGTH)}
      title={place === undefined ? kind : words.domain.titleAndPlace(kind, place)}
      beside={1_200}
      onClose={onClose}
    >
      {state.at === 'asking' ? (
        <p role="status" className="detail pt-2">
          {detail.loading}
        </p>
      ) : null}
      {state.at === 'refused' ? (
        <div className="pt-3">
          <SystemState sign={<StateMark state="needs" />} {...noAnswer[state.why]} />
        </div>
      ) : null}
      {record === undefined ? null : <Body record={record} onChanged={() => setChanges(changes + 1)} />}
    </SidePanel>
  );
}
