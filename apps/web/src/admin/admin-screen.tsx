'use client';
import { jobPageSchema, paths, webhookListSchema, type JobFilter } from '@fieldsync/protocol';
import { useState } from 'react';
import { TabBar } from '../components/tab-bar.tsx';
import { LiveRefusal } from '../live/live-refusal.tsx';
import { OfficeHead } from '../live/office-head.tsx';
import { useOffice } from '../live/use-office.ts';
import { useWords } from '../words/words.tsx';
import { JobsTab } from './jobs-tab.tsx';
import { sayJobs, sayWebhooks } from './say-admin.ts';
import { WebhooksTab } from './webhooks-tab.tsx';

type TabKey = 'jobs' | 'webhooks';

const JOBS_PAGE = 50;
const MOST_JOBS = 200;

/** For administrators: what follows from records and was not done, and who outside is told. */
export function AdminScreen() {
  const words = useWords();
  const { admin } = words;
  const [tab, setTab] = useState<TabKey>('jobs');
  const [filter, setFilter] = useState<JobFilter>('failed');
  const [limit, setLimit] = useState(JOBS_PAGE);
  const jobs = useOffice(`${paths.jobs}?state=${filter}&limit=${String(limit)}`, jobPageSchema, ['jobs']);
  const webhooks = useOffice(paths.webhooks, webhookListSchema, ['jobs']);
  const shown = tab === 'jobs' ? jobs : webhooks;
  const sentence =
    tab === 'jobs'
      ? sayJobs(jobs.data?.counts, jobs.refusal !== undefined, words)
      : sayWebhooks(webhooks.data?.items, webhooks.refusal !== undefined, words);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <OfficeHead title={admin.title} sentence={sentence} backHref="/more/" />
      {shown.refusal === undefined ? null : <LiveRefusal why={shown.refusal} onTryNow={shown.askAgain} />}
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <TabBar
          label={admin.title}
          chosen={tab}
          onChoose={setTab}
          tabs={[
            {
              key: 'jobs',
              label: admin.tabs.jobs,
              content: (
                <JobsTab
                  page={jobs.data}
                  filter={filter}
                  onFilter={(next) => {
                    setFilter(next);
                    setLimit(JOBS_PAGE);
                  }}
                  onMore={limit < MOST_JOBS ? () => setLimit(MOST_JOBS) : undefined}
                  onChanged={jobs.askAgain}
                />
              ),
            },
            {
              key: 'webhooks',
              label: admin.tabs.webhooks,
              content: <WebhooksTab items={webhooks.data?.items} onChanged={webhooks.askAgain} />,
            },
          ]}
        />
      </main>
    </div>
  );
}
