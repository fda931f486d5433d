import { Suspense } from 'react';
import { LiveScreen } from '../../live/live-screen.tsx';

export default function LivePage() {
  return (
    // The filters are in the address, which an exported page knows only once it runs.
    <Suspense>
      <LiveScreen />
    </Suspense>
  );
}
