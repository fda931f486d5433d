'use client';
import { BANDS, type PriorityQueue } from '@fieldsync/protocol';
import { useNow } from '../../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { PriorityChip } from '../../components/priority-chip.tsx';
import { sayWhen } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';
import { Recalculation } from './recalculation.tsx';

const KEY = { CRITICAL: 'critical', HIGH: 'high', NORMAL: 'normal', LOW: 'low' } as const;

/** All phones together, by band, and scoring everything at the office once more. */
export function PriorityTab({ queue }: { queue: PriorityQueue | undefined }) {
  const words = useWords();
  const now = useNow();
  const { priority } = words.queue;
  const figure = (value: number | null): string =>
    value === null ? priority.unknown : new Intl.NumberFormat(words.locale).format(Math.round(value));
  const stats = queue?.stats;
  const oldest = stats?.oldestCriticalAt ?? null;
  return (
    <div className="gutter grid max-w-[1208px] gap-6 py-4 lg:grid-cols-2 lg:items-start lg:gap-8">
      {stats === undefined ? null : (
        <section aria-label={priority.onPhones}>
          <h2 className="section-title">{priority.onPhones}</h2>
          <ul className="card ruled-bare">
            {BANDS.map((band) => (
              <li key={band} className="flex min-h-14 items-center justify-between px-4">
                <PriorityChip band={band} />
                <span className="strong text-lg">{figure(stats.bands[KEY[band]])}</span>
              </li>
            ))}
          </ul>
          <div className="pt-3">
            <Checklist>
              <ChecklistLine name={priority.total} answer={figure(stats.total)} />
              <ChecklistLine
                name={priority.oldest}
                answer={oldest === null ? priority.none : sayWhen(new Date(oldest), now, words)}
              />
              <ChecklistLine name={priority.average} answer={figure(stats.averageScore)} />
              <ChecklistLine name={priority.overridden} answer={figure(stats.overridden)} />
              <ChecklistLine name={priority.awaited} answer={figure(stats.awaited)} />
            </Checklist>
          </div>
        </section>
      )}
      <Recalculation />
    </div>
  );
}
