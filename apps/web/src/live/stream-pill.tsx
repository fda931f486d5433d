'use client';
import { SignalBars } from '../components/signal-bars.tsx';
import { useWords } from '../words/words.tsx';
import type { StreamState } from './stream-state.ts';

const bars = { live: 4, looking: 1, silent: 0 } as const;

/** Whether new records show by themselves now. */
export function StreamPill({ stream }: { stream: StreamState }) {
  const words = useWords().live.stream;
  return (
    <span
      role="status"
      data-stream={stream.at}
      className="strong inline-flex min-h-9 items-center gap-1.5 rounded-full edge bg-surface pr-3 pl-2.5 text-sm leading-5"
    >
      <SignalBars level={bars[stream.at]} struck={stream.at === 'silent'} />
      {words[stream.at]}
    </span>
  );
}
