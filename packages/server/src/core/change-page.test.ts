import { describe, expect, it } from 'vitest';
import { healthData, record } from '../testing/operations.ts';
import type { PlacedChange } from './change-page.ts';
import { cutPage } from './change-page.ts';

const placed = (position: number): PlacedChange => ({
  position,
  back: null,
  change: {
    id: record(position) as PlacedChange['change']['id'],
    type: 'ASSESSMENT',
    version: 1,
    data: healthData(),
    score: 40,
    capturedAt: '2026-11-20T09:00:00.000Z',
  },
});

const HEAD = { epoch: 'e', position: 20 };
const page = (
  found: readonly number[],
  bounds: { limit?: number; limitBytes?: number; complete?: boolean; everything?: boolean },
) => {
  const {
    changes,
    left: _,
    ...rest
  } = cutPage({
    found: found.map(placed),
    complete: bounds.complete ?? true,
    start: { position: 3, back: null, everything: bounds.everything ?? false },
    head: HEAD,
    limit: bounds.limit ?? 10,
    limitBytes: bounds.limitBytes ?? 1_000,
    sizeOf: () => 100,
  });
  return { given: changes.length, ...rest };
};

describe('[R1] a page of the feed', () => {
  it.each([
    ['nothing new: on to the head', () => page([], {}), { given: 0, cursor: 'e.20', more: false }],
    ['all of it: on to the head', () => page([5, 9], {}), { given: 2, cursor: 'e.20', more: false }],
    [
      'cut by count: on from the last given',
      () => page([5, 9, 12], { limit: 2 }),
      { given: 2, cursor: 'e.9', more: true },
    ],
    ['cut by size', () => page([5, 9, 12], { limitBytes: 250 }), { given: 2, cursor: 'e.9', more: true }],
    [
      'filled to the last byte',
      () => page([5, 9, 12], { limitBytes: 200 }),
      { given: 2, cursor: 'e.9', more: true },
    ],
    [
      'one larger than the bound is given all the same',
      () => page([5, 9], { limitBytes: 1 }),
      { given: 1, cursor: 'e.5', more: true },
    ],
    [
      'there is more than was looked at',
      () => page([5, 9], { complete: false }),
      { given: 2, cursor: 'e.9', more: true },
    ],
    [
      'a walk from the beginning stays one while there is more',
      () => page([5, 9], { limit: 1, everything: true }),
      { given: 1, cursor: 'e.5*', more: true },
    ],
    [
      'and ends at the head',
      () => page([5], { everything: true }),
      { given: 1, cursor: 'e.20', more: false },
    ],
    [
      'none wanted: stays where it was',
      () => page([5], { limit: 0 }),
      { given: 0, cursor: 'e.3', more: true },
    ],
    ['none wanted and none there', () => page([], { limit: 0 }), { given: 0, cursor: 'e.20', more: false }],
  ])('%s', (_name, actual, expected) => {
    expect(actual()).toEqual(expected);
  });
});

describe('[R3] a page up to where the areas of its puller change', () => {
  const turn = { position: 12, left: ['Gwoza'] };
  const older = (back: number): PlacedChange => ({ ...placed(12), back });
  const pageTo = (
    found: readonly PlacedChange[],
    limit: number,
    start = { position: 3, back: null as number | null },
  ) => {
    const { cursor, more, left } = cutPage({
      found,
      complete: true,
      start: { ...start, everything: false },
      head: HEAD,
      turn,
      limit,
      limitBytes: 10_000,
      sizeOf: () => 100,
    });
    return { cursor, more, left };
  };

  it.each([
    [
      'nothing before it and nothing older: on to the turn',
      () => pageTo([], 9),
      { cursor: 'e.12', more: true, left: ['Gwoza'] },
    ],
    [
      'cut before it: nothing is told yet',
      () => pageTo([placed(5), placed(9)], 1),
      { cursor: 'e.5', more: true, left: [] },
    ],
    [
      'cut among the older ones',
      () => pageTo([placed(5), older(2), older(4)], 2),
      { cursor: 'e.12-2', more: true, left: ['Gwoza'] },
    ],
    [
      'the rest of them, and told once',
      () => pageTo([older(4)], 9, { position: 12, back: 2 }),
      { cursor: 'e.12', more: true, left: [] },
    ],
  ])('%s', (_name, actual, expected) => {
    expect(actual()).toEqual(expected);
  });
});
