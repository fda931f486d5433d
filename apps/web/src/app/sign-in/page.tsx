import { SignInScreen } from '../../screens/sign-in/sign-in-screen.tsx';

export default function SignInPage() {
  return <SignInScreen />;
}
