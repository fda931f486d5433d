'use client';
import type { StoredRecord } from '@fieldsync/engine';
import { useNow } from '../../clock/clock.tsx';
import { Button } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { decisionView } from '../../sync/decision-lines.ts';
import { useEngine } from '../../sync/engine-context.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useWords } from '../../words/words.tsx';

/** What the office decided about this person's version of the record, and that they have seen it. */
export function Decisions({ record }: { record: StoredRecord }) {
  const words = useWords();
  const now = useNow();
  const places = usePlaces();
  const engine = useEngine();
  const { phone } = words.conflicts;
  const decisions = [...(record.decisions ?? [])].reverse();
  if (decisions.length === 0) return null;
  const unseen = decisions.some(({ seen }) => !seen);
  const gone = record.base?.data === null;
  return (
    <section className="card mt-4 px-4 py-3.5">
      <h3 className="row-title flex items-center gap-2">
        <StateMark state="office" size="sm" />
        {phone.section}
      </h3>
      {decisions.map((decision) => {
        const view = decisionView(decision, record, { places, now, words });
        return (
          <div key={decision.operation} className="pt-2 not-last:edge-b not-last:pb-2">
            <p className="detail">{view.decided}</p>
            {view.record === undefined ? null : <p className="strong pt-1">{view.record}</p>}
            <Checklist>
              {view.answers.map(({ field, name, yours, stands }) => (
                <ChecklistLine
                  key={field}
                  name={name}
                  answer={stands === undefined ? yours : words.records.values.several([yours, stands])}
                />
              ))}
            </Checklist>
            <p className="detail [overflow-wrap:anywhere]">{view.why}</p>
          </div>
        );
      })}
      {unseen ? (
        <Button className="mt-3 w-full" onClick={() => void engine?.seeDecisions(record.id)}>
          {gone ? phone.seenAndGone : phone.seen}
        </Button>
      ) : null}
    </section>
  );
}
