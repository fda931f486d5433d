import { Suspense } from 'react';
import { RecordsScreen } from '../../screens/records/records-screen.tsx';

export default function RecordsPage() {
  return (
    // The chosen record is in the address, which an exported page knows only once it runs.
    <Suspense>
      <RecordsScreen />
    </Suspense>
  );
}
