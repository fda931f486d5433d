'use client';
import type { RecordDetail } from '@fieldsync/protocol';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { useNow } from '../clock/clock.tsx';
import { ButtonLink, IconButton } from '../components/button.tsx';
import { Checklist, ChecklistLine } from '../components/checklist.tsx';
import { PriorityChip } from '../components/priority-chip.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { SystemState } from '../components/system-state.tsx';
import { answerLines } from '../sync/answer-lines.ts';
import { recordKind } from '../sync/record-title.ts';
import { useWords } from '../words/words.tsx';
import { pathLines, scoreLines } from './detail-lines.ts';
import { OverridePart } from './override-part.tsx';
import { useRecordDetail } from './use-record-detail.ts';

/** Letters of a record's id that tell it from the others, and by which it is found. */
const CODE_LENGTH = 13;

function Part({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="py-2 not-last:edge-b">
      {title === undefined ? null : <h3 className="strong pt-1 pb-0.5 lg:text-[0.9375rem]">{title}</h3>}
      {children}
    </section>
  );
}

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
      <Part>
        <Checklist label={detail.priority}>
          {scoreLines(record, words).map((line, index) => (
            <ChecklistLine key={`${String(index)} ${line.name}`} {...line} />
          ))}
        </Checklist>
      </Part>
      <Part title={detail.path}>
        <Checklist>
          {pathLines(record, now, words).map((line) => (
            <ChecklistLine key={line.name} {...line} />
          ))}
        </Checklist>
      </Part>
      <Part title={detail.answers}>
        <Answers record={record} />
      </Part>
    </>
  );
}

/**
 * The chosen record: beside the list on wide screens, over it on narrower ones, in its place on phones. Escape closes.
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
  const heading = useRef<HTMLHeadingElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A sheet over the page closes by itself.
      const inSheet = document.querySelector('dialog[open]') !== null;
      if (event.key === 'Escape' && !event.defaultPrevented && !inSheet) close();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    // Over the list the panel is what a person reads next; beside it the focus stays in the list.
    if (!matchMedia('(min-width: 1200px)').matches) heading.current?.focus();
  }, [id]);
  const record = state.at === 'known' ? state.record : undefined;
  const kind = record === undefined ? detail.label : recordKind(record, words);
  const place = record?.place?.name;
  return (
    <aside
      aria-label={detail.label}
      className="fixed inset-0 z-20 overflow-y-auto bg-canvas px-(--fs-gutter) py-3 md:left-auto md:w-[372px] md:edge-l md:px-5 md:py-4 md:shadow-float min-[1200px]:static min-[1200px]:w-[320px] min-[1200px]:flex-none min-[1200px]:shadow-none"
    >
      <div className="flex items-center justify-between">
        <span className="font-mono text-xs text-ink-3">{id.slice(0, CODE_LENGTH)}</span>
        <IconButton icon="close" label={detail.close} onClick={onClose} className="-mr-3" />
      </div>
      <h2
        ref={heading}
        tabIndex={-1}
        className="text-[1.1875rem] leading-[26px] font-bold tracking-[-0.015em] outline-none"
      >
        {place === undefined ? kind : words.domain.titleAndPlace(kind, place)}
      </h2>
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
    </aside>
  );
}
