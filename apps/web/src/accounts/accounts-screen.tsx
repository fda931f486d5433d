'use client';
import { accountListSchema, paths, type AccountSummary, type MadePassword } from '@fieldsync/protocol';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { LiveRefusal } from '../live/live-refusal.tsx';
import { OfficeHead } from '../live/office-head.tsx';
import { useOffice } from '../live/use-office.ts';
import { useSession } from '../session/use-session.ts';
import { useWords } from '../words/words.tsx';
import { AccountRow } from './account-row.tsx';
import { AccountSheet } from './account-sheet.tsx';
import { NewAccountSheet } from './new-account-sheet.tsx';
import { PasswordSheet } from './password-sheet.tsx';

/** Who works here, what each may see, and letting people in and out. */
export function AccountsScreen() {
  const words = useWords();
  const { accounts: say } = words;
  const { account: me } = useSession();
  const isAdmin = me?.role === 'ADMIN';
  const list = useOffice(paths.accounts, accountListSchema, []);
  const [open, setOpen] = useState<AccountSummary['id']>();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<MadePassword & { name: string }>();
  const items = list.data?.items ?? [];
  const chosen = items.find(({ id }) => id === open);
  const sentence =
    list.data !== undefined
      ? say.say(items.filter(({ active }) => active).length)
      : list.refusal === undefined
        ? say.asking
        : say.noAnswer;
  const tell = (password: MadePassword, name: string): void => {
    setOpen(undefined);
    setAdding(false);
    setMade({ ...password, name });
    list.askAgain();
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <OfficeHead title={say.title} sentence={sentence} backHref="/more/" />
      {list.refusal === undefined ? null : <LiveRefusal why={list.refusal} onTryNow={list.askAgain} />}
      <main id="content" className="gutter max-w-[760px] pb-8 lg:px-8">
        {isAdmin && list.data !== undefined ? (
          <Button icon="plus" className="mb-3 max-lg:w-full" onClick={() => setAdding(true)}>
            {say.create}
          </Button>
        ) : null}
        <ul aria-label={say.list} className="grid list-none gap-2">
          {items.map((account) => (
            <AccountRow key={account.id} account={account} onOpen={() => setOpen(account.id)} />
          ))}
        </ul>
      </main>
      {chosen === undefined ? null : (
        <AccountSheet
          key={chosen.id}
          account={chosen}
          areas={list.data?.areas ?? []}
          mayManage={isAdmin && chosen.id !== me.id}
          onClose={() => setOpen(undefined)}
          onChanged={list.askAgain}
          onPassword={(password) => tell(password, chosen.name)}
        />
      )}
      {adding ? <NewAccountSheet onClose={() => setAdding(false)} onMade={tell} /> : null}
      {made === undefined ? null : (
        <PasswordSheet name={made.name} password={made.password} onClose={() => setMade(undefined)} />
      )}
    </div>
  );
}
