'use client';
import { Button, ButtonLink } from '../components/button.tsx';
import { SignalBars } from '../components/signal-bars.tsx';
import { SystemState } from '../components/system-state.tsx';
import { useWords } from '../words/words.tsx';
import type { NoAnswer } from './ask-office.ts';

/** Why the list is not up to date, and what to do about it. */
export function LiveRefusal({ why, onTryNow }: { why: NoAnswer; onTryNow: () => void }) {
  const { live } = useWords();
  const action =
    why === 'signed-out' ? (
      <ButtonLink href="/sign-in/">{live.signIn}</ButtonLink>
    ) : why === 'forbidden' ? undefined : (
      <Button onClick={onTryNow}>{live.tryNow}</Button>
    );
  return (
    <div className="gutter max-w-[664px] pb-3" role="alert">
      <SystemState sign={<SignalBars level={0} struck />} {...live.noAnswer[why]} action={action} />
    </div>
  );
}
