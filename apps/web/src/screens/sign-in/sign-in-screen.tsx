'use client';
import { Logo } from '../../components/logo.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { homeFor } from '../../components/navigation.ts';
import { useSession } from '../../session/use-session.ts';
import { useSyncState } from '../../sync/engine-context.ts';
import { sendable } from '../../sync/sync-answer.ts';
import { useWords } from '../../words/words.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Signing in needs the office once. Who did it on this phone before may go on recording meanwhile. */
export function SignInScreen() {
  const words = useWords();
  const { ready, account } = useSession();
  const counts = useSyncState()?.counts;
  const waiting = counts === undefined ? 0 : sendable(counts) + counts.needsYou;
  return (
    <main
      id="content"
      className="gutter mx-auto flex w-full max-w-[440px] flex-1 flex-col justify-center py-10"
    >
      <div className="flex items-center gap-2.5 pb-8 text-[17px] font-bold tracking-[-0.02em]">
        <Logo className="size-9" />
        {words.navigation.appName}
      </div>
      <h1 className="say">{account === undefined ? words.session.answer : words.session.answerAgain}</h1>
      <p className="detail pt-1.5 pb-2">
        {account === undefined ? words.session.detail : words.session.detailAgain(account.name, waiting)}
      </p>
      {/* The address of the last account is filled in once the page has looked at this phone. */}
      {ready ? <SignInForm key={account?.id ?? 'nobody'} lastEmail={account?.email} /> : null}
      {account === undefined ? null : (
        <ButtonLink href={homeFor(account.role)} look="quiet" className="mt-2 w-full">
          {words.session.carryOnAs(account.name)}
        </ButtonLink>
      )}
    </main>
  );
}
