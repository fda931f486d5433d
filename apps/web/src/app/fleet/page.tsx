import { Suspense } from 'react';
import { FleetScreen } from '../../fleet/fleet-screen.tsx';

export default function FleetPage() {
  return (
    <Suspense>
      <FleetScreen />
    </Suspense>
  );
}
