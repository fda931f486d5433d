import type { Change, RecordData } from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildItem, buildRecord, recordId } from '../testing/build-item.ts';
import { changedFields, rebasedBase, viewOf } from './rebase.ts';
import { withView } from './record-view.ts';

const change = (version: number, data: RecordData | null): Change => ({
  id: recordId(1),
  type: 'ASSESSMENT',
  version,
  data: data === null ? null : { ...data },
  score: 40,
  capturedAt: '2026-11-20T09:30:00.000Z',
});
const edit = (base: number, patch: RecordData) => buildItem(1, { action: 'UPDATE', base, patch });

describe('what a person sees', () => {
  it('[R2] is the office’s version with the unsent edits on top, in the order in which they were made', () => {
    const view = viewOf({ a: 1, b: 1, c: 1 }, [edit(1, { a: 2, b: null }), edit(1, { a: 3, d: 4 })]);
    expect(view).toEqual({ data: { a: 3, c: 1, d: 4 }, deleted: false });
  });

  it('[R2] is the record itself while the office knows none', () => {
    expect(viewOf(null, [buildItem(1, { data: { a: 1 } }), edit(0, { b: 2 })])).toEqual({
      data: { a: 1, b: 2 },
      deleted: false,
    });
  });

  it('[R2] a deletion that waits shows as deleted', () => {
    expect(viewOf({ a: 1 }, [buildItem(1, { action: 'DELETE' })])).toEqual({ data: { a: 1 }, deleted: true });
  });

  it('[R2] an edit of a record that the office has deleted is still there to be read', () => {
    const record = buildRecord(1, { data: { a: 1, b: 2 }, base: { version: 3, data: null } });
    expect(withView(record, [edit(2, { b: 2 })])).toEqual(record);
  });

  it('[R2] brings along what lists show: sector and place', () => {
    const data = { assessmentType: 'WASH', affectedEntityId: 'dikwa' };
    const record = buildRecord(1, { base: { version: 2, data } });
    expect(withView(record, [])).toMatchObject({ data, sector: 'WASH', placeId: 'dikwa', deleted: false });
  });

  it('changedFields finds what was added, removed and replaced, and nothing else', () => {
    expect(changedFields({ a: 1, b: [1], c: 1, gone: 1 }, { a: 1, b: [1], c: 2, come: 1 }).sort()).toEqual([
      'c',
      'come',
      'gone',
    ]);
  });
});

describe('the base of an unsent edit after a pull', () => {
  const before = { version: 1, data: { a: 1, b: 1 } };

  it('[R2] moves on when others changed only what the edit leaves alone', () => {
    expect(rebasedBase(edit(1, { a: 5 }), before, change(2, { a: 1, b: 9 }))).toBe(2);
  });

  it('[K1] stays when they changed what it changes, so that the office sees both', () => {
    expect(rebasedBase(edit(1, { a: 5 }), before, change(2, { a: 9, b: 1 }))).toBe(1);
    expect(rebasedBase(edit(1, { a: 5 }), before, change(2, { b: 1 }))).toBe(1);
    expect(rebasedBase(edit(1, { c: null }), before, change(2, { ...before.data, c: 3 }))).toBe(1);
  });

  it('[K1] once it stayed it never moves past that change, whatever comes afterwards', () => {
    const held = edit(1, { a: 5 });
    const known = { version: 2, data: { a: 9, b: 1 } };
    expect(rebasedBase(held, known, change(3, { a: 9, b: 4 }))).toBe(1);
  });

  it('stays for creations, deletions, an unknown base and a deletion at the office', () => {
    expect(rebasedBase(buildItem(1), before, change(2, { a: 1 }))).toBe(0);
    expect(rebasedBase(buildItem(1, { action: 'DELETE', base: 1 }), before, change(2, { a: 1, b: 2 }))).toBe(
      1,
    );
    expect(rebasedBase(edit(0, { a: 5 }), null, change(1, { a: 1 }))).toBe(0);
    expect(rebasedBase(edit(1, { a: 5 }), before, change(2, null))).toBe(1);
    expect(rebasedBase(edit(1, { a: 5 }), { version: 1, data: null }, change(2, { a: 1 }))).toBe(1);
  });

  it('[K1] over any run of pulls it never claims to have seen a change of its own field', () => {
    const field = fc.constantFrom('a', 'b', 'c');
    const pull = fc.dictionary(field, fc.nat({ max: 2 }), { noNullPrototype: true });
    fc.assert(
      fc.property(field, fc.array(pull, { minLength: 1, maxLength: 6 }), (mine, versions) => {
        let item = edit(1, { [mine]: 99 });
        let known: { version: number; data: RecordData } = { version: 1, data: {} };
        let unseen = Infinity;
        for (const [index, data] of versions.entries()) {
          const version = index + 2;
          if (changedFields(known.data, data).includes(mine)) unseen = Math.min(unseen, version);
          item = { ...item, base: rebasedBase(item, known, change(version, data)) };
          known = { version, data };
        }
        expect(item.base).toBeLessThan(unseen);
        if (unseen === Infinity) expect(item.base).toBe(versions.length + 1);
      }),
    );
  });
});

describe('the base of an edit that stood behind one in conflict, once that is decided', () => {
  const known = { version: 2, data: { a: 9, b: 1 } };
  const at = (seq: number, patch: RecordData) => ({ ...edit(1, patch), seq });
  const later = at(5, { a: 6 });

  it('[K2] moves on where the person edited the answer that stands now', () => {
    expect(rebasedBase(later, known, change(3, { a: 5, b: 1 }), [at(4, { a: 5 })])).toBe(3);
    expect(
      rebasedBase(at(5, { a: 6, b: 2 }), known, change(3, { a: 5, b: 1 }), [at(4, { a: 5, b: 1 })]),
    ).toBe(3);
  });

  it('[K2] moves on where the answer had been taken away, and is', () => {
    expect(rebasedBase(later, known, change(3, { b: 1 }), [at(4, { a: null })])).toBe(3);
    expect(rebasedBase(later, known, change(3, { a: 0, b: 1 }), [at(4, { a: null })])).toBe(1);
  });

  it('[K2] stays where another answer stands', () => {
    expect(rebasedBase(later, known, change(3, { a: 9, b: 1 }), [at(4, { a: 5 })])).toBe(1);
  });

  it('[K2] goes by the last one before it that says something of the answer', () => {
    const told = change(3, { a: 5, b: 1 });
    expect(rebasedBase(later, known, told, [at(3, { a: 4 }), at(4, { a: 5 })])).toBe(3);
    expect(rebasedBase(later, known, told, [at(3, { a: 5 }), at(4, { a: 4 })])).toBe(1);
    expect(rebasedBase(later, known, told, [at(3, { a: 5 }), at(4, { b: 7 })])).toBe(3);
    expect(rebasedBase(later, known, told, [at(4, { b: 7 })])).toBe(1);
  });

  it('[K2] does not go by one after it, by itself, or by a removal', () => {
    const told = change(3, { a: 5, b: 1 });
    expect(rebasedBase(later, known, told, [at(6, { a: 5 })])).toBe(1);
    expect(rebasedBase(at(5, { a: 5 }), known, told, [at(5, { a: 5 })])).toBe(1);
    const { patch: _, ...bare } = at(4, {});
    expect(rebasedBase(later, known, told, [{ ...bare, action: 'DELETE' }])).toBe(1);
  });

  it('[K1] one that says nothing moves on only with what it has seen', () => {
    const empty = edit(1, {});
    expect(rebasedBase(empty, { version: 1, data: { a: 1 } }, change(2, { a: 2 }))).toBe(2);
    expect(rebasedBase(empty, known, change(3, { a: 2 }))).toBe(1);
  });
});
