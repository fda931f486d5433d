'use client';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { SystemState } from '../components/system-state.tsx';
import { useEngineFailed } from '../sync/engine-context.ts';
import { useWords } from '../words/words.tsx';

/** Says so when the phone's database does not open, instead of showing an empty phone. */
export function StorageState() {
  const words = useWords();
  if (!useEngineFailed()) return null;
  return (
    <div className="pb-3">
      <SystemState
        sign={<Icon name="copy" size="sm" />}
        title={words.system.storageStopped}
        detail={words.system.storageStoppedDetail}
        action={<Button onClick={() => location.reload()}>{words.system.again}</Button>}
      />
    </div>
  );
}
