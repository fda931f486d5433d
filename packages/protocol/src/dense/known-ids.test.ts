import { expect, it } from 'vitest';
import { KnownIds } from './known-ids.ts';
import { WALK_LIMITS } from './walk-limits.ts';

it('counts ids from the oldest, and forgets the oldest when there is no more room', () => {
  const ids = new KnownIds();
  for (let count = 0; count < WALK_LIMITS.ids + 3; count += 1) ids.add(`id-${count}`);
  expect(ids.size).toBe(WALK_LIMITS.ids);
  expect(ids.ageOf('id-2')).toBeUndefined();
  expect(ids.ageOf('id-3')).toBe(0);
  expect(ids.at(0)).toBe('id-3');
  const newest = `id-${WALK_LIMITS.ids + 2}`;
  expect(ids.ageOf(newest)).toBe(WALK_LIMITS.ids - 1);
  expect(ids.at(WALK_LIMITS.ids - 1)).toBe(newest);
  expect([ids.at(-1), ids.at(WALK_LIMITS.ids)]).toEqual([undefined, undefined]);
});

it('goes its own way once it is copied', () => {
  const ids = new KnownIds();
  ids.add('a');
  const copy = new KnownIds(ids);
  copy.add('b');
  expect([ids.size, copy.size, copy.ageOf('a')]).toEqual([1, 2, 0]);
});
