'use client';
import { QueueRow } from '../../components/queue-row.tsx';
import { recordTitle } from '../../sync/record-title.ts';
import { useArrivals } from '../../sync/use-arrivals.ts';
import { useWords } from '../../words/words.tsx';

/** What the office confirmed a moment ago stays in sight for ten seconds, with its check. */
export function ArrivedRows({ places }: { places: ReadonlyMap<string, { name: string }> }) {
  const words = useWords();
  const arrivals = useArrivals();
  if (arrivals.length === 0) return null;
  return (
    <ul className="ruled-bare pt-1.5" aria-label={words.sync.arrivedNow}>
      {arrivals.map((record) => (
        <QueueRow
          key={record.id}
          href={`/records/detail/?id=${record.id}`}
          state="office"
          title={recordTitle(record, places, words)}
          right={words.states.office}
          band={record.band}
          reason={record.reason}
        />
      ))}
    </ul>
  );
}
