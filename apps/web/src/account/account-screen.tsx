'use client';
import { useEffect, useRef } from 'react';
import { Button, ButtonLink } from '../components/button.tsx';
import { PageHead } from '../components/page-head.tsx';
import { SignalBars } from '../components/signal-bars.tsx';
import { SystemState } from '../components/system-state.tsx';
import { useLaptop } from '../live/use-laptop.ts';
import { PageBar } from '../shell/page-bar.tsx';
import { useEngine, useSyncState } from '../sync/engine-context.ts';
import { useWords } from '../words/words.tsx';
import { PasswordSection } from './password-section.tsx';
import { PlacesSection } from './places-section.tsx';
import { useOwnAccount } from './use-own-account.ts';
import { WhoSection } from './who-section.tsx';

/** One's own account: who one is, where one is signed in, and one's password. */
export function AccountScreen() {
  const { account: say, live, more } = useWords();
  const wide = useLaptop();
  const engine = useEngine();
  const isPaused = useSyncState()?.pauses.some(({ reason }) => reason === 'auth') === true;
  const goesOn = useRef(1);
  const { data, refusal, askAgain } = useOwnAccount(({ user }) => {
    if (!isPaused || engine?.account !== user.id || goesOn.current === 0) return;
    goesOn.current -= 1;
    void engine.signedIn();
  });
  // A sending that was under way while the password changed is refused under the cookie that is gone, and sending pauses: the office
  // says that this browser is signed in, and it goes on. Not for ever: it may be paused for something else.
  useEffect(() => {
    if (isPaused) askAgain();
  }, [isPaused, askAgain]);
  const passwordChanged = (): void => {
    goesOn.current = 2;
    askAgain();
  };
  const others = data?.sessions.filter(({ current }) => !current).length;
  const sentence =
    refusal === 'signed-out'
      ? say.signedOut
      : others === undefined
        ? refusal === undefined
          ? say.asking
          : say.unknown
        : others === 0
          ? say.onlyHere
          : say.alsoElsewhere(others);
  const why =
    refusal === undefined
      ? undefined
      : refusal === 'signed-out'
        ? { title: say.signedOut, detail: say.signedOutDetail }
        : live.noAnswer[refusal];
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {wide ? (
        <PageHead title={say.title} sentence={sentence} />
      ) : (
        <>
          <PageBar title={say.title} backHref="/more/" />
          <p className="say gutter pt-1 pb-2">{sentence}</p>
        </>
      )}
      <main
        id="content"
        className="gutter mx-auto w-full max-w-[600px] flex-1 pb-8 lg:mx-0 lg:grid lg:max-w-[1040px] lg:grid-cols-2 lg:items-start lg:gap-x-8 lg:px-8"
      >
        <div>
          {why === undefined ? null : (
            <div role="alert">
              <SystemState
                sign={<SignalBars level={0} struck />}
                {...why}
                action={
                  refusal === 'signed-out' ? (
                    <ButtonLink href="/sign-in/" look="primary">
                      {more.signIn}
                    </ButtonLink>
                  ) : (
                    <Button onClick={askAgain}>{live.tryNow}</Button>
                  )
                }
              />
            </div>
          )}
          <WhoSection areas={data?.areas} />
          {data === undefined || refusal === 'signed-out' ? null : (
            <PlacesSection sessions={data.sessions} onChanged={askAgain} />
          )}
        </div>
        <div>{refusal === 'signed-out' ? null : <PasswordSection onChanged={passwordChanged} />}</div>
      </main>
    </div>
  );
}
