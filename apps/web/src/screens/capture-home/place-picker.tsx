'use client';
import type { AffectedEntity } from '@fieldsync/protocol';
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { usePlace } from '../../session/use-place.ts';
import { usePlaces } from '../../sync/use-places.ts';
import { useWords } from '../../words/words.tsx';

/** Where the person works: said in the bar, changed in a sheet. */
export function PlacePicker() {
  const words = useWords();
  const places = usePlaces();
  const [chosen, choose] = usePlace();
  const [open, setOpen] = useState(false);
  const name = chosen === undefined ? undefined : places.get(chosen)?.name;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="press flex min-h-12 max-w-full items-center gap-1.5 text-left"
        aria-haspopup="dialog"
      >
        <Icon name="place" size="sm" />
        <span className="row-title truncate">{name ?? words.capture.choosePlace}</span>
        <Icon name="down" size="xs" />
      </button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={words.capture.place}
        detail={words.capture.placeDetail}
      >
        <PlaceList
          places={[...places.values()]}
          chosen={chosen}
          onChoose={(place) => {
            choose(place);
            setOpen(false);
          }}
        />
      </Sheet>
    </>
  );
}

function PlaceList({
  places,
  chosen,
  onChoose,
}: {
  places: readonly AffectedEntity[];
  chosen: AffectedEntity['id'] | undefined;
  onChoose: (place: AffectedEntity['id']) => void;
}) {
  const words = useWords();
  if (places.length === 0) return <p className="detail pt-4">{words.capture.noPlaces}</p>;
  const sorted = places.toSorted((a, b) => a.name.localeCompare(b.name, words.locale));
  return (
    <ul className="ruled-bare -mx-2 max-h-[60dvh] overflow-y-auto px-2 pt-3">
      {sorted.map((place) => (
        <li key={place.id}>
          <button
            type="button"
            aria-pressed={place.id === chosen}
            onClick={() => onChoose(place.id)}
            className="flex min-h-14 w-full items-center gap-3 py-1.5 text-left outline-offset-[-3px]"
          >
            <span className="min-w-0 flex-1">
              <span className="row-title block">{place.name}</span>
              <span className="detail block">{words.capture.lgaAndWard(place.lga, place.ward)}</span>
            </span>
            {place.id === chosen ? <Icon name="check" size="sm" /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
