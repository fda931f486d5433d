'use client';
import type { ReactNode } from 'react';
import { Toasts } from '../components/toasts.tsx';
import { ClockProvider } from '../clock/clock.tsx';
import { useSession } from '../session/use-session.ts';
import { CodeSheet } from '../second-factor/code-sheet.tsx';
import { openEngine } from '../sync/open-engine.ts';
import { SyncProvider } from '../sync/sync-provider.tsx';
import { WorkerProvider } from '../worker-client/worker-provider.tsx';
import { ConnectivityAnnouncer } from './connectivity-announcer.tsx';
import { Frame } from './frame.tsx';
import { KeepStorage } from './keep-storage.tsx';
import { SyncToasts } from './sync-toasts.tsx';
import { TellWaitingConsents } from './tell-waiting-consents.tsx';
import { UpdateNotice } from './update-notice.tsx';

/** What every page stands in: the time, the account, the engine, the service worker, navigation and toasts. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useSession();
  return (
    <ClockProvider>
      <WorkerProvider>
        <SyncProvider account={session.account} open={openEngine}>
          <Frame session={session}>{children}</Frame>
          <CodeSheet />
          <ConnectivityAnnouncer />
          <KeepStorage />
          <SyncToasts />
          <TellWaitingConsents />
          <UpdateNotice />
          <Toasts />
        </SyncProvider>
      </WorkerProvider>
    </ClockProvider>
  );
}
