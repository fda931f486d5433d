import type { AffectedEntity, AffectedEntityId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { metresBetween, placesByDistance } from './places-by-distance.ts';

const place = (name: string, latitude: number, longitude: number, lga = name): AffectedEntity => ({
  id: `0197a1b2-0000-7000-8000-${name.length.toString().padStart(12, '0')}` as AffectedEntityId,
  name,
  kind: 'CAMP',
  lga,
  ward: 'Ward B',
  latitude,
  longitude,
});
const maiduguri = place('Maiduguri', 11.8333, 13.15);
const dikwa = place('Dikwa camp', 12.036, 13.918, 'Dikwa');
const damasak = place('Ɗamasak', 13.105, 12.507, 'Mobbar');
const places = [maiduguri, dikwa, damasak];
const names = (search: string, position?: { latitude: number; longitude: number }) =>
  placesByDistance(places, search, position).map((listed) => listed.place.name);

describe('placesByDistance', () => {
  it('measures along the globe', () => {
    expect(metresBetween({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBeCloseTo(
      111_195,
      -1,
    );
    expect(metresBetween(dikwa, dikwa)).toBe(0);
    expect(metresBetween({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(
      111_195,
      -1,
    );
  });

  it('lists the nearest first when the position is known, by name otherwise', () => {
    expect(names('', { latitude: 12.03, longitude: 13.9 })).toEqual(['Dikwa camp', 'Maiduguri', 'Ɗamasak']);
    expect(names('')).toEqual(['Dikwa camp', 'Ɗamasak', 'Maiduguri']);
  });

  it('finds by the beginning of any word of name, area or ward, hooked letters typed plainly', () => {
    expect(names('dama')).toEqual(['Ɗamasak']);
    expect(names('camp dik')).toEqual(['Dikwa camp']);
    expect(names('mobbar')).toEqual(['Ɗamasak']);
    expect(names('ikwa')).toEqual([]);
  });
});
