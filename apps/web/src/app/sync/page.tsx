import { SyncScreen } from '../../screens/sync-queue/sync-screen.tsx';

export default function SyncPage() {
  return <SyncScreen />;
}
