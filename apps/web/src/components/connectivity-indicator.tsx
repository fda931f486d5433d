'use client';
import Link from 'next/link';
import { useWords } from '../words/words.tsx';
import { connectivityFaces, type ConnectivityKind } from './connectivity-kind.ts';
import { SignalBars } from './signal-bars.tsx';

/** The pill in the bar of every page: bars and words. 36 px high, 50 px to touch; it opens Sync. */
export function ConnectivityIndicator({ kind }: { kind: ConnectivityKind }) {
  const words = useWords();
  const face = connectivityFaces[kind];
  const text = words.connectivity[face.words];
  return (
    <Link
      href="/sync/"
      aria-label={words.connectivity.label(text)}
      data-connectivity={kind}
      className="press reach strong inline-flex min-h-9 flex-none items-center gap-1.5 rounded-full edge bg-surface pr-3 pl-2.5 text-sm leading-[1.4] whitespace-nowrap"
    >
      <SignalBars level={face.bars} struck={face.struck} />
      {text}
    </Link>
  );
}
