'use client';
import { endedSchema, paths, type SignedIn } from '@fieldsync/protocol';
import { useState } from 'react';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { ConfirmSheet } from '../components/confirm-sheet.tsx';
import { tellOffice } from '../live/ask-office.ts';
import { useWords } from '../words/words.tsx';
import { sayWhen } from '../words/when.ts';
import { browserName } from './browser-name.ts';

/** Every browser in which one is signed in; each but this one can be signed out from here. */
export function PlacesSection({
  sessions,
  onChanged,
}: {
  sessions: readonly SignedIn[];
  onChanged: () => void;
}) {
  const words = useWords();
  const { account: say } = words;
  const [asking, setAsking] = useState<SignedIn | 'others'>();
  const [told, setTold] = useState<string>();
  const others = sessions.filter(({ current }) => !current).length;
  const end = async (which: SignedIn | 'others'): Promise<void> => {
    const path = which === 'others' ? paths.ownSessions : `${paths.ownSessions}/${which.id}`;
    const answer = await tellOffice('DELETE', path, undefined, endedSchema);
    setTold(
      answer.ok
        ? say.ended(answer.data.ended)
        : answer.why === 'not-found'
          ? say.endedAlready
          : say.notConfirmed,
    );
    onChanged();
  };
  const named = asking === undefined || asking === 'others' ? '' : browserName(asking.userAgent, words);
  return (
    <section>
      <h2 className="section-title">{say.places}</h2>
      <p className="detail pb-2">{say.placesHint}</p>
      <ul aria-label={say.places} className="card ruled">
        {sessions.map((session) => (
          <PlaceRow key={session.id} session={session} onEnd={() => setAsking(session)} />
        ))}
      </ul>
      <p role="status" className="detail min-h-6 pt-2">
        {told}
      </p>
      {others < 2 ? null : (
        <Button className="w-full" onClick={() => setAsking('others')}>
          {say.endOthers}
        </Button>
      )}
      <ConfirmSheet
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={asking === 'others' ? say.endOthersAsk : say.endAsk}
        detail={asking === 'others' ? say.endOthersDetail : say.endDetail(named)}
        keep={say.keep}
        confirm={asking === 'others' ? say.endOthers : say.end}
        onConfirm={() => {
          if (asking !== undefined) void end(asking);
        }}
      />
    </section>
  );
}

function PlaceRow({ session, onEnd }: { session: SignedIn; onEnd: () => void }) {
  const words = useWords();
  const { account: say } = words;
  const now = useNow();
  const { current, userAgent, signedInAt, lastUsedAt, endsAt, endsAtLatest, address } = session;
  const name = browserName(userAgent, words);
  const at = (time: string): string => sayWhen(new Date(time), now, words);
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="row-title">{name}</span>
        {current ? <span className="strong text-sm">{say.here}</span> : null}
      </div>
      <p className="detail">{current ? say.usedNow : say.used(at(lastUsedAt))}</p>
      <p className="detail">{say.begun(at(signedInAt))}</p>
      {address === '' ? null : <p className="detail">{say.from(address)}</p>}
      <p className="detail">
        {endsAt < endsAtLatest ? say.endsUnused(at(endsAt), at(endsAtLatest)) : say.ends(at(endsAt))}
      </p>
      {current ? null : (
        <Button className="mt-2 w-full" aria-label={say.endNamed(name)} onClick={onEnd}>
          {say.end}
        </Button>
      )}
    </li>
  );
}
