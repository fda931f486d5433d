'use client';
import { useEffect } from 'react';
import { showToast } from '../components/show-toast.tsx';
import { useWords } from '../words/words.tsx';
import { useUpdate } from '../worker-client/use-update.ts';

/** Offers a new version once; More keeps the offer for whoever is busy now. */
export function UpdateNotice() {
  const words = useWords();
  const { ready, waitsForSending, take } = useUpdate();
  useEffect(() => {
    if (!ready) return;
    if (waitsForSending) showToast({ text: words.system.newVersionWaits, icon: 'check' }, 'update');
    else {
      const action = { label: words.system.useIt, onPress: take };
      showToast({ text: words.system.newVersion, icon: 'check', action }, 'update');
    }
    // Offered when it appears and when it begins to wait, not at each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ready, waitsForSending]);
  return null;
}
