import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_STATES, type OutboxItem } from './stored.ts';
import { buildItem } from '../testing/build-item.ts';
import { NO_ITEMS, recount, sendableItems, totalItems } from './queue-counts.ts';

const item = fc
  .record({ score: fc.integer({ min: 0, max: 100 }), state: fc.constantFrom(...ITEM_STATES) })
  .map((parts) => buildItem(1, parts));
const counted = (items: readonly OutboxItem[]) =>
  items.reduce((counts, each) => recount(counts, undefined, each), NO_ITEMS);

describe('queue counts', () => {
  it('counts each item once in its band, and beside that what waits for a person and what is on its way', () => {
    const counts = counted([
      buildItem(1, { score: 85 }),
      buildItem(2, { score: 84, state: 'shelf' }),
      buildItem(3, { score: 60, state: 'sending' }),
      buildItem(4, { score: 30, state: 'conflict' }),
      buildItem(5, { score: 29, state: 'later' }),
      buildItem(6, { score: 0, state: 'fenced' }),
    ]);
    expect(counts).toEqual({
      critical: 1,
      high: 2,
      normal: 1,
      low: 2,
      needsYou: 1,
      conflict: 1,
      sending: 1,
      scoreSum: 85 + 84 + 60 + 30 + 29,
      overridden: 0,
    });
    expect(totalItems(counts)).toBe(6);
    expect(sendableItems(counts)).toBe(4);
  });

  it('counts by the item’s own score, not by the chain that it goes with', () => {
    expect(counted([buildItem(1, { score: 20, chainScore: 95 })])).toEqual({
      ...NO_ITEMS,
      low: 1,
      scoreSum: 20,
    });
  });

  it('[S7] knows no mean of what an older build counted, until nothing of that is left', () => {
    const { scoreSum: _sum, overridden: _overridden, ...old } = NO_ITEMS;
    const one = buildItem(1, { score: 20 });
    const two = buildItem(2, { score: 50, overridden: true });
    const both = recount(recount({ ...old, low: 1 }, undefined, two), one, undefined);
    expect([both.scoreSum, both.overridden]).toEqual([undefined, undefined]);
    const none = recount(both, two, undefined);
    expect(recount(none, undefined, two)).toMatchObject({ scoreSum: 50, overridden: 1 });
  });

  it('[S7] step by step it is what counting everything anew would give', () => {
    const step = fc.record({ at: fc.nat({ max: 5 }), to: fc.option(item, { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const items = new Map<number, OutboxItem>();
        let counts = NO_ITEMS;
        for (const { at, to } of steps) {
          counts = recount(counts, items.get(at), to);
          if (to === undefined) items.delete(at);
          else items.set(at, to);
        }
        expect(counts).toEqual(counted([...items.values()]));
      }),
    );
  });
});
