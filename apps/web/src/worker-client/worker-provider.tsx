'use client';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { appVersion } from '../app-version.ts';
import { createWorkerWatch, noWorker, type WorkerView, type WorkerWatch } from './watch-worker.ts';

const WorkerContext = createContext<WorkerWatch | undefined>(undefined);

const watchHere = (): WorkerWatch | undefined =>
  typeof navigator === 'undefined' || !('serviceWorker' in navigator)
    ? undefined
    : createWorkerWatch(navigator.serviceWorker, appVersion, () => location.reload());

/** Registers the service worker once the page has loaded: its downloads never compete with the first page's. */
export function WorkerProvider({ children }: { children: ReactNode }) {
  const [watch] = useState(watchHere);
  useEffect(() => {
    if (watch === undefined) return;
    const begin = (): void => void watch.start();
    if (document.readyState === 'complete') begin();
    else addEventListener('load', begin, { once: true });
    return () => removeEventListener('load', begin);
  }, [watch]);
  return <WorkerContext value={watch}>{children}</WorkerContext>;
}

const never = (): (() => void) => () => undefined;
const nothing = (): WorkerView => noWorker;

/** What is known of the service worker, and how to take a waiting version. */
export function useWorker(): WorkerView & { takeUpdate: () => void } {
  const watch = useContext(WorkerContext);
  const view = useSyncExternalStore(watch?.subscribe ?? never, watch?.view ?? nothing, nothing);
  const takeUpdate = useCallback(() => watch?.takeUpdate(), [watch]);
  return { ...view, takeUpdate };
}
