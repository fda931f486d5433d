'use client';
import { Button, ButtonLink } from '../components/button.tsx';
import { SignalBars } from '../components/signal-bars.tsx';
import { SystemState } from '../components/system-state.tsx';
import { useWords } from '../words/words.tsx';
import type { NoAnswer } from './ask-office.ts';

/** Why the list is not up to date, and what to do about it. */
export function LiveRefusal({
  why,
  inside = false,
  onTryNow,
}: {
  why: NoAnswer;
  /** Within something that keeps its distance to the edges already. */
  inside?: boolean;
  onTryNow: () => void;
}) {
  const { live } = useWords();
  const action =
    why === 'signed-out' ? (
      <ButtonLink href="/sign-in/">{live.signIn}</ButtonLink>
    ) : why === 'forbidden' ? undefined : (
      <Button onClick={onTryNow}>{live.tryNow}</Button>
    );
  return (
    <div className={`max-w-[664px] pb-3 ${inside ? '' : 'gutter'}`} role="alert">
      <SystemState sign={<SignalBars level={0} struck />} {...live.noAnswer[why]} action={action} />
    </div>
  );
}
