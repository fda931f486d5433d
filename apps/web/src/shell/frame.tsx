'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { BottomBar } from '../components/bottom-bar.tsx';
import { hasBottomBar, hasSideBar, homeFor, seesLive } from '../components/navigation.ts';
import type { Badge } from '../components/nav-badge.tsx';
import { SideBar } from '../components/side-bar.tsx';
import { OfficeAlerts } from '../fleet/office-alerts.tsx';
import { UnlockScreen } from '../screens/unlock/unlock-screen.tsx';
import type { SessionState } from '../session/use-session.ts';
import { useSyncState } from '../sync/engine-context.ts';
import { useWords } from '../words/words.tsx';
import { navBadgeOf } from './nav-badge-of.ts';

/** Navigation around a page: bottom bar on phones, side bar on laptops, neither before signing in. */
export function Frame({ session, children }: { session: SessionState; children: ReactNode }) {
  const words = useWords();
  const pathname = usePathname();
  const state = useSyncState();
  const [alerts, setAlerts] = useState(0);
  const sync = state === undefined ? undefined : navBadgeOf(state);
  const fleet: Badge | undefined = alerts === 0 ? undefined : { state: 'needs', count: alerts };
  const leaving = useEntrance(session, pathname);
  const locked = state?.locked === true && !pathname.startsWith('/sign-in');
  return (
    <>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-30 focus:rounded-sm focus:bg-ink focus:px-4 focus:py-3 focus:text-on-ink"
      >
        {words.navigation.skip}
      </a>
      <div className="flex min-h-dvh">
        {hasSideBar(pathname) ? (
          <SideBar pathname={pathname} badges={{ sync, fleet }} account={session.account} />
        ) : null}
        <div
          className={`flex min-w-0 flex-1 flex-col ${hasBottomBar(pathname) ? 'max-lg:pb-[calc(var(--fs-nav)+env(safe-area-inset-bottom))]' : ''}`}
        >
          {leaving ? null : locked ? <UnlockScreen /> : children}
        </div>
      </div>
      {hasBottomBar(pathname) ? <BottomBar pathname={pathname} badges={{ sync, more: fleet }} /> : null}
      {seesLive(session.account?.role) ? <OfficeAlerts onCount={setAlerts} /> : null}
    </>
  );
}

/**
 * Who is not signed in goes to the sign-in page; who opens the app and looks after everyone's records starts at
 * Live records. Returns true while the page that was asked for is not the one to show.
 */
function useEntrance({ ready, account }: SessionState, pathname: string): boolean {
  const router = useRouter();
  const entered = useRef(false);
  const atSignIn = pathname.startsWith('/sign-in');
  const signedOut = ready && account === undefined && !atSignIn;
  useEffect(() => {
    if (!ready || entered.current) return;
    if (account === undefined) {
      if (!atSignIn) router.replace('/sign-in/');
      return;
    }
    entered.current = true;
    const home = homeFor(account.role);
    if (pathname === '/' && home !== '/') router.replace(home);
  }, [ready, account, atSignIn, pathname, router]);
  useEffect(() => {
    if (signedOut) router.replace('/sign-in/');
  }, [signedOut, router]);
  return signedOut;
}
