import { MoreScreen } from '../../screens/more/more-screen.tsx';

export default function MorePage() {
  return <MoreScreen />;
}
