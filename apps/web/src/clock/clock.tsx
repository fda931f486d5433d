'use client';
import { createContext, useContext, useState, useSyncExternalStore, type ReactNode } from 'react';
import { createPageClock, type PageClock } from './page-clock.ts';

const ClockContext = createContext<PageClock | undefined>(undefined);

export function ClockProvider({ children }: { children: ReactNode }) {
  const [clock] = useState(() => (typeof document === 'undefined' ? undefined : createPageClock(document)));
  return <ClockContext value={clock}>{children}</ClockContext>;
}

const beforeAnyClock = new Date(0);
const never = (): (() => void) => () => undefined;

/** The time, steps every 15 s while the page is seen. In an exported page, before it runs: the year 1970. */
export function useNow(): Date {
  const clock = useContext(ClockContext);
  return useSyncExternalStore(
    clock?.subscribe ?? never,
    clock?.now ?? (() => beforeAnyClock),
    () => beforeAnyClock,
  );
}
