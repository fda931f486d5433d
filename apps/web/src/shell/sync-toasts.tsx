'use client';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { showToast } from '../components/show-toast.tsx';
import { useEngine } from '../sync/engine-context.ts';
import { useWords } from '../words/words.tsx';

/** Says what a sending brought about, on the pages where it cannot be seen anyway. */
export function SyncToasts() {
  const engine = useEngine();
  const words = useWords();
  const router = useRouter();
  const onSync = usePathname().startsWith('/sync');
  useEffect(() => {
    if (engine === undefined || onSync) return;
    return engine.on('session:ended', ({ completed, failed }) => {
      if (completed > 0) showToast({ text: words.system.arrived(completed), state: 'office' }, 'arrived');
      if (failed === 0) return;
      // What did not arrive may be in two versions: then the office decides, and nobody here has to act.
      void engine.getState().then(({ counts }) => {
        if (counts.needsYou === 0) return;
        const open = { label: words.system.open, onPress: () => router.push('/sync/') };
        showToast({ text: words.system.needsYou(counts.needsYou), state: 'needs', action: open }, 'needs');
      });
    });
  }, [engine, onSync, words, router]);
  return null;
}
