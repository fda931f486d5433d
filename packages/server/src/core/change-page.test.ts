import { describe, expect, it } from 'vitest';
import { healthData, record } from '../testing/operations.ts';
import type { PlacedChange } from './change-page.ts';
import { cutPage } from './change-page.ts';

const placed = (position: number): PlacedChange => ({
  position,
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
  const { changes, ...rest } = cutPage({
    found: found.map(placed),
    complete: bounds.complete ?? true,
    start: { position: 3, everything: bounds.everything ?? false },
    head: HEAD,
    limit: bounds.limit ?? 10,
    limitBytes: bounds.limitBytes ?? 1_000,
    sizeOf: () => 100,
  });
  return { given: changes.length, ...rest };
};

describe('[R1] a page of the feed', () => {
  it.each([
    ['nothing new: on to the head', page([], {}), { given: 0, cursor: 'e.20', more: false }],
    ['all of it: on to the head', page([5, 9], {}), { given: 2, cursor: 'e.20', more: false }],
    [
      'cut by count: on from the last given',
      page([5, 9, 12], { limit: 2 }),
      { given: 2, cursor: 'e.9', more: true },
    ],
    ['cut by size', page([5, 9, 12], { limitBytes: 250 }), { given: 2, cursor: 'e.9', more: true }],
    [
      'one larger than the bound is given all the same',
      page([5, 9], { limitBytes: 1 }),
      { given: 1, cursor: 'e.5', more: true },
    ],
    [
      'there is more than was looked at',
      page([5, 9], { complete: false }),
      { given: 2, cursor: 'e.9', more: true },
    ],
    [
      'a walk from the beginning stays one while there is more',
      page([5, 9], { limit: 1, everything: true }),
      { given: 1, cursor: 'e.5*', more: true },
    ],
    ['and ends at the head', page([5], { everything: true }), { given: 1, cursor: 'e.20', more: false }],
    ['none wanted: stays where it was', page([5], { limit: 0 }), { given: 0, cursor: 'e.3', more: true }],
    ['none wanted and none there', page([], { limit: 0 }), { given: 0, cursor: 'e.20', more: false }],
  ])('%s', (_name, actual, expected) => {
    expect(actual).toEqual(expected);
  });
});
