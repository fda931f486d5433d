'use client';
import { useEffect, useState } from 'react';
import type { ConnectivityKind } from '../components/connectivity-kind.ts';
import { connectivityKindOf } from './connectivity-kind-of.ts';
import { useSyncState } from './engine-context.ts';

/** Looking is said only when it takes longer than this: a pill that flickers is worse than one a little late. */
const lookingAfterMs = 2_000;

/** The connection as a person is told it; `undefined` in the first moments, when nothing is known. */
export function useConnectivity(): ConnectivityKind | undefined {
  const state = useSyncState();
  const kind = state === undefined ? 'looking' : connectivityKindOf(state.connectivity);
  const [steady, setSteady] = useState<ConnectivityKind | undefined>(undefined);
  useEffect(() => {
    const timer = setTimeout(() => setSteady(kind), kind === 'looking' ? lookingAfterMs : 0);
    return () => clearTimeout(timer);
  }, [kind]);
  return kind === 'looking' ? steady : kind;
}
