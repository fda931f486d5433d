'use client';
import type { CriticalAlert } from '@fieldsync/protocol';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { StateMark } from '../components/state-mark.tsx';
import { sayDuration, sayWhenShort } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { useAskPhones } from './use-ask-phones.ts';

/** The one phone that has held a critical record for longest, and what can be done from here. */
export function AlertCard({
  alert,
  onOpen,
  onAsked,
}: {
  alert: CriticalAlert;
  onOpen: () => void;
  onAsked: () => void;
}) {
  const words = useWords();
  const now = useNow();
  const { alert: said } = words.fleet;
  const { asking, refusal, ask } = useAskPhones(onAsked);
  const when = (at: string): string => sayWhenShort(new Date(at), now, words);
  const age = sayDuration(Math.max(0, (now.getTime() - Date.parse(alert.since)) / 1_000), words);
  return (
    <section className="mx-(--fs-gutter) mb-3 grid grid-cols-[auto_1fr] gap-x-3 gap-y-3 rounded-md border-2 border-state-needs bg-surface px-4 py-3.5 lg:mx-8 lg:grid-cols-[auto_1fr_auto] lg:items-center lg:gap-x-4 lg:px-5">
      <StateMark state="needs" size="lg" />
      <div className="min-w-0">
        <h2 className="text-lg leading-6 font-bold tracking-[-0.015em]">{said.title(age)}</h2>
        <p className="detail pt-0.5">
          {said.detail(alert.user.name, when(alert.since), when(alert.lastContact))}
        </p>
        {refusal === undefined ? null : (
          <p role="alert" className="strong pt-1 text-sm text-state-needs">
            {words.fleet.ask.failed}: {words.live.noAnswer[refusal.why].title}
          </p>
        )}
      </div>
      <div className="col-span-2 grid grid-cols-2 gap-2 lg:col-span-1 lg:flex">
        <Button
          aria-disabled={asking}
          onClick={() => {
            if (!asking) void ask([alert.device], { kind: 'start' });
          }}
        >
          {said.askFirst}
        </Button>
        <Button look="primary" onClick={onOpen}>
          {said.open}
        </Button>
      </div>
    </section>
  );
}
