import { applyPatch, type RecordData } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ITEM_STATES, type OutboxItem } from './stored.ts';
import { buildItem, recordId } from '../testing/build-item.ts';
import { planCapture, type CapturedChange } from './plan-capture.ts';
import { viewOf } from './rebase.ts';

const create = (data: RecordData, parts: Partial<OutboxItem> = {}) => buildItem(1, { data, ...parts });
const update = (seq: number, base: number, patch: RecordData, parts: Partial<OutboxItem> = {}) =>
  buildItem(seq, { recordId: recordId(1), action: 'UPDATE', base, patch, ...parts });
const edit = (base: number, patch: RecordData): CapturedChange => ({ action: 'UPDATE', base, patch });
const removal: CapturedChange = { action: 'DELETE', base: 0 };
const refused = { state: 'shelf', mayBeKnown: true, refused: true } as const;
const known = { mayBeKnown: true } as const;

describe('what a captured change does to the outbox', () => {
  it('the first change of a record is a new item', () => {
    expect(planCapture([], { action: 'CREATE', data: {} })).toEqual({ do: 'append', fenced: false });
  });

  it('[C2] edits before the first send become one item that has the effect of all', () => {
    const created = create({ a: 1, b: 1 });
    expect(planCapture([created], edit(0, { b: null, c: 3 }))).toEqual({
      do: 'fold',
      into: created,
      change: { action: 'CREATE', data: { a: 1, c: 3 } },
      newId: false,
      absorbed: [],
    });
    const first = update(1, 4, { a: 1, b: 1 });
    expect(planCapture([first], edit(4, { b: null }))).toMatchObject({
      do: 'fold',
      into: first,
      change: edit(4, { a: 1, b: null }),
    });
  });

  it('created and deleted before anyone knew: nothing remains to be sent', () => {
    const created = create({ a: 1 });
    expect(planCapture([created], removal)).toEqual({ do: 'cancel', items: [created] });
  });

  it('an edit that was deleted goes as the deletion', () => {
    const first = update(1, 4, { a: 1 });
    expect(planCapture([first], { action: 'DELETE', base: 4 })).toMatchObject({
      do: 'fold',
      into: first,
      change: { action: 'DELETE', base: 4 },
    });
  });

  it('[S1][C2] an edit of what the office may know is a new item behind it', () => {
    for (const parts of [known, { ...known, state: 'sending' }, { ...known, state: 'later' }] as const) {
      expect(planCapture([create({ a: 1 }, parts)], edit(0, { a: 2 }))).toEqual({
        do: 'append',
        fenced: false,
      });
      expect(planCapture([create({ a: 1 }, parts)], removal)).toEqual({ do: 'append', fenced: false });
    }
  });

  it('[S1] what is on its way may be known, even if nobody marked it so', () => {
    for (const state of ['sending', 'conflict'] as const)
      expect(planCapture([create({ a: 1 }, { state })], edit(0, { a: 2 })).do).toBe('append');
  });

  it('[C2] an edit never takes a deletion back that waits, nor does a second deletion', () => {
    const deleted = buildItem(1, { action: 'DELETE', base: 4 });
    for (const change of [edit(4, { a: 1 }), { action: 'DELETE', base: 4 } as const])
      expect(planCapture([deleted], change)).toEqual({ do: 'append', fenced: false });
  });

  it('[C3] nothing is folded into what cannot be read, and what comes afterwards waits for it', () => {
    const sealed = update(1, 4, {}, { unreadable: true });
    expect(planCapture([sealed], edit(4, { a: 2 }))).toEqual({ do: 'append', fenced: true });
    const behind = update(2, 4, { b: 1 }, { state: 'fenced', unreadable: true });
    expect(planCapture([update(1, 4, { a: 1 }, refused), behind], edit(4, { a: 2 }))).toEqual({
      do: 'append',
      fenced: true,
    });
  });

  it('a record that is created again is a new item, whatever waits', () => {
    for (const parts of [{}, refused])
      expect(planCapture([create({ a: 1 }, parts)], { action: 'CREATE', data: { a: 2 } }).do).toBe('append');
  });

  it('[K1] an edit on a newer version is not filed under an older base, nor the other way round', () => {
    expect(planCapture([update(1, 4, { a: 1 })], edit(5, { b: 1 })).do).toBe('append');
    expect(planCapture([update(1, 4, { a: 1 })], edit(3, { b: 1 })).do).toBe('append');
  });

  it('[S2] an edit behind a conflict waits for it', () => {
    const conflict = update(1, 4, { a: 1 }, { state: 'conflict', mayBeKnown: true });
    expect(planCapture([conflict], edit(4, { a: 2 }))).toEqual({ do: 'append', fenced: true });
    const behind = update(2, 4, { b: 1 }, { state: 'fenced' });
    expect(planCapture([conflict, behind], edit(4, { b: 2 }))).toMatchObject({
      do: 'fold',
      into: behind,
      newId: false,
    });
  });

  it('[S2] an edit waits behind what is fenced, although what fences it is not among the items', () => {
    const fenced = update(1, 4, { a: 1 }, { state: 'fenced', mayBeKnown: true });
    expect(planCapture([fenced], edit(4, { a: 2 }))).toEqual({ do: 'append', fenced: true });
  });

  it('[S1] what is on its way, or in conflict, behind the one that was refused is not taken along', () => {
    for (const state of ['sending', 'conflict'] as const) {
      const behind = update(2, 0, { b: 2 }, { state, mayBeKnown: true });
      expect(planCapture([create({ a: 1 }, refused), behind], edit(0, { a: 2 }))).toEqual({
        do: 'append',
        fenced: true,
      });
    }
  });

  it('[S1] correcting what the office refused takes a new id, and what lined up behind it', () => {
    const created = create({ a: 1, bad: true }, refused);
    const behind = update(2, 0, { b: 2 }, { state: 'fenced' });
    expect(planCapture([created, behind], edit(0, { bad: null }))).toEqual({
      do: 'fold',
      into: created,
      change: { action: 'CREATE', data: { a: 1, b: 2 } },
      newId: true,
      absorbed: [behind],
    });
  });

  it('[S5] correcting works for what failed alone, and takes along what was sent behind it and held', () => {
    const poison = create({ a: 1, bad: true }, { state: 'shelf', mayBeKnown: true });
    const held = update(2, 0, { b: 2 }, { state: 'fenced', mayBeKnown: true });
    expect(planCapture([poison, held], edit(0, { bad: null }))).toMatchObject({
      do: 'fold',
      into: poison,
      change: { action: 'CREATE', data: { a: 1, b: 2 } },
      newId: true,
      absorbed: [held],
    });
  });

  it('correcting keeps the older base: at worst the office asks a person [K1]', () => {
    const shelved = update(1, 2, { a: 1 }, refused);
    expect(planCapture([shelved], edit(5, { b: 1 }))).toMatchObject({ change: edit(2, { a: 1, b: 1 }) });
  });

  it('a refused creation that is deleted needs no sending', () => {
    const created = create({ a: 1 }, refused);
    expect(planCapture([created], removal)).toEqual({ do: 'cancel', items: [created] });
    const deleted = buildItem(2, { recordId: recordId(1), action: 'DELETE', state: 'fenced' });
    expect(planCapture([created, deleted], edit(0, { a: 2 }))).toEqual({
      do: 'cancel',
      items: [created, deleted],
    });
  });

  it('[C2] an edit behind a deletion that waits for the shelf waits with it, and nothing of the two is lost', () => {
    const first = update(1, 4, { a: 1 }, refused);
    const deleted = buildItem(2, { recordId: recordId(1), action: 'DELETE', base: 4, state: 'fenced' });
    const behind = update(3, 4, { b: 1 }, { state: 'fenced' });
    for (const items of [
      [first, deleted],
      [first, deleted, behind],
    ])
      expect(planCapture(items, edit(4, { a: 2 }))).toEqual({ do: 'append', fenced: true });
  });
});

const states = fc.constantFrom(...ITEM_STATES);
const patch = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.option(fc.nat({ max: 3 })), {
  noNullPrototype: true,
});
const queue: fc.Arbitrary<OutboxItem[]> = fc
  .array(fc.record({ state: states, mayBeKnown: fc.boolean(), patch, base: fc.nat({ max: 2 }) }), {
    maxLength: 4,
  })
  .chain((parts) => fc.boolean().map((starts) => ({ parts, starts })))
  .map(({ parts, starts }) =>
    parts.map(({ patch: changes, base, ...rest }, n) => {
      const reached = rest.state === 'sending' || rest.state === 'conflict' || rest.mayBeKnown;
      const common = { recordId: recordId(1), ...rest, mayBeKnown: reached };
      return starts && n === 0
        ? buildItem(n, { ...common, data: applyPatch({}, changes) })
        : buildItem(n, { ...common, action: 'UPDATE', base, patch: changes });
    }),
  );
const nextChange: fc.Arbitrary<CapturedChange> = fc.oneof(
  fc.record({ action: fc.constant('UPDATE' as const), base: fc.nat({ max: 2 }), patch }),
  fc.record({ action: fc.constant('DELETE' as const), base: fc.nat({ max: 2 }) }),
);
const asItem = (change: CapturedChange, n: number): OutboxItem =>
  buildItem(n, { recordId: recordId(1), ...change });

describe('over random queues', () => {
  it('[S1][C2] no item that the office may know is changed under its own id, or taken away', () => {
    fc.assert(
      fc.property(queue, nextChange, (items, change) => {
        const plan = planCapture(items, change);
        if (plan.do === 'append') return;
        const touched = plan.do === 'cancel' ? plan.items : [plan.into, ...plan.absorbed];
        for (const item of touched) {
          expect(item.state).not.toBe('sending');
          expect(item.state).not.toBe('conflict');
        }
        const fromShelf = touched[0]?.state === 'shelf';
        if (!fromShelf) expect(touched.some((item) => item.mayBeKnown)).toBe(false);
        if (plan.do === 'fold') expect(plan.newId).toBe(fromShelf);
      }),
    );
  });

  it('[C2] whatever is coalesced, the person sees the same afterwards', () => {
    const base = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat({ max: 3 }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(base, queue, nextChange, (known, items, change) => {
        const plan = planCapture(items, change);
        const wished = viewOf(known, [...items, asItem(change, items.length)]);
        if (plan.do === 'cancel') {
          expect(wished.deleted).toBe(true);
          return;
        }
        const after =
          plan.do === 'append'
            ? [...items, asItem(change, items.length)]
            : items.flatMap((item) =>
                item === plan.into
                  ? [asItem(plan.change, item.seq)]
                  : plan.absorbed.includes(item)
                    ? []
                    : [item],
              );
        const seen = viewOf(known, after);
        expect(seen.deleted).toBe(wished.deleted);
        if (!seen.deleted) expect(seen.data).toEqual(wished.data);
      }),
    );
  });
});
