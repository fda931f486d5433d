import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { shapeProblem } from './json-shape.ts';
import { limits } from './limits.ts';

const nested = (levels: number, open: string, close: string): unknown =>
  JSON.parse(open.repeat(levels) + close.repeat(levels));
const arrays = (levels: number): unknown => nested(levels, '[', ']');
const objects = (levels: number): unknown =>
  JSON.parse('{"a":'.repeat(levels - 1) + '{}' + '}'.repeat(levels - 1));
const tooDeep = (length: number, step: string | number) => ({
  path: Array.from({ length }, () => step),
  message: 'nested too deeply',
});

/** Levels, counted the plain way. */
function levels(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levels));
}
function namesAnywhere(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const names = Array.isArray(value) ? [] : Object.keys(value);
  return [...names, ...Object.values(value).flatMap(namesAnywhere)];
}

describe('shapeProblem', () => {
  test.each([1, 'text', true, null, undefined, [], {}, { a: [{ b: 1 }] }])('[X3] lets %j pass', (value) => {
    expect(shapeProblem(value)).toBeUndefined();
  });

  it('[X3] draws the line after 16 levels', () => {
    expect(limits.jsonDepth).toBe(16);
    expect(shapeProblem(arrays(16))).toBeUndefined();
    expect(shapeProblem(arrays(17))).toEqual(tooDeep(16, 0));
    expect(shapeProblem(objects(16))).toBeUndefined();
    expect(shapeProblem(objects(17))).toEqual(tooDeep(16, 'a'));
  });

  it('[X4] refuses 10,000 and a million levels without going down there', () => {
    expect(shapeProblem(arrays(10_000))).toEqual(tooDeep(16, 0));
    expect(shapeProblem(objects(10_000))).toEqual(tooDeep(16, 'a'));
    expect(shapeProblem(arrays(1_000_000))).toEqual(tooDeep(16, 0));
  });

  test.each([
    ['{"__proto__":{}}', ['__proto__']],
    ['{"a":[1,{"__proto__":null}]}', ['a', 1, '__proto__']],
    ['{"constructor":1}', ['constructor']],
    ['{"a":{"prototype":1}}', ['a', 'prototype']],
  ])('[X3] names the place of the prototype key in %s', (json, path) => {
    expect(shapeProblem(JSON.parse(json))).toEqual({ path, message: 'not a field name' });
  });

  it('lets names pass that objects inherit but that reach no prototype', () => {
    expect(shapeProblem({ toString: 1, valueOf: 2, hasOwnProperty: 3 })).toBeUndefined();
  });

  it('[X3] agrees with counting, for any JSON', () => {
    const name = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'prototype');
    const tree = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constant(1),
        fc.array(tie('value'), { maxLength: 2 }),
        fc.dictionary(fc.oneof({ weight: 6, arbitrary: fc.constant('a') }, name), tie('value'), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
      ),
    })).value;
    fc.assert(
      fc.property(tree, fc.integer({ min: 1, max: 6 }), (value, maxDepth) => {
        const named = namesAnywhere(value).some((key) =>
          ['__proto__', 'constructor', 'prototype'].includes(key),
        );
        expect(shapeProblem(value, maxDepth) === undefined).toBe(levels(value) <= maxDepth && !named);
      }),
      { numRuns: 1_000 },
    );
  });
});
