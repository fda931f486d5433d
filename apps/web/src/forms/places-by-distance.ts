import type { AffectedEntity } from '@fieldsync/protocol';
import { matchesTyped } from '../words/matches-typed.ts';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}
export interface ListedPlace {
  readonly place: AffectedEntity;
  /** Metres, when the position is known. */
  readonly distance: number | undefined;
}

const EARTH_RADIUS = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points along the globe (haversine; within 0.6 % of the ellipsoid). */
export function metresBetween(a: Point, b: Point): number {
  const half =
    Math.sin(radians(b.latitude - a.latitude) / 2) ** 2 +
    Math.cos(radians(a.latitude)) *
      Math.cos(radians(b.latitude)) *
      Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The places that match the search: nearest first when the position is known, by name otherwise. */
export function placesByDistance(
  places: readonly AffectedEntity[],
  search: string,
  position: Point | undefined,
): ListedPlace[] {
  return places
    .filter(({ name, lga, ward }) => matchesTyped(`${name} ${lga} ${ward}`, search.trim()))
    .map((place) => ({
      place,
      distance: position === undefined ? undefined : metresBetween(position, place),
    }))
    .sort((a, b) => (a.distance ?? 0) - (b.distance ?? 0) || a.place.name.localeCompare(b.place.name));
}
