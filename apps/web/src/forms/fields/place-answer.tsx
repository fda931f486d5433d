'use client';
import type { AffectedEntity } from '@fieldsync/protocol';
import { useState } from 'react';
import { fieldClass } from '../../components/forms/field-class.ts';
import { useGroupAttributes } from '../../components/forms/question-context.ts';
import { Icon } from '../../components/icon.tsx';
import { useWords } from '../../words/words.tsx';
import type { Point } from '../places-by-distance.ts';
import { PlaceSheet } from './place-sheet.tsx';

/** The camp or community: a field that opens a list to search in. */
export function PlaceAnswer({
  value,
  places,
  position,
  onChange,
  onBlur,
}: {
  value: unknown;
  places: readonly AffectedEntity[];
  position: Point | undefined;
  onChange: (placeId: string) => void;
  onBlur: () => void;
}) {
  const { recordForm } = useWords();
  const say = recordForm.place;
  const { 'aria-labelledby': label, ...control } = useGroupAttributes();
  // The question and what was chosen: a label alone would hide the button's own words from a screen reader.
  const named = label === undefined ? undefined : `${label} ${control.id ?? ''}`;
  const [open, setOpen] = useState(false);
  const place = places.find(({ id }) => id === value);
  const unknown = typeof value === 'string' && value !== '' ? say.unknown : undefined;
  return (
    <>
      <button
        type="button"
        {...control}
        aria-labelledby={named}
        aria-haspopup="dialog"
        className={`press flex items-center gap-2.5 py-1.5 text-left ${fieldClass}`}
        onClick={() => setOpen(true)}
      >
        <Icon name="place" size="sm" className="text-ink-2" />
        <span className="min-w-0 flex-1">
          <span className={`block leading-[22px] ${place === undefined ? 'text-ink-2' : 'strong'}`}>
            {place?.name ?? unknown ?? say.choose}
          </span>
          {place === undefined ? null : (
            <span className="detail block">{say.area(place.lga, place.ward)}</span>
          )}
        </span>
        <Icon name="down" size="sm" className="text-ink-2" />
      </button>
      <PlaceSheet
        open={open}
        places={places}
        position={position}
        chosen={place?.id}
        onClose={() => {
          setOpen(false);
          onBlur();
        }}
        onChoose={(id) => {
          onChange(id);
          setOpen(false);
        }}
      />
    </>
  );
}
