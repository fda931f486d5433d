import { PrivacyScreen } from '../../privacy/privacy-screen.tsx';

export default function PrivacyPage() {
  return <PrivacyScreen />;
}
