import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemState, OutboxItem } from './stored.ts';
import { buildItem, recordId } from '../testing/build-item.ts';
import { planBatch, type BatchLimits, type Candidate } from './plan-batch.ts';

const WIDE: BatchLimits = { items: 200, bytes: 1e6 };

/** What the shell hands in: waiting items in sending order, each with what must go before it. */
function candidatesOf(items: readonly OutboxItem[]): Candidate[] {
  return items
    .filter((item) => item.state === 'waiting')
    .sort((a, b) => a.order - b.order || a.seq - b.seq)
    .map((item) => ({
      item,
      before: items.filter((other) => other.recordId === item.recordId && other.seq < item.seq),
      creators: items.filter((other) => item.dependsOn.includes(other.recordId) && other.action === 'CREATE'),
    }));
}
const plan = (items: readonly OutboxItem[], limits: BatchLimits = WIDE) =>
  planBatch(candidatesOf(items), limits);
const seqs = (items: readonly OutboxItem[]): number[] => items.map(({ seq }) => seq);

describe('what the next request carries', () => {
  it('[S4] the highest scores, up to the limit of items', () => {
    const items = [10, 80, 50].map((score, n) => buildItem(n, { score }));
    expect(plan(items, { items: 2, bytes: 1e6 })).toEqual({ batch: [items[1], items[2]], full: true });
    expect(plan(items)).toEqual({ batch: [items[1], items[2], items[0]], full: false });
    expect(plan(items, { items: 3, bytes: 1e6 }).full).toBe(true);
  });

  it('[S1] one that is handed in twice goes once', () => {
    const [once] = candidatesOf([buildItem(1)]);
    expect(once && planBatch([once, once], WIDE).batch).toEqual([buildItem(1)]);
  });

  it('[S4] stops at the byte limit and takes nothing smaller from further back', () => {
    const items = [
      buildItem(1, { score: 80, sizeBytes: 600 }),
      buildItem(2, { score: 70, sizeBytes: 600 }),
      buildItem(3, { score: 60, sizeBytes: 10 }),
    ];
    const { batch, full } = plan(items, { items: 200, bytes: 1_000 });
    expect([seqs(batch), full]).toEqual([[1], true]);
  });

  it('fills its bytes to the last one', () => {
    const items = [buildItem(1, { sizeBytes: 600 }), buildItem(2, { sizeBytes: 400 })];
    expect(plan(items, { items: 200, bytes: 1_000 })).toEqual({ batch: items, full: false });
  });

  it('[S5] one item goes, however large', () => {
    const huge = buildItem(1, { sizeBytes: 60_000 });
    expect(plan([huge], { items: 200, bytes: 500 }).batch).toEqual([huge]);
  });

  it('[S2] passes over what stands behind an item that waits for a person, and only that', () => {
    const shelved = buildItem(1, { state: 'shelf' });
    const behind = buildItem(2, { recordId: recordId(1), action: 'UPDATE', score: 80 });
    const other = buildItem(3, { score: 10 });
    expect(seqs(plan([shelved, behind, other]).batch)).toEqual([3]);
  });

  it('[S3] a response goes in the batch of its assessment, behind it', () => {
    const assessment = buildItem(1, { score: 60 });
    const response = buildItem(2, { type: 'RESPONSE', dependsOn: [recordId(1)], score: 50 });
    expect(seqs(plan([assessment, response]).batch)).toEqual([1, 2]);
    expect(seqs(plan([assessment, response], { items: 1, bytes: 1e6 }).batch)).toEqual([1]);
  });

  it('[S3] a batch ends before an assessment whose response has no room in it, if little is lost by that', () => {
    const assessment = buildItem(8);
    const behind = [
      buildItem(9, { type: 'RESPONSE', dependsOn: [recordId(8)] }),
      buildItem(10, { type: 'RESPONSE', dependsOn: [recordId(8)] }),
    ];
    const rest = Array.from({ length: 8 }, (_, n) => buildItem(n));
    const all = [...rest, assessment, ...behind, buildItem(11)];
    expect(plan(all, { items: 9, bytes: 1e6 })).toEqual({ batch: rest, full: true });
    expect(plan(all, { items: 200, bytes: 9 * 300 })).toEqual({ batch: rest, full: true });
    expect(plan(all, { items: 11, bytes: 1e6 })).toEqual({
      batch: [...rest, assessment, ...behind],
      full: true,
    });
    /* One of eight may stay behind, two of ten may not. */
    expect(plan(all.slice(1), { items: 8, bytes: 1e6 }).batch).toEqual(rest.slice(1));
    expect(plan(all, { items: 10, bytes: 1e6 }).batch).toEqual([...rest, assessment, behind[0]]);
  });

  it('[S4] it does not end before something more urgent than what has no room', () => {
    const urgent = Array.from({ length: 8 }, (_, n) => buildItem(n, { score: 90 }));
    const response = buildItem(9, { score: 60, type: 'RESPONSE', dependsOn: [recordId(7)] });
    expect(plan([...urgent, response], { items: 8, bytes: 1e6 }).batch).toEqual(urgent);
  });

  it('[S4] nor does one more urgent thing stay behind beside the one that may', () => {
    const [sooner, ...rest] = Array.from({ length: 15 }, (_, n) => buildItem(n));
    const assessment = buildItem(15);
    const urgent = buildItem(16, { score: 90 });
    const response = buildItem(17, { type: 'RESPONSE', dependsOn: [recordId(15)] });
    const ended = (items: readonly OutboxItem[]) => {
      const lone = items.map((item) => ({ item, before: [], creators: [] }));
      const next = { item: response, before: [], creators: [assessment] };
      return planBatch([...lone, next], { items: items.length, bytes: 1e6 }).batch;
    };
    /* It came later, and is as far ahead in line as the assessment. */
    const withUrgent = [...rest, assessment, urgent];
    expect(ended(withUrgent)).toEqual(withUrgent);
    /* What goes may be more urgent. */
    expect(ended([{ ...urgent, seq: sooner?.seq ?? 0 }, ...rest, assessment])).toHaveLength(15);
  });

  it('[S3] it does not end between two others', () => {
    const rest = Array.from({ length: 14 }, (_, n) => buildItem(n));
    const assessment = buildItem(14);
    const response = buildItem(15, { type: 'RESPONSE', dependsOn: [recordId(14)] });
    const edit = buildItem(16, { action: 'UPDATE', recordId: recordId(15) });
    expect(plan([...rest, assessment, response, edit], { items: 16, bytes: 1e6 }).batch).toEqual([
      ...rest,
      assessment,
      response,
    ]);
  });

  it('[S3] a response whose assessment is not sent waits, and others go', () => {
    for (const state of ['shelf', 'later', 'fenced', 'conflict', 'sending'] as const) {
      const assessment = buildItem(1, { state });
      const response = buildItem(2, { type: 'RESPONSE', dependsOn: [recordId(1)], score: 80 });
      expect(seqs(plan([assessment, response, buildItem(3)]).batch)).toEqual([3]);
    }
  });

  it('[S3] an edit of the assessment does not hold its response up', () => {
    const editOfAssessment = buildItem(1, { action: 'UPDATE', state: 'later' });
    const response = buildItem(2, { type: 'RESPONSE', dependsOn: [recordId(1)] });
    expect(seqs(plan([editOfAssessment, response]).batch)).toEqual([2]);
  });
});

interface Drawn {
  readonly record: number;
  readonly score: number;
  readonly needs: number | undefined;
  readonly state: ItemState;
  readonly size: number;
  readonly age: number;
}
const drawn: fc.Arbitrary<Drawn> = fc.record({
  record: fc.nat({ max: 5 }),
  score: fc.integer({ min: 0, max: 100 }),
  needs: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
  state: fc.oneof(
    { weight: 6, arbitrary: fc.constant<ItemState>('waiting') },
    { weight: 1, arbitrary: fc.constantFrom<ItemState>('later', 'shelf', 'conflict', 'fenced', 'sending') },
  ),
  size: fc.integer({ min: 100, max: 2_000 }),
  age: fc.nat({ max: 10 }),
});
/** The first item on a record creates it; it may refer to a record of a lower number, so that there are no circles. */
const queue = fc.array(drawn, { maxLength: 25 }).map((parts) => {
  const created = new Set<number>();
  return parts.map(({ record, score, needs, state, size, age }, seq) => {
    const action = created.has(record) ? 'UPDATE' : 'CREATE';
    created.add(record);
    const dependsOn = needs !== undefined && needs < record ? [recordId(needs)] : [];
    return buildItem(seq, {
      recordId: recordId(record),
      action,
      score,
      dependsOn,
      state,
      sizeBytes: size,
      capturedAt: age,
    });
  });
});
const limits = fc.record({
  items: fc.integer({ min: 1, max: 30 }),
  bytes: fc.integer({ min: 1, max: 20_000 }),
});

describe('over random queues', () => {
  it('[S2][S3] every item has all that must go before it earlier in its batch', () => {
    fc.assert(
      fc.property(queue, limits, (items, within) => {
        const { batch } = plan(items, within);
        const needs = new Map(
          candidatesOf(items).map((each) => [each.item, [...each.before, ...each.creators]]),
        );
        batch.forEach((item, index) => {
          expect(item.state).toBe('waiting');
          for (const needed of needs.get(item) ?? []) expect(batch.slice(0, index)).toContain(needed);
        });
        expect(new Set(batch).size).toBe(batch.length);
      }),
    );
  });

  it('[S4] nothing that could have gone in its turn was passed over, unless the batch was full', () => {
    fc.assert(
      fc.property(queue, limits, (items, within) => {
        const { batch, full } = plan(items, within);
        const last = batch.at(-1);
        for (const { item, before, creators } of candidatesOf(items)) {
          if (batch.includes(item)) continue;
          const earlier = batch.filter((other) => other.order < item.order);
          const ready = [...before, ...creators].every((needed) => earlier.includes(needed));
          if (!ready) continue;
          expect(full).toBe(true);
          expect(item.order).toBeGreaterThanOrEqual(last?.order ?? 0);
        }
      }),
    );
  });

  it('[S5] stays within the limits, and is empty only when nothing can go', () => {
    fc.assert(
      fc.property(queue, limits, (items, within) => {
        const { batch } = plan(items, within);
        const bytes = batch.reduce((sum, item) => sum + item.sizeBytes, 0);
        expect(batch.length).toBeLessThanOrEqual(within.items);
        if (batch.length > 1) expect(bytes).toBeLessThanOrEqual(within.bytes);
        const free = candidatesOf(items).some(
          ({ before, creators }) => before.length + creators.length === 0,
        );
        expect(batch.length > 0).toBe(free);
      }),
    );
  });

  it('[S5] batch after batch everything goes that does not wait for a person, in at most as many batches as items', () => {
    fc.assert(
      fc.property(queue, limits, (items, within) => {
        let left = [...items];
        for (let round = 0; round < items.length; round += 1) {
          const { batch } = plan(left, within);
          left = left.filter((item) => !batch.includes(item));
        }
        const stuck = new Set(left.filter((item) => item.state !== 'waiting'));
        for (let round = 0; round < left.length; round += 1)
          for (const { item, before, creators } of candidatesOf(left))
            if ([...before, ...creators].some((needed) => stuck.has(needed))) stuck.add(item);
        expect(left.every((item) => stuck.has(item))).toBe(true);
      }),
    );
  });
});
