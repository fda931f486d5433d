import { QueueScreen } from '../../screens/queue/queue-screen.tsx';

export default function QueuePage() {
  return <QueueScreen />;
}
