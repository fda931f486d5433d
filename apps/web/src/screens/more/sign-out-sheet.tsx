'use client';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { keepAccount } from '../../session/account-store.ts';
import { signOutAtOffice } from '../../session/office.ts';
import { useSession } from '../../session/use-session.ts';
import { useSyncState } from '../../sync/engine-context.ts';
import { stopSyncingFor } from '../../sync/stop-syncing-for.ts';
import { sendable } from '../../sync/sync-answer.ts';
import { useWords } from '../../words/words.tsx';

/** Asks before signing out, and says what has not arrived. Nothing unsent is removed by it [C2]. */
export function SignOutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useWords();
  const { account } = useSession();
  const counts = useSyncState()?.counts;
  const [stage, setStage] = useState<'ask' | 'asking' | 'unreachable'>('ask');
  const unsent = counts === undefined ? 0 : sendable(counts) + counts.needsYou + counts.conflict;
  const signOut = async (): Promise<void> => {
    setStage('asking');
    if (!(await signOutAtOffice())) {
      setStage('unreachable');
      return;
    }
    if (account !== undefined) await stopSyncingFor(account.id);
    keepAccount(undefined);
  };
  return (
    <Sheet
      open={open}
      onClose={() => {
        setStage('ask');
        onClose();
      }}
      title={words.more.signOutTitle}
      detail={unsent === 0 ? words.more.signOutClean : words.more.signOutUnsent(unsent)}
    >
      <p role="status" className="strong text-sm">
        {stage === 'unreachable' ? <span className="block pt-3">{words.more.signOutOffline}</span> : null}
      </p>
      <div className="grid grid-cols-2 gap-2 pt-4">
        <Button look="primary" onClick={onClose}>
          {words.more.stay}
        </Button>
        <Button aria-disabled={stage === 'asking'} onClick={() => void signOut()}>
          {stage === 'asking' ? words.more.signingOut : words.more.signOut}
        </Button>
      </div>
    </Sheet>
  );
}
