'use client';
import { JOB_FILTERS, jobsRetriedSchema, paths, type JobFilter, type JobPage } from '@fieldsync/protocol';
import { useState } from 'react';
import { z } from 'zod';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FilterChips } from '../components/filter-chips.tsx';
import { showToast } from '../components/show-toast.tsx';
import { tellOffice } from '../live/ask-office.ts';
import type { Words } from '../words/en.ts';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';

type Job = JobPage['items'][number];

const nothingSchema = z.object({});

const kindOf = (kind: string, words: Words): string => words.admin.jobs.kinds[kind] ?? kind;

function JobRow({ job, onRetry }: { job: Job; onRetry: () => void }) {
  const words = useWords();
  const now = useNow();
  const { jobs } = words.admin;
  const when = (at: string): string => sayWhen(new Date(at), now, words);
  const tries = jobs.tries(new Intl.NumberFormat(words.locale).format(job.attempts), job.attempts === 1);
  const reason = job.stalled ? jobs.hangs : job.state === 'failed' ? (job.error ?? jobs.noReason) : job.error;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3" data-job={job.state}>
      <div className="min-w-0 flex-[1_1_240px]">
        <p className="row-title">{kindOf(job.kind, words)}</p>
        {reason === null ? null : (
          <p
            className={`text-sm [overflow-wrap:anywhere] ${job.state === 'failed' ? 'text-state-needs' : ''}`}
          >
            {reason}
          </p>
        )}
        <p className="detail">
          {jobs.number(String(job.id))} · {jobs.since(when(job.createdAt))}
          {job.attempts === 0 ? '' : ` · ${tries}`}
          {job.state === 'waiting' && job.notBefore !== null ? ` · ${jobs.againAt(when(job.notBefore))}` : ''}
        </p>
      </div>
      {job.state === 'failed' ? (
        <Button size="sm" onClick={onRetry}>
          {jobs.retry}
        </Button>
      ) : null}
    </li>
  );
}

/** What follows from records: what was given up, with its reason, and trying it again. */
export function JobsTab({
  page,
  filter,
  onFilter,
  onMore,
  onChanged,
}: {
  page: JobPage | undefined;
  filter: JobFilter;
  onFilter: (filter: JobFilter) => void;
  /** Undefined: more are not shown. */
  onMore: (() => void) | undefined;
  onChanged: () => void;
}) {
  const words = useWords();
  const { jobs } = words.admin;
  const [problem, setProblem] = useState<string>();
  const figure = (value: number): string => new Intl.NumberFormat(words.locale).format(value);
  const retryAll = async (kind: string): Promise<void> => {
    const answer = await tellOffice('POST', `${paths.jobs}/retry`, { kind }, jobsRetriedSchema);
    setProblem(answer.ok ? undefined : words.live.noAnswer[answer.why].title);
    if (answer.ok)
      showToast({
        text: jobs.retried(figure(answer.data.retried), answer.data.retried === 1),
        icon: 'check',
      });
    onChanged();
  };
  const retry = async (id: number): Promise<void> => {
    const answer = await tellOffice('POST', `${paths.jobs}/${String(id)}/retry`, undefined, nothingSchema);
    const why = answer.ok ? undefined : answer.why;
    setProblem(
      why === undefined ? undefined : why === 'not-found' ? jobs.gone : words.live.noAnswer[why].title,
    );
    if (answer.ok) showToast({ text: jobs.retried(figure(1), true), icon: 'check' });
    onChanged();
  };
  if (page === undefined) return null;
  return (
    <div className="gutter w-full max-w-[920px] py-3">
      <FilterChips
        label={jobs.filters}
        chips={JOB_FILTERS.map((key) => ({ key, label: jobs.chips[key], count: page.counts[key] }))}
        pressed={filter}
        onPress={onFilter}
      />
      <p className="detail py-3">{jobs.detail}</p>
      {problem === undefined ? null : (
        <p role="alert" className="strong pb-3 text-sm text-state-needs">
          {jobs.notRetried}: {problem}
        </p>
      )}
      {filter === 'failed' && page.failedKinds.length > 0 ? (
        <ul className="flex flex-wrap gap-2 pb-3">
          {page.failedKinds.map(({ kind, count }) => (
            <li key={kind}>
              <Button size="sm" onClick={() => void retryAll(kind)}>
                {jobs.retryAllOf(kindOf(kind, words), figure(count))}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {page.items.length === 0 ? (
        <EmptyState title={jobs.empty[filter]} detail={jobs.emptyDetail} />
      ) : (
        <ul aria-label={jobs.list} className="card ruled">
          {page.items.map((job) => (
            <JobRow key={job.id} job={job} onRetry={() => void retry(job.id)} />
          ))}
        </ul>
      )}
      {onMore === undefined || page.items.length >= page.counts[filter] ? null : (
        <div className="py-4 text-center">
          <Button onClick={onMore}>{jobs.more}</Button>
        </div>
      )}
    </div>
  );
}
