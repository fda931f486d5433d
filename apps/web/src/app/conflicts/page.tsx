import { Suspense } from 'react';
import { ConflictsScreen } from '../../conflicts/conflicts-screen.tsx';

export default function ConflictsPage() {
  return (
    // The filters are in the address, which an exported page knows only once it runs.
    <Suspense>
      <ConflictsScreen />
    </Suspense>
  );
}
