import { SecondFactorScreen } from '../../second-factor/second-factor-screen.tsx';

export default function SecondFactorPage() {
  return <SecondFactorScreen />;
}
