'use client';
import { useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { seesLive } from '../../components/navigation.ts';
import { useSession } from '../../session/use-session.ts';
import { useSyncState } from '../../sync/engine-context.ts';
import { useWords } from '../../words/words.tsx';
import { SignOutSheet } from './sign-out-sheet.tsx';

/** Who works on this phone, and whether the office still knows them. */
export function AccountSection() {
  const words = useWords();
  const { account } = useSession();
  const signedOut = useSyncState()?.pauses.some((pause) => pause.reason === 'auth') === true;
  const [asking, setAsking] = useState(false);
  if (account === undefined) return null;
  return (
    <section>
      <h2 className="section-title">{words.more.account}</h2>
      <div className="card px-4 pt-1.5 pb-4">
        <Checklist>
          <ChecklistLine name={words.more.name} answer={account.name} />
          <ChecklistLine name={words.more.role} answer={words.domain.roles[account.role]} />
          <ChecklistLine name={words.more.email} answer={account.email} />
          {signedOut ? (
            <ChecklistLine name={words.more.signedIn} answer={words.more.no} result="fail" />
          ) : null}
        </Checklist>
        <div className="grid gap-2 pt-2">
          {signedOut ? (
            <ButtonLink href="/sign-in/" look="primary">
              {words.more.signIn}
            </ButtonLink>
          ) : null}
          <ButtonLink href="/account/">{words.more.ownAccount}</ButtonLink>
          {seesLive(account.role) ? (
            <ButtonLink href="/second-factor/">{words.secondFactor.open}</ButtonLink>
          ) : null}
          <Button onClick={() => setAsking(true)}>{words.more.signOut}</Button>
        </div>
      </div>
      <SignOutSheet open={asking} onClose={() => setAsking(false)} />
    </section>
  );
}
