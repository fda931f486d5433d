import { Suspense } from 'react';
import { CaptureScreen } from '../../../forms/capture-screen.tsx';

export default function ResponsePage() {
  return (
    // What to record is in the address, which an exported page knows only once it runs.
    <Suspense>
      <CaptureScreen type="RESPONSE" />
    </Suspense>
  );
}
