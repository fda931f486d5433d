'use client';
import { useWords } from '../words/words.tsx';
import { ProgressBar, ProgressSegments, SEGMENT_LIMIT, type Segment } from './progress-segments.tsx';
import type { SyncState } from './sync-state.ts';

/** Segments up to 24 records, one continuous bar above; heard as one sentence. */
export function ProgressSteps({
  segments,
  marked = false,
}: {
  segments: readonly Segment[];
  marked?: boolean;
}) {
  const words = useWords();
  const count = (state: SyncState): number => segments.filter((segment) => segment.state === state).length;
  const office = count('office');
  const sending = count('send');
  if (segments.length > SEGMENT_LIMIT) {
    const percent = Math.floor((office / segments.length) * 100);
    return <ProgressBar percent={percent} label={words.sync.percent(percent)} />;
  }
  const label = words.sync.segments(office, sending, segments.length - office - sending);
  return <ProgressSegments segments={segments} marked={marked} label={label} />;
}
