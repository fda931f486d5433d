'use client';
import { personListSchema, paths, retentionSchema } from '@fieldsync/protocol';
import { useAsked } from '../conflicts/use-asked.ts';
import { LiveRefusal } from '../live/live-refusal.tsx';
import { PageBar } from '../shell/page-bar.tsx';
import { useWords } from '../words/words.tsx';
import { PeoplePart } from './people-part.tsx';
import { RetentionForm } from './retention-form.tsx';

/** For an administrator: how long what is kept, and what is held of whom. */
export function PrivacyScreen() {
  const { privacy: say } = useWords();
  const kept = useAsked(paths.retention, retentionSchema);
  const people = useAsked(paths.people, personListSchema);
  const refusal = kept.refusal ?? people.refusal;
  const askAgain = (): void => {
    kept.again();
    people.again();
  };
  return (
    <>
      <PageBar title={say.title} backHref="/more/" />
      <main id="content" className="gutter mx-auto w-full max-w-[600px] flex-1 pb-8 lg:mx-0">
        <p className="say pb-2">{say.sentence}</p>
        {refusal === undefined ? null : <LiveRefusal inside why={refusal} onTryNow={askAgain} />}
        {people.data === undefined || kept.data === undefined ? (
          refusal === undefined ? (
            <p role="status" className="detail">
              {say.loading}
            </p>
          ) : null
        ) : (
          <>
            <PeoplePart people={people.data.items} onErased={people.again} />
            <RetentionForm kept={kept.data} onSaved={kept.put} />
          </>
        )}
      </main>
    </>
  );
}
