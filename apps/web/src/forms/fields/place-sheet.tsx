'use client';
import type { AffectedEntity } from '@fieldsync/protocol';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { fieldClass } from '../../components/forms/field-class.ts';
import { Icon } from '../../components/icon.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useWords } from '../../words/words.tsx';
import { placesByDistance, type ListedPlace, type Point } from '../places-by-distance.ts';
import { sayDistance } from '../say-distance.ts';

/** Rows drawn at once; a list of 5,000 places is searched, not scrolled. */
const SHOWN = 60;

function PlaceRow({
  listed,
  chosen,
  onChoose,
}: {
  listed: ListedPlace;
  chosen: boolean;
  onChoose: () => void;
}) {
  const words = useWords();
  const say = words.recordForm.place;
  const { place, distance } = listed;
  return (
    <li>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={onChoose}
        className="flex min-h-14 w-full items-center gap-3 py-2 text-left outline-offset-[-3px]"
      >
        <span className="min-w-0 flex-1">
          <span className="row-title block">{place.name}</span>
          <span className="detail block">{say.area(place.lga, place.ward)}</span>
        </span>
        {distance === undefined ? null : (
          <span className="detail flex-none">{say.away(sayDistance(distance, words))}</span>
        )}
        {chosen ? <Icon name="check" size="sm" /> : null}
      </button>
    </li>
  );
}

function PlaceList({
  places,
  position,
  chosen,
  onChoose,
}: {
  places: readonly AffectedEntity[];
  position: Point | undefined;
  chosen: string | undefined;
  onChoose: (placeId: string) => void;
}) {
  const { recordForm } = useWords();
  const say = recordForm.place;
  const [search, setSearch] = useState('');
  const found = placesByDistance(places, search, position);
  if (places.length === 0) return <EmptyState title={say.noPlaces} detail={say.noPlacesDetail} />;
  return (
    <>
      <label className="relative mt-3 block">
        <span className="sr-only">{say.search}</span>
        <Icon name="search" size="sm" className="absolute top-3.5 left-3 text-ink-3" />
        <input
          type="search"
          value={search}
          placeholder={say.search}
          autoComplete="off"
          onChange={(event) => setSearch(event.target.value)}
          className={`${fieldClass} pl-10 [&::-webkit-search-cancel-button]:hidden`}
        />
      </label>
      {/* A fixed height, so that the sheet does not jump while typing. */}
      <div className="mt-2 h-[55dvh] overflow-y-auto overscroll-contain">
        {position === undefined || found.length === 0 ? null : <p className="detail pt-1">{say.nearest}</p>}
        {found.length === 0 ? <EmptyState title={say.none} detail={say.noneDetail} /> : null}
        <ul className="ruled-bare">
          {found.slice(0, SHOWN).map((listed) => (
            <PlaceRow
              key={listed.place.id}
              listed={listed}
              chosen={listed.place.id === chosen}
              onChoose={() => onChoose(listed.place.id)}
            />
          ))}
        </ul>
        {found.length > SHOWN ? <p className="detail py-3">{say.more(found.length - SHOWN)}</p> : null}
      </div>
    </>
  );
}

/** All places of the office's list, to choose one. */
export function PlaceSheet({
  open,
  onClose,
  ...list
}: { open: boolean; onClose: () => void } & Parameters<typeof PlaceList>[0]) {
  const { recordForm } = useWords();
  return (
    <Sheet open={open} onClose={onClose} title={recordForm.place.title}>
      <PlaceList {...list} />
    </Sheet>
  );
}
