'use client';
import { Icon } from '../components/icon.tsx';
import { useWords } from '../words/words.tsx';

/** A bolt, for a phone that charges. */
export function ChargingMark() {
  const { fleet } = useWords();
  return (
    <>
      <Icon name="bolt" size="xs" />
      <span className="sr-only">{fleet.chargingMark} </span>
    </>
  );
}

/** A battery as full as the phone said. Decoration beside the figure. */
export function Battery({ level }: { level: number }) {
  const full = Math.min(100, Math.max(0, level)) / 100;
  return (
    <svg width="26" height="12" viewBox="0 0 26 12" aria-hidden className="flex-none">
      <rect
        x=".75"
        y=".75"
        width="22"
        height="10.5"
        rx="2.5"
        fill="none"
        className="stroke-line-2"
        strokeWidth="1.5"
      />
      <rect x="2.5" y="2.5" width={18.5 * full} height="7" rx="1" className="fill-ink" />
      <rect x="24" y="4" width="2" height="4" rx="1" className="fill-line-2" />
    </svg>
  );
}
