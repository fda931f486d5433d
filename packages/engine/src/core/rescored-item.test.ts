import { describe, expect, it } from 'vitest';
import { buildItem, buildRecord } from '../testing/build-item.ts';
import { laneOf, orderOf } from './queue-order.ts';
import { rescoredItem } from './rescored-item.ts';

const override = {
  coordinatorId: 'ibrahim',
  coordinatorName: 'Ibrahim',
  originalPriority: 40,
  overridePriority: 90,
  justification: 'They phoned',
  timestamp: '2026-11-20T09:30:00.000Z',
};

describe('an item whose record is scored anew', () => {
  it('[S4] takes the score, and the place in line that follows from it', () => {
    const next = rescoredItem(buildItem(1), buildRecord(1, { score: 90 }), 0);
    expect(next).toMatchObject({ score: 90, chainScore: 90, lane: 'critical' });
    expect(next.order).toBe(orderOf(90, next.capturedAt));
  });

  it('[S4] goes with the most urgent of what waits for it, and no longer when that is gone', () => {
    const raised = rescoredItem(buildItem(1), buildRecord(1), 95);
    expect(raised).toMatchObject({ score: 40, chainScore: 95, lane: 'critical' });
    expect(rescoredItem(raised, buildRecord(1), 0)).toMatchObject({
      score: 40,
      chainScore: 40,
      lane: 'records',
    });
  });

  it.each([{ mayBeKnown: true }, { state: 'sending' as const }])(
    '[S1] that the office may know (%j) says what it said; only its place is another',
    (known) => {
      const item = buildItem(1, known);
      const next = rescoredItem(item, buildRecord(1, { score: 90 }), 0);
      expect(next).toEqual({
        ...item,
        chainScore: 90,
        lane: laneOf(90),
        order: orderOf(90, item.capturedAt),
      });
    },
  );

  it('is the very same when nothing differs, so that it is not written', () => {
    const item = buildItem(1);
    expect(rescoredItem(item, buildRecord(1), 40)).toBe(item);
  });

  it('[C3] that cannot be read stays as it lies on the disk', () => {
    const item = buildItem(1, { unreadable: true });
    expect(rescoredItem(item, buildRecord(1, { score: 90 }), 95)).toBe(item);
  });

  it('says that its score was set by hand, while it is', () => {
    const set = rescoredItem(buildItem(1), buildRecord(1, { score: 40, override }), 0);
    expect(set.overridden).toBe(true);
    expect(rescoredItem(set, buildRecord(1), 0)).toEqual(buildItem(1));
  });
});
