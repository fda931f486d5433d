'use client';
import { CONSENT_KINDS, consentListSchema, paths, type ConsentKind } from '@fieldsync/protocol';
import { useEffect, useSyncExternalStore } from 'react';
import { useNow } from '../../clock/clock.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DownloadLink } from '../../components/download-link.tsx';
import { Checklist, ChecklistLine } from '../../components/checklist.tsx';
import { useAsked } from '../../conflicts/use-asked.ts';
import { onConsentChange, tellConsents, waitingConsents } from '../../privacy/consent-outbox.ts';
import { useSession } from '../../session/use-session.ts';
import { sayWhen } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';

/** What the person agreed to, as the office has it or will have it, and everything that it holds of them. */
export function PrivacySection() {
  const words = useWords();
  const say = words.privacy;
  const now = useNow();
  const { account } = useSession();
  const id = account?.id;
  const waiting = useSyncExternalStore(
    onConsentChange,
    () => waitingConsents(id).length,
    () => 0,
  );
  const { data, refusal, again } = useAsked(id === undefined ? undefined : paths.consents, consentListSchema);
  // With each choice that arrives there, what the office has noted is another.
  useEffect(() => again(), [waiting, again]);
  if (account === undefined || id === undefined) return null;
  const answerFor = (kind: ConsentKind): string => {
    // What the office has not been told of counts already.
    const latest =
      waitingConsents(id).findLast((choice) => choice.kind === kind) ??
      data?.items.find((item) => item.kind === kind);
    if (latest === undefined) return say.never;
    const when = sayWhen(new Date(latest.chosenAt), now, words);
    return latest.agreed ? say.yes(when) : say.no(when);
  };
  return (
    <section>
      <h2 className="section-title">{say.yours}</h2>
      <div className="card grid gap-2 px-4 pt-1.5 pb-4">
        <h3 className="strong pt-2 text-sm">{say.agreedTitle}</h3>
        {data === undefined ? (
          <p className="detail" role="status">
            {refusal === undefined ? say.asking : say.unknown}
          </p>
        ) : (
          <Checklist>
            {CONSENT_KINDS.map((kind) => (
              <ChecklistLine key={kind} name={say.agreed[kind]} answer={answerFor(kind)} />
            ))}
          </Checklist>
        )}
        <p className="detail">{say.change}</p>
        {waiting === 0 ? null : (
          <>
            <p className="strong text-sm">{say.notTold}</p>
            <Button onClick={() => void tellConsents(id)}>{say.tell}</Button>
          </>
        )}
        <div className="edge-t grid gap-2 pt-3">
          <DownloadLink href={paths.ownData}>{say.own}</DownloadLink>
          <p className="detail">{say.ownDetail}</p>
          {account.role === 'ADMIN' ? <ButtonLink href="/privacy/">{say.toAdmin}</ButtonLink> : null}
        </div>
      </div>
    </section>
  );
}
