'use client';
import type { Performance } from '@fieldsync/engine';
import { useNow } from '../../clock/clock.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { useLive } from '../../sync/use-live.ts';
import { useSettings } from '../../sync/use-settings.ts';
import { sayBatteryPercent } from '../../words/battery-percent.ts';
import { sayBytes, sayDuration, sayWhen } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';
import { RecommendationRow } from './recommendation-row.tsx';

function Sendings({ sessions, average }: Pick<Performance, 'sessions' | 'average'>) {
  const words = useWords();
  const now = useNow();
  const { performance } = words;
  const last = sessions.find((session) => session.itemsProcessed > 0 && session.endTime !== undefined);
  const { firstAck, itemsPerMinute } = average;
  return (
    <Checklist>
      {last?.endTime === undefined ? null : (
        <ChecklistLine
          name={performance.last}
          answer={performance.lastValue(
            sayWhen(new Date(last.endTime), now, words),
            last.itemsSucceeded,
            last.itemsProcessed,
          )}
        />
      )}
      {firstAck === null ? null : (
        <>
          <ChecklistLine name={performance.usually} answer={sayDuration(firstAck.p50Ms / 1_000, words)} />
          {firstAck.of < 2 ? null : (
            <ChecklistLine name={performance.slow} answer={sayDuration(firstAck.p95Ms / 1_000, words)} />
          )}
        </>
      )}
      {itemsPerMinute < 1 ? null : (
        <ChecklistLine name={performance.perMinute} answer={String(Math.round(itemsPerMinute))} />
      )}
    </Checklist>
  );
}

function Week({ week }: Pick<Performance, 'week'>) {
  const words = useWords();
  const { performance } = words;
  return (
    <>
      <h3 className="strong pt-3 text-sm">{performance.week}</h3>
      <Checklist>
        <ChecklistLine name={performance.sendings} answer={String(week.sessions)} />
        <ChecklistLine name={performance.empty} answer={String(week.emptyPulls)} />
        <ChecklistLine name={performance.data} answer={sayBytes(week.wireBytes, words)} />
        {week.meteredBytes === 0 ? null : (
          <ChecklistLine name={performance.costly} answer={sayBytes(week.meteredBytes, words)} />
        )}
        {week.savedBytes === 0 ? null : (
          <ChecklistLine name={performance.saved} answer={sayBytes(week.savedBytes, words)} />
        )}
        <ChecklistLine
          name={performance.energy}
          answer={performance.energyValue(sayBatteryPercent(week.joules, words))}
        />
      </Checklist>
      <p className="pb-1 text-xs text-ink-3">{performance.energyNote}</p>
    </>
  );
}

/** How sending went on this phone, what it cost, and what could be saved. Nothing of it leaves the phone by being shown. */
export function PerformanceSection() {
  const { performance } = useWords();
  const figures = useLive((engine) => engine.getPerformance(), []);
  const settings = useSettings();
  if (figures === undefined) return null;
  const { sessions, average, week, recommendations } = figures;
  return (
    <section>
      <h2 className="section-title">{performance.title}</h2>
      <div className="card px-4 pt-1.5 pb-3">
        {sessions.length === 0 ? (
          <p className="detail py-2">{performance.none}</p>
        ) : (
          <Sendings sessions={sessions} average={average} />
        )}
        {week.requests === 0 ? null : <Week week={week} />}
        {recommendations.length === 0 || settings === undefined ? null : (
          <>
            <h3 className="strong pt-3 text-sm">{performance.worth}</h3>
            <ul className="ruled-bare list-none">
              {recommendations.map((recommendation) => (
                <RecommendationRow
                  key={recommendation.kind}
                  recommendation={recommendation}
                  intervalMinutes={settings.syncIntervalMinutes}
                />
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
