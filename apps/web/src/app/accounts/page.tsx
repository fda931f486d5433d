import { AccountsScreen } from '../../accounts/accounts-screen.tsx';

export default function AccountsPage() {
  return <AccountsScreen />;
}
