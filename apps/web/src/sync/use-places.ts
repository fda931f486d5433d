'use client';
import type { AffectedEntity } from '@fieldsync/protocol';
import { useMemo } from 'react';
import { useLive } from './use-live.ts';

const none: ReadonlyMap<string, AffectedEntity> = new Map();

/** Camps and communities by id, as the office last sent them. */
export function usePlaces(): ReadonlyMap<string, AffectedEntity> {
  const places = useLive((engine) => engine.listPlaces(), []);
  return useMemo(
    () => (places === undefined ? none : new Map(places.map((place) => [place.id, place]))),
    [places],
  );
}
