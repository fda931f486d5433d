'use client';
import { paths, type PersonList } from '@fieldsync/protocol';
import { useState } from 'react';
import { useNow } from '../clock/clock.tsx';
import { Button } from '../components/button.tsx';
import { GuardedDownload } from '../second-factor/guarded-download.tsx';
import { sayWhen } from '../words/when.ts';
import { useWords } from '../words/words.tsx';
import { EraseSheet } from './erase-sheet.tsx';

type Person = PersonList['items'][number];

/** Everyone with an account: what is held of them, and the way to have it gone. */
export function PeoplePart({ people, onErased }: { people: readonly Person[]; onErased: () => void }) {
  const words = useWords();
  const say = words.privacy;
  const now = useNow();
  const [chosen, setChosen] = useState<Person>();
  return (
    <section>
      <h2 className="section-title">{say.people}</h2>
      <ul className="card ruled-bare list-none px-4">
        {people.map((person) => (
          <li key={person.id} className="flex flex-wrap items-center gap-2 py-3">
            <div className="min-w-0 flex-[1_1_200px]">
              <p className="strong [overflow-wrap:anywhere]">{person.name}</p>
              <p className="detail [overflow-wrap:anywhere]">
                {person.erasedAt === null
                  ? person.email
                  : say.erasedOn(sayWhen(new Date(person.erasedAt), now, words))}
              </p>
              <p className="detail">
                {words.domain.roles[person.role]} · {say.records(person.records)}
              </p>
            </div>
            {person.erasedAt === null ? (
              <>
                <GuardedDownload size="sm" href={`${paths.people}/${person.id}/export`}>
                  {say.export}
                  <span className="sr-only">: {person.name}</span>
                </GuardedDownload>
                <Button size="sm" onClick={() => setChosen(person)}>
                  {say.erase}
                  <span className="sr-only">: {person.name}</span>
                </Button>
              </>
            ) : null}
          </li>
        ))}
      </ul>
      {chosen === undefined ? null : (
        <EraseSheet
          key={chosen.id}
          person={chosen}
          onClose={() => setChosen(undefined)}
          onErased={onErased}
        />
      )}
    </section>
  );
}
