'use client';
import { useEffect, useState } from 'react';
import { connectivityFaces } from '../components/connectivity-kind.ts';
import { useConnectivity } from '../sync/use-connectivity.ts';
import { useWords } from '../words/words.tsx';

const quietMs = 60_000;

/** Says changes of the connection to those who hear the screen, at most once a minute: masts come and go. */
export function ConnectivityAnnouncer() {
  const words = useWords();
  const kind = useConnectivity();
  const [said, setSaid] = useState<{ kind: typeof kind; at: number }>({ kind: undefined, at: 0 });
  useEffect(() => {
    if (kind === undefined || kind === 'looking' || kind === said.kind) return;
    const wait = said.kind === undefined ? 0 : Math.max(0, said.at + quietMs - Date.now());
    const timer = setTimeout(() => setSaid({ kind, at: Date.now() }), wait);
    return () => clearTimeout(timer);
  }, [kind, said]);
  return (
    <p role="status" className="sr-only">
      {said.kind === undefined
        ? ''
        : words.connectivity.announce(words.connectivity[connectivityFaces[said.kind].words])}
    </p>
  );
}
