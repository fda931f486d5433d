'use client';
import { Logo } from '../../components/logo.tsx';
import { useSyncState } from '../../sync/engine-context.ts';
import { sendable } from '../../sync/sync-answer.ts';
import { useWords } from '../../words/words.tsx';
import { UnlockForm } from './unlock-form.tsx';

/** In place of every page while a PIN stands before the records. */
export function UnlockScreen() {
  const words = useWords();
  const counts = useSyncState()?.counts;
  const waiting = counts === undefined ? 0 : sendable(counts) + counts.needsYou + counts.conflict;
  return (
    <main
      id="content"
      className="gutter mx-auto flex w-full max-w-[440px] flex-1 flex-col justify-center py-10"
    >
      <div className="flex items-center gap-2.5 pb-8 text-[17px] font-bold tracking-[-0.02em]">
        <Logo className="size-9" />
        {words.navigation.appName}
      </div>
      <h1 className="say">{words.pin.locked}</h1>
      <p className="detail pt-1.5 pb-2">{words.pin.lockedDetail(waiting)}</p>
      <UnlockForm />
      <p className="detail pt-5">{words.pin.forgotten}</p>
    </main>
  );
}
