import { AdminScreen } from '../../admin/admin-screen.tsx';

export default function JobsPage() {
  return <AdminScreen />;
}
