'use client';
import { useNow } from '../../clock/clock.tsx';
import { RecordRow } from '../../components/record-row.tsx';
import { recordTitle } from '../../sync/record-title.ts';
import { useDecided } from '../../sync/use-records.ts';
import { sayWhenShort } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';

/** Records about which the office decided, until the person has looked at each. */
export function DecidedRows({ places }: { places: ReadonlyMap<string, { name: string }> }) {
  const words = useWords();
  const now = useNow();
  const records = useDecided() ?? [];
  if (records.length === 0) return null;
  const { phone } = words.conflicts;
  return (
    <section>
      <h2 className="section-title pb-0.5 lg:pt-1">
        {phone.section}
        <span className="font-medium">{records.length}</span>
      </h2>
      <ul className="card ruled">
        {records.map((record) => {
          const latest = record.decisions?.findLast(({ seen }) => !seen);
          return (
            <RecordRow
              key={record.id}
              href={`/records/detail/?id=${record.id}`}
              state="office"
              stateText={phone.row(latest?.by ?? '')}
              title={recordTitle(record, places, words)}
              time={latest === undefined ? '' : sayWhenShort(new Date(latest.at), now, words)}
              band={record.band}
            />
          );
        })}
      </ul>
    </section>
  );
}
