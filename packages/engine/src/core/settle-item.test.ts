import {
  ERROR_CODES,
  ERROR_TABLE,
  type ConflictId,
  type RecordedVerdict,
  type Verdict,
} from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutboxItem, StoredRecord } from './stored.ts';
import { buildItem, testId } from '../testing/build-item.ts';
import { LONGEST_WAIT_MS } from './backoff.ts';
import { failItem, settleItem } from './settle-item.ts';

const NOW = 1_000_000;
const sent = (parts: Partial<OutboxItem> = {}) =>
  buildItem(1, { state: 'sending', mayBeKnown: true, ...parts });
const update = sent({ action: 'UPDATE', base: 3, patch: { a: 2, b: null } });
const base = { version: 3, data: { a: 1, b: 1, c: 1 } };
const conflictId = testId(9, 1) as ConflictId;
const conflict: RecordedVerdict = { status: 'conflict', version: 5, conflictId, fields: ['a', 'b'] };
const rejected: RecordedVerdict = { status: 'rejected', code: 'VALIDATION', field: 'a', message: 'too many' };

const settle = (
  item: OutboxItem,
  verdict: Verdict,
  more: { base?: StoredRecord['base']; awaited?: boolean; roll?: number } = {},
) =>
  settleItem({
    item,
    verdict,
    base: more.base ?? null,
    awaited: more.awaited ?? true,
    maxRetryAttempts: 3,
    now: NOW,
    roll: more.roll ?? 0.5,
  });

describe('what a verdict does to its item', () => {
  it('[S7] applied: the item is done, and the phone knows the new version', () => {
    expect(settle(sent({ data: { a: 1 } }), { status: 'applied', version: 1 })).toEqual({
      item: null,
      base: { version: 1, data: { a: 1 } },
      acknowledged: true,
      fences: false,
    });
    expect(settle(update, { status: 'applied', version: 4 }, { base }).base).toEqual({
      version: 4,
      data: { a: 2, c: 1 },
    });
    const removal = sent({ action: 'DELETE', base: 3 });
    expect(settle(removal, { status: 'applied', version: 4 }, { base }).base).toEqual({
      version: 4,
      data: null,
    });
  });

  it('[S7] applied or merged: an edit of a record of which this phone has no version says what it changed', () => {
    expect(settle(update, { status: 'applied', version: 4 }).base).toEqual({ version: 4, data: { a: 2 } });
    expect(settle(update, { status: 'merged', version: 4 }).base).toEqual({ version: 0, data: { a: 2 } });
  });

  it('[R1] merged: what others wrote is not known yet, so the pull that brings it is let in', () => {
    const { item, base: after } = settle(update, { status: 'merged', version: 6 }, { base });
    expect(item).toBeNull();
    expect(after).toEqual({ version: 3, data: { a: 2, c: 1 } });
  });

  it('[R1] a late verdict never takes the record back behind what a pull has brought', () => {
    const pulled = { version: 7, data: { a: 9 } };
    for (const verdict of [
      { status: 'applied', version: 4 },
      { status: 'merged', version: 7 },
    ] as const) {
      const settlement = settle(update, { status: 'duplicate', original: verdict }, { base: pulled });
      expect(settlement).toEqual({ item: null, acknowledged: true, fences: false });
    }
    const removal = sent({ action: 'DELETE', base: 3 });
    expect(settle(removal, { status: 'applied', version: 4 }, { base: pulled }).base?.data).toBeNull();
  });

  it('[D4] an office that went back to a backup gives an edit an old number: what was newer here stands below it, to be given back', () => {
    const newest = { version: 7, data: { a: 1, b: 1, c: 1 } };
    const after = { version: 7, data: { a: 2, c: 1 } };
    const edit = { ...update, base: 5 };
    for (const version of [2, 5])
      expect(settle(edit, { status: 'applied', version }, { base: newest }).base).toEqual(after);
    /* Removed here by a pull, before the office lost that. */
    const removed = { version: 7, data: null };
    expect(settle(edit, { status: 'applied', version: 2 }, { base: removed }).base).toEqual({
      version: 7,
      data: { a: 2 },
    });
    expect(settle(edit, { status: 'applied', version: 2 }).base).toEqual({ version: 2, data: { a: 2 } });
    const { patch: _, ...bare } = edit;
    expect(settle(bare, { status: 'applied', version: 2 }, { base: newest }).base).toEqual(newest);
    const removal = sent({ action: 'DELETE', base: 5 });
    expect(settle(removal, { status: 'applied', version: 2 }, { base: newest }).base).toEqual({
      version: 2,
      data: null,
    });
  });

  it('[S2][K1] conflict: stays, with both sides named, and stops what comes behind it', () => {
    const settlement = settle(update, conflict, { base });
    expect(settlement).toMatchObject({ acknowledged: false, fences: true });
    expect(settlement.item).toMatchObject({
      state: 'conflict',
      conflictId,
      error: { code: 'CONFLICT', message: 'a, b' },
      patch: update.patch,
    });
  });

  it('[C2][S2] rejected: goes to the shelf with its reason and the answer to fix', () => {
    const settlement = settle(update, rejected, { base });
    expect(settlement).toMatchObject({ acknowledged: false, fences: true });
    expect(settlement.item).toEqual({
      ...update,
      state: 'shelf',
      refused: true,
      lastAttemptAt: NOW,
      error: { code: 'VALIDATION', message: 'too many', field: 'a' },
    });
  });

  it('[S1] a duplicate does what its first verdict would have done', () => {
    for (const original of [{ status: 'applied', version: 4 }, conflict, rejected] as const)
      expect(settle(update, { status: 'duplicate', original }, { base })).toEqual(
        settle(update, original, { base }),
      );
  });

  it('[S3] held: put off with a growing wait, and nothing behind it is stopped', () => {
    const verdict: Verdict = { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: 'x' };
    expect(settle(sent({ delays: 2 }), verdict)).toMatchObject({
      item: { state: 'later', delays: 3, nextAttemptAt: NOW + 20_000, retryCount: 0 },
      acknowledged: false,
      fences: false,
    });
  });

  it('[S5] held for what neither the office nor this phone has: in the end a person looks', () => {
    const verdict: Verdict = { status: 'held', code: 'DEPENDENCY_MISSING', waitsFor: 'x' };
    const first = settle(sent(), verdict, { awaited: false });
    expect(first.item).toMatchObject({ state: 'later', retryCount: 1 });
    const last = settle(sent({ retryCount: 2 }), verdict, { awaited: false });
    expect(last).toMatchObject({
      item: { state: 'shelf', refused: false, error: { code: 'DEPENDENCY_MISSING', message: 'x' } },
      acknowledged: false,
      fences: true,
    });
    const open: Verdict = { status: 'held', code: 'EARLIER_OPERATION_OPEN' };
    expect(settle(sent({ retryCount: 2 }), open, { awaited: false }).item).toMatchObject({
      state: 'later',
      retryCount: 2,
    });
  });

  it('retry: comes back when the office asked, never at once and never in a year', () => {
    const at = (afterMs: number, roll = 0) =>
      settle(sent(), { status: 'retry', code: 'BUSY', afterMs }, { roll }).item?.nextAttemptAt;
    expect([at(0), at(30_000), at(1e12)]).toEqual([NOW + 1_000, NOW + 30_000, NOW + LONGEST_WAIT_MS]);
    expect(at(40_000, 0.5)).toBe(NOW + 45_000);
  });

  it('held or asked to come back: the code says why, and nothing is put into the office’s mouth', () => {
    for (const verdict of [
      { status: 'retry', code: 'BUSY', afterMs: 5 },
      { status: 'held', code: 'EARLIER_OPERATION_OPEN' },
    ] as const)
      expect(settle(sent(), verdict).item?.error).toEqual({ code: verdict.code, message: '' });
  });

  it('[S1] no verdict that keeps an item makes it look as if the office had never seen it', () => {
    for (const verdict of [
      conflict,
      rejected,
      { status: 'held', code: 'EARLIER_OPERATION_OPEN' },
      { status: 'retry', code: 'BUSY', afterMs: 5 },
    ] as const)
      expect(settle(update, verdict).item?.mayBeKnown).toBe(true);
  });
});

describe('an item that fails alone', () => {
  const fail = (item: OutboxItem, code: (typeof ERROR_CODES)[number]) =>
    failItem({ item, code, message: 'm', maxRetryAttempts: 3, now: NOW, roll: 0.5 });

  it('[S5] is put off, and after the last attempt waits for a person', () => {
    expect(fail(sent(), 'INTERNAL')).toMatchObject({
      state: 'later',
      retryCount: 1,
      nextAttemptAt: NOW + 5_000,
    });
    expect(fail(sent({ retryCount: 2 }), 'INTERNAL')).toMatchObject({
      state: 'shelf',
      retryCount: 3,
      error: { code: 'INTERNAL' },
    });
  });

  it('[S1] on the shelf is not taken for refused: the office may have it all the same', () => {
    expect(fail(sent({ retryCount: 2 }), 'INTERNAL').refused).toBe(false);
    expect(fail(sent(), 'MALFORMED').refused).toBe(false);
  });

  it('[S5] waits for a person at once where sending it again as it is cannot work', () => {
    for (const code of ERROR_CODES) {
      const { recovery } = ERROR_TABLE[code];
      const atOnce = recovery === 'split' || recovery === 'shelve';
      expect(fail(sent(), code).state).toBe(atOnce ? 'shelf' : 'later');
    }
  });
});

const recorded: fc.Arbitrary<RecordedVerdict> = fc.oneof(
  fc.record({ status: fc.constantFrom('applied' as const, 'merged' as const), version: fc.nat({ max: 9 }) }),
  fc.constantFrom(conflict, rejected),
);
const verdicts: fc.Arbitrary<Verdict> = fc.oneof(
  recorded,
  recorded.map((original): Verdict => ({ status: 'duplicate', original })),
  fc.record({
    status: fc.constant('held' as const),
    code: fc.constantFrom('DEPENDENCY_MISSING' as const, 'EARLIER_OPERATION_OPEN' as const),
  }),
  fc.record({ status: fc.constant('retry' as const), code: fc.constant('BUSY' as const), afterMs: fc.nat() }),
);

describe('over random verdicts', () => {
  it('[C2][S7] only a verdict that says it took effect removes an item; everything else keeps all that a person wrote', () => {
    fc.assert(
      fc.property(verdicts, fc.constantFrom(sent(), update), fc.boolean(), (verdict, item, awaited) => {
        const settlement = settle(item, verdict, { base, awaited });
        const first = verdict.status === 'duplicate' ? verdict.original : verdict;
        const took = first.status === 'applied' || first.status === 'merged';
        expect(settlement.item === null).toBe(took);
        expect(settlement.acknowledged).toBe(took);
        if (settlement.item === null) return;
        const { id, seq, data, patch } = item;
        expect(settlement.item).toMatchObject({ id, seq, ...(data && { data }), ...(patch && { patch }) });
        expect(settlement.item.state).not.toBe('sending');
      }),
    );
  });
});
