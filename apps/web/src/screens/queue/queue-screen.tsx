'use client';
import { paths, priorityQueueSchema } from '@fieldsync/protocol';
import { useState } from 'react';
import { TabBar } from '../../components/tab-bar.tsx';
import { LiveRefusal } from '../../live/live-refusal.tsx';
import { OfficeHead } from '../../live/office-head.tsx';
import { useWords } from '../../words/words.tsx';
import { PhonesTab } from './phones-tab.tsx';
import { PriorityTab } from './priority-tab.tsx';
import { RulesTab } from './rules-tab.tsx';
import { sayQueue } from './say-queue.ts';
import { useOffice } from '../../live/use-office.ts';

type TabKey = 'phones' | 'priority' | 'rules';

/** What is still on the phones, by their own word, and what decides which of it goes first. */
export function QueueScreen() {
  const words = useWords();
  const [tab, setTab] = useState<TabKey>('phones');
  const queue = useOffice(paths.queue, priorityQueueSchema, ['record', 'rules']);
  const { sentence, detail } =
    tab === 'rules'
      ? { sentence: words.queue.rules.say, detail: undefined }
      : sayQueue(queue.data, queue.refusal !== undefined, words);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <OfficeHead title={words.queue.title} sentence={sentence} backHref="/more/" />
      {detail === undefined ? null : <p className="detail gutter pb-2 lg:-mt-3">{detail}</p>}
      {queue.refusal === undefined || tab === 'rules' ? null : (
        <LiveRefusal why={queue.refusal} onTryNow={queue.askAgain} />
      )}
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <TabBar
          label={words.queue.title}
          chosen={tab}
          onChoose={setTab}
          tabs={[
            { key: 'phones', label: words.queue.tabs.phones, content: <PhonesTab queue={queue.data} /> },
            {
              key: 'priority',
              label: words.queue.tabs.priority,
              content: <PriorityTab queue={queue.data} />,
            },
            { key: 'rules', label: words.queue.tabs.rules, content: <RulesTab /> },
          ]}
        />
      </main>
    </div>
  );
}
