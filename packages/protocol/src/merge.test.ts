import { describe, expect, it, test } from 'vitest';
import type { FieldVersions } from './merge.ts';
import { applyPatch, composePatches, diffPatch, mergePatch } from './merge.ts';

const A = 'phone-a';
const B = 'phone-b';

describe('applyPatch', () => {
  it('sets, replaces whole and removes', () => {
    expect(applyPatch({ a: 1, b: ['x'], c: true }, { b: ['y'], c: null, d: 2 })).toEqual({
      a: 1,
      b: ['y'],
      d: 2,
    });
  });

  it('leaves its arguments as they were', () => {
    const data = Object.freeze({ a: 1 });
    const patch = Object.freeze({ a: null, b: 2 });
    expect(applyPatch(data, patch)).toEqual({ b: 2 });
    expect(data).toEqual({ a: 1 });
  });
});

describe('diffPatch', () => {
  it('names changed, new and removed fields, nothing else', () => {
    expect(diffPatch({ a: 1, b: 2, c: [1] }, { a: 1, b: 3, c: [1], d: 4 })).toEqual({ b: 3, d: 4 });
    expect(diffPatch({ a: 1, b: 2 }, { a: 1 })).toEqual({ b: null });
  });

  it('takes null and undefined for no answer, on both sides', () => {
    expect(diffPatch({ a: null, b: undefined }, {})).toEqual({});
    expect(diffPatch({ a: 1, b: 2 }, { a: null, b: undefined })).toEqual({ a: null, b: null });
  });

  it('does not take what an object inherits for an answer', () => {
    expect(diffPatch({ toString: 'x' }, {})).toEqual({ toString: null });
    expect(diffPatch({}, { valueOf: 'x' })).toEqual({ valueOf: 'x' });
  });
});

describe('composePatches', () => {
  it('lets the later patch win and keeps removals', () => {
    expect(composePatches({ a: 1, b: null }, { a: null, c: 3 })).toEqual({ a: null, b: null, c: 3 });
  });

  it('keeps a removal that was written as undefined: JSON would lose it', () => {
    const composed = composePatches({ a: 1 }, { a: undefined });
    expect(JSON.stringify(composed)).toBe('{"a":null}');
  });
});

describe('mergePatch', () => {
  const current = { a: 'theirs', b: 2 };
  const merge = (patch: Record<string, unknown>, over: { base?: number; device?: string } = {}) =>
    mergePatch({
      current,
      fieldVersions: { a: [5, B], b: [1, A], gone: [4, B] },
      base: 3,
      patch,
      device: A,
      ...over,
    });

  it('[K1] keeps both values where another device changed the field after the base', () => {
    expect(merge({ a: 'mine' })).toEqual({
      clean: {},
      conflicts: { a: { mine: 'mine', theirs: 'theirs' } },
      changedByOthers: ['gone'],
    });
  });

  it('[K1] lets others’ changes to other fields stand', () => {
    expect(merge({ b: 3 })).toEqual({ clean: { b: 3 }, conflicts: {}, changedByOthers: ['a', 'gone'] });
  });

  it('the same value is no conflict', () => {
    expect(merge({ a: 'theirs' })).toEqual({
      clean: { a: 'theirs' },
      conflicts: {},
      changedByOthers: ['gone'],
    });
  });

  it('[S2] the device’s own later change is no conflict', () => {
    expect(merge({ a: 'mine' }, { device: B })).toEqual({
      clean: { a: 'mine' },
      conflicts: {},
      changedByOthers: [],
    });
  });

  it('a change that the edit was made on is no conflict', () => {
    expect(merge({ a: 'mine' }, { base: 5 }).conflicts).toEqual({});
  });

  it('[K1] a removal and a change are two values', () => {
    expect(merge({ a: null }).conflicts).toEqual({ a: { mine: undefined, theirs: 'theirs' } });
    expect(merge({ gone: 'mine' }).conflicts).toEqual({ gone: { mine: 'mine', theirs: undefined } });
  });

  it('two removals are the same value', () => {
    expect(merge({ gone: null })).toMatchObject({ clean: { gone: null }, conflicts: {} });
  });

  it('a removal written as undefined stays one: JSON would lose it', () => {
    expect(merge({ b: undefined }).clean).toStrictEqual({ b: null });
  });

  it('does not take what an object inherits for the other side’s answer', () => {
    const merged = mergePatch({
      current: {},
      fieldVersions: { toString: [5, B] as const },
      base: 3,
      patch: { toString: 'mine' },
      device: A,
    });
    expect(merged.conflicts).toEqual({ toString: { mine: 'mine', theirs: undefined } });
  });
});

describe('prototype keys are never copied', () => {
  const hostile = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"x":1},"prototype":1,"a":1}',
  ) as Record<string, unknown>;
  const copies: [string, object][] = [
    ['applyPatch, in the data', applyPatch(hostile, {})],
    ['applyPatch, in the patch', applyPatch({}, hostile)],
    ['diffPatch, after', diffPatch({}, hostile)],
    ['composePatches, earlier', composePatches(hostile, {})],
    ['composePatches, later', composePatches({}, hostile)],
    [
      'mergePatch, clean',
      mergePatch({ current: {}, fieldVersions: {}, base: 0, patch: hostile, device: A }).clean,
    ],
  ];

  test.each(copies)('%s', (_, copy) => {
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(Object.entries(copy)).toEqual([['a', 1]]);
  });

  test('diffPatch, before', () => {
    expect(Object.entries(diffPatch(hostile, {}))).toEqual([['a', null]]);
  });

  test('mergePatch, conflicts', () => {
    const fieldVersions = JSON.parse(
      '{"__proto__":[9,"phone-b"],"constructor":[9,"phone-b"]}',
    ) as FieldVersions;
    const merged = mergePatch({ current: {}, fieldVersions, base: 0, patch: hostile, device: A });
    expect(Object.getPrototypeOf(merged.conflicts)).toBe(Object.prototype);
    expect(Object.keys(merged.conflicts)).toEqual([]);
    expect(Object.keys(merged.clean)).toEqual(['a']);
  });
});
