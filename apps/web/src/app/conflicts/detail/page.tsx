import { Suspense } from 'react';
import { ConflictScreen } from '../../../conflicts/conflict-screen.tsx';

export default function ConflictDetailPage() {
  return (
    // Which conflict is in the address, which an exported page knows only once it runs.
    <Suspense>
      <ConflictScreen />
    </Suspense>
  );
}
