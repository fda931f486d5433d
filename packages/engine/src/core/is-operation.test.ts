import { describe, expect, it } from 'vitest';
import { buildItem } from '../testing/build-item.ts';
import { isOperation } from './is-operation.ts';
import type { OutboxItem } from './stored.ts';

describe('an item that can be sent', () => {
  const without = (item: OutboxItem, part: 'data' | 'patch'): OutboxItem => {
    const { [part]: _gone, ...rest } = item;
    return rest;
  };

  it('is one of the three actions, with what was captured', () => {
    for (const action of ['CREATE', 'UPDATE', 'DELETE'] as const)
      expect(isOperation(buildItem(1, { action }))).toBe(true);
  });

  it('[C3] is none without it: it would go as an empty change', () => {
    expect(isOperation(without(buildItem(1), 'data'))).toBe(false);
    expect(isOperation(without(buildItem(1, { action: 'UPDATE' }), 'patch'))).toBe(false);
    expect(isOperation(buildItem(1, { unreadable: true }))).toBe(false);
    expect(isOperation(buildItem(1, { action: 'DELETE', unreadable: true }))).toBe(false);
  });

  it('[S5] is none where writing it would fail, and stop everything behind it', () => {
    const lost = [Number.NaN, Infinity, 8.64e15 + 1, undefined as unknown as number];
    for (const capturedAt of lost) expect(isOperation(buildItem(1, { capturedAt, order: 1 }))).toBe(false);
    expect(isOperation(buildItem(1, { action: 'MOVE' as 'CREATE' }))).toBe(false);
  });
});
