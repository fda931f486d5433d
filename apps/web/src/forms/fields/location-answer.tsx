'use client';
import { locationSchema } from '@fieldsync/protocol';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { useGroupAttributes } from '../../components/forms/question-context.ts';
import { Icon } from '../../components/icon.tsx';
import type { Words } from '../../words/en.ts';
import { sayWhen } from '../../words/when.ts';
import { useWords } from '../../words/words.tsx';
import { isSearching, type PositionState } from '../position-machine.ts';
import { sayDistance } from '../say-distance.ts';
import type { PositionSearch } from '../use-position.ts';

interface Said {
  title: string;
  detail: string;
}

function sayState(state: PositionState, words: Words): Said | undefined {
  const say = words.recordForm.position;
  switch (state.at) {
    case 'looking':
      return { title: say.looking, detail: state.slow ? say.slowDetail : say.lookingDetail };
    case 'denied':
      return { title: say.denied, detail: say.deniedDetail };
    case 'unavailable':
      return { title: say.unavailable, detail: say.unavailableDetail };
    case 'unsupported':
      return { title: say.unsupported, detail: say.unsupportedDetail };
    case 'rest':
    case 'improving':
    case 'known':
      return undefined;
  }
}

function sayLocation(value: unknown, state: PositionState, now: Date, words: Words): Said | undefined {
  const location = locationSchema.safeParse(value).data;
  if (location === undefined) return undefined;
  const say = words.recordForm.position;
  const degrees = (angle: number): string =>
    new Intl.NumberFormat(words.locale, { minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(angle);
  const accuracy =
    location.accuracyMetres === undefined ? undefined : sayDistance(location.accuracyMetres, words);
  const better = state.at === 'improving' && accuracy !== undefined;
  const known = accuracy === undefined ? say.knownNoAccuracy : say.known(accuracy);
  const at = [degrees(location.latitude), degrees(location.longitude)] as const;
  return {
    title: better ? say.better(accuracy) : known,
    detail:
      location.takenAt === undefined
        ? say.detailNoTime(...at)
        : say.detail(...at, sayWhen(new Date(location.takenAt), now, words)),
  };
}

function Buttons({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap gap-2 pt-2.5">{children}</div>;
}

/** Where the phone is, with how exactly that is known. It may take minutes or never come: nothing waits for it. */
export function LocationAnswer({
  value,
  onChange,
  search,
  now,
}: {
  value: unknown;
  onChange: (value: undefined) => void;
  search: PositionSearch;
  now: Date;
}) {
  const words = useWords();
  const say = words.recordForm.position;
  const { 'aria-invalid': _invalid, ...group } = useGroupAttributes();
  const known = sayLocation(value, search.state, now, words);
  const said = known ?? sayState(search.state, words);
  const searching = isSearching(search.state);
  return (
    <div role="group" {...group} className="card px-3.5 py-3">
      <div role="status">
        {said === undefined ? null : (
          <div className="flex items-start gap-2.5">
            <Icon name="place" size="sm" className="mt-0.5 text-ink-2" />
            <div className="min-w-0">
              <p className="strong leading-[22px]">{said.title}</p>
              <p className="detail">{said.detail}</p>
            </div>
          </div>
        )}
      </div>
      {said === undefined ? (
        <Button icon="place" onClick={search.take}>
          {say.take}
        </Button>
      ) : (
        <Buttons>
          {searching || search.state.at === 'unsupported' ? null : (
            <Button onClick={search.take}>{say.again}</Button>
          )}
          {known === undefined ? null : (
            <Button
              look="quiet"
              onClick={() => {
                search.stop();
                onChange(undefined);
              }}
            >
              {say.remove}
            </Button>
          )}
        </Buttons>
      )}
    </div>
  );
}
