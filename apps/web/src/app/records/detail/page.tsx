import { Suspense } from 'react';
import { RecordDetailScreen } from '../../../screens/record-detail/record-detail-screen.tsx';

export default function RecordDetailPage() {
  return (
    <Suspense>
      <RecordDetailScreen />
    </Suspense>
  );
}
