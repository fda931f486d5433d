import { corpusCamps } from '../corpus.ts';

/**
 * Makes a corpus speak of other camps: a primer that knew the ids and places that are measured later would look better than
 * it is for an office with camps of its own.
 */
export function inOtherCamps<Value>(value: Value): Value {
  const json = corpusCamps.reduce(
    (text, { id }, place) => text.replaceAll(id, otherId(place)),
    JSON.stringify(value),
  );
  return JSON.parse(json, (key, inner: unknown) => {
    if (typeof inner !== 'number') return inner;
    if (key === 'latitude') return moved(inner, -1.37);
    return key === 'longitude' ? moved(inner, 0.83) : inner;
  }) as Value;
}

function otherId(place: number): string {
  return `5d0e7a31-94c2-4b8f-a6d3-${(0x2b71c49e5f08 + place * 0x1f3a97d25).toString(16).padStart(12, '0')}`;
}

function moved(degrees: number, by: number): number {
  return Math.round((degrees + by) * 1e6) / 1e6;
}
