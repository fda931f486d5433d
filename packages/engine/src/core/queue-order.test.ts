import { BAND_FLOOR } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comesBefore } from '../adapters/comes-before.ts';
import { AGEING_MS_PER_POINT, laneOf, orderBehind, orderOf, placed } from './queue-order.ts';

const score = fc.integer({ min: 0, max: 100 });
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const first = (a: { score: number; at: number }, b: { score: number; at: number }): 'a' | 'b' | 'either' => {
  const difference = orderOf(a.score, a.at) - orderOf(b.score, b.at);
  return difference === 0 ? 'either' : difference < 0 ? 'a' : 'b';
};

describe('sending order', () => {
  it('[S4] the critical lane is for the critical band, and for nothing else', () => {
    for (let points = 0; points <= 100; points += 1)
      expect(laneOf(points)).toBe(points >= BAND_FLOOR.CRITICAL ? 'critical' : 'records');
  });

  it('[S4] of two items saved together the higher score goes first', () => {
    fc.assert(
      fc.property(score, score, time, (one, other, at) => {
        const expected = one === other ? 'either' : one > other ? 'a' : 'b';
        expect(first({ score: one, at }, { score: other, at })).toBe(expected);
      }),
    );
  });

  it('[S4] of two items with the same score the older goes first', () => {
    fc.assert(
      fc.property(score, time, fc.integer({ min: 1, max: 1e9 }), (points, at, later) => {
        expect(first({ score: points, at }, { score: points, at: at + later })).toBe('a');
      }),
    );
  });

  it('[S4] waiting is worth a point each six hours', () => {
    expect(AGEING_MS_PER_POINT).toBe(6 * 3_600_000);
    expect(first({ score: 30, at: 0 }, { score: 40, at: 10 * AGEING_MS_PER_POINT - 1 })).toBe('b');
    expect(first({ score: 30, at: 0 }, { score: 40, at: 10 * AGEING_MS_PER_POINT + 1 })).toBe('a');
  });

  it('[S4][S5] nothing in a lane waits for ever: after three weeks no newcomer to the records lane overtakes', () => {
    const highest = BAND_FLOOR.CRITICAL - 1;
    fc.assert(
      fc.property(time, fc.integer({ min: 21 * 86_400_000 + 1, max: 1e10 }), (at, later) => {
        expect(first({ score: 0, at }, { score: highest, at: at + later })).toBe('a');
      }),
    );
  });

  it('[S4] placed moves an item by its chain, keeps its own score and its age', () => {
    const item = { capturedAt: 1_000, score: 20 };
    expect(placed(item, 90)).toEqual({
      capturedAt: 1_000,
      score: 20,
      chainScore: 90,
      lane: 'critical',
      order: orderOf(90, 1_000),
    });
  });
});

describe('what waits for another', () => {
  const DAY_MS = 86_400_000;
  const at = (points: number, capturedAt: number, seq = capturedAt) => placed({ capturedAt, seq }, points);

  it('[S4] stands right behind the last of them where that is as urgent', () => {
    const item = at(40, DAY_MS);
    const needed = [at(40, 1), at(40, 2), at(60, 3)];
    expect(orderBehind(item, needed)).toBe(orderOf(40, 2));
    expect(orderBehind(item, [])).toBe(item.order);
    expect(orderBehind(item, [at(41, DAY_MS - 1)])).toBe(item.order);
    expect(orderBehind(item, [at(39, 2)])).toBe(item.order);
    /* What a restored office gets again may refer to what was captured later. */
    expect(orderBehind(item, [at(40, DAY_MS + 1)])).toBe(item.order);
  });

  it('[S4] stands behind it, too, where its number is the lower one', () => {
    const [assessment, response] = [at(40, 0, -1), at(40, DAY_MS / 2, -2)];
    expect(orderBehind(response, [assessment])).toBe(assessment.order + 1);
    expect(orderBehind(at(40, DAY_MS / 2, -1), [assessment])).toBe(assessment.order + 1);
  });

  it('[S4] of two in one place the one with the higher number is the last', () => {
    const both = [at(40, 0, 3), at(40, 0, 7)];
    const [order] = both.map((each) => each.order);
    for (const needed of [both, both.toReversed()]) {
      expect(orderBehind(at(40, DAY_MS / 2, 5), needed)).toBe((order ?? 0) + 1);
      expect(orderBehind(at(40, DAY_MS / 2, 8), needed)).toBe(order);
    }
  });

  it('[S4] keeps its place behind what is a day older, also when it is asked again', () => {
    const item = at(40, DAY_MS);
    expect(orderBehind(item, [at(40, 0)])).toBe(item.order);
    expect(orderBehind(item, [at(40, 1)])).toBe(orderOf(40, 1));
    const early = { ...item, order: orderOf(40, 1) };
    expect(orderBehind(early, [at(40, 0)])).toBe(item.order);
  });

  it('[S4] is never later than its own age has it, never a day earlier, and before nothing that it waits for', () => {
    const near = fc.record({
      points: fc.integer({ min: 38, max: 43 }),
      hours: fc.integer({ min: 0, max: 40 }),
      seq: fc.integer(),
    });
    fc.assert(
      fc.property(near, fc.array(near, { minLength: 1, maxLength: 3 }), ({ points, hours, seq }, others) => {
        const item = at(points, hours * 3_600_000, seq);
        const needed = others.map((other) => at(other.points, other.hours * 3_600_000, other.seq));
        const order = orderBehind(item, needed);
        expect(order).toBeLessThanOrEqual(item.order);
        expect(order).toBeGreaterThan(item.order - DAY_MS);
        for (const other of needed)
          if (comesBefore(other, item)) expect(comesBefore(other, { order, seq })).toBe(true);
      }),
    );
  });
});
