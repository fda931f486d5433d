import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from './operation.ts';
import { operation, uuid } from './testing/arbitraries.ts';
import type { PackedVerdicts, Verdict } from './verdict.ts';
import {
  expectedVersion,
  packedVerdictsSchema,
  packVerdicts,
  recordedVerdictSchema,
  unpackVerdicts,
  verdictSchema,
} from './verdict.ts';

const version = fc.nat({ max: 1_001 });
const recorded = fc.oneof(
  fc.record({ status: fc.constant('applied'), version }, { noNullPrototype: true }),
  fc.record({ status: fc.constant('merged'), version }, { noNullPrototype: true }),
  fc.record(
    {
      status: fc.constant('conflict'),
      version,
      conflictId: uuid,
      fields: fc.array(fc.constantFrom('a', 'b')),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      status: fc.constant('rejected'),
      code: fc.constantFrom('VALIDATION', 'FORBIDDEN'),
      field: fc.constant('numberToilets'),
      message: fc.string(),
    },
    { requiredKeys: ['status', 'code', 'message'], noNullPrototype: true },
  ),
);
const verdict: fc.Arbitrary<Verdict> = fc
  .oneof(
    recorded,
    recorded.map((original) => ({ status: 'duplicate', original })),
    fc.record(
      { status: fc.constant('held'), code: fc.constant('DEPENDENCY_MISSING'), waitsFor: uuid },
      { requiredKeys: ['status', 'code'], noNullPrototype: true },
    ),
    fc.nat().map((afterMs) => ({ status: 'retry', code: 'BUSY', afterMs })),
  )
  .map((raw) => verdictSchema.parse(raw));
const asExpected = (of: Operation): Verdict => ({ status: 'applied', version: expectedVersion(of) });
/** Most operations go as expected, as they do in the field. */
const judgedBatch = fc.array(
  fc
    .tuple(operation, fc.option(verdict, { freq: 2 }))
    .map(([of, odd]) => [of, odd ?? asExpected(of)] as const),
  { maxLength: 12 },
);
const split = (batch: readonly (readonly [Operation, Verdict])[]) => ({
  operations: batch.map(([of]) => of),
  verdicts: batch.map(([, judged]) => judged),
});

describe('packed verdicts', () => {
  it('[S7] come out as they went in, over the wire', () => {
    fc.assert(
      fc.property(judgedBatch, (batch) => {
        const { operations, verdicts } = split(batch);
        const packed: unknown = JSON.parse(JSON.stringify(packVerdicts(operations, verdicts)));
        expect(unpackVerdicts(operations, packedVerdictsSchema.parse(packed))).toEqual(verdicts);
      }),
    );
  });

  it('cost nothing for what was applied as expected', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 5 }), (operations) => {
        expect(packVerdicts(operations, operations.map(asExpected))).toEqual({
          judged: operations.length,
          except: [],
        });
      }),
    );
  });

  it('spell out an applied operation that got another version than the device expects', () => {
    fc.assert(
      fc.property(operation, (of) => {
        const other: Verdict = { status: 'applied', version: expectedVersion(of) + 1 };
        expect(packVerdicts([of], [other]).except).toEqual([[0, other]]);
      }),
    );
  });

  it('[S7] are no acknowledgement of another number of operations', () => {
    fc.assert(
      fc.property(judgedBatch, fc.integer({ min: 0, max: 20 }), (batch, judged) => {
        const { operations, verdicts } = split(batch);
        fc.pre(judged !== operations.length);
        expect(unpackVerdicts(operations, { ...packVerdicts(operations, verdicts), judged })).toBeUndefined();
      }),
    );
  });

  it('[S7] are no acknowledgement when they speak of an operation beyond the batch, or twice of one', () => {
    const operations = fc.sample(operation, { numRuns: 2, seed: 1 });
    const retry: Verdict = { status: 'retry', code: 'BUSY', afterMs: 0 };
    const merged: Verdict = { status: 'merged', version: 3 };
    const packed = (...except: PackedVerdicts['except']): PackedVerdicts => ({ judged: 2, except });
    expect(unpackVerdicts(operations, packed([0, retry], [1, merged]))).toEqual([retry, merged]);
    expect(unpackVerdicts(operations, packed([2, retry]))).toBeUndefined();
    expect(unpackVerdicts(operations, packed([0, retry], [0, merged]))).toBeUndefined();
    expect(unpackVerdicts(operations, packed([1, retry], [0, merged]))).toBeUndefined();
  });

  it('refuse to be packed with a verdict missing or left over', () => {
    const [only] = fc.sample(operation, { numRuns: 1, seed: 1 });
    const operations = only === undefined ? [] : [only];
    const verdicts = operations.map(asExpected);
    expect(() => packVerdicts(operations, [])).toThrow(RangeError);
    expect(() => packVerdicts(operations, [...verdicts, ...verdicts])).toThrow(RangeError);
  });
});

describe('expectedVersion', () => {
  it('is 1 after a creation and one more than the base after anything else', () => {
    fc.assert(
      fc.property(operation, (of) => {
        expect(expectedVersion(of)).toBe(of.action === 'CREATE' ? 1 : of.base + 1);
      }),
    );
  });
});

describe('verdictSchema', () => {
  it('[S1] does not take a duplicate of a duplicate: the original is a verdict that the ledger keeps', () => {
    const original = { status: 'applied', version: 1 };
    const duplicate = { status: 'duplicate', original };
    expect(verdictSchema.safeParse(duplicate).success).toBe(true);
    expect(verdictSchema.safeParse({ status: 'duplicate', original: duplicate }).success).toBe(false);
  });

  it('[S1] the ledger keeps no verdict that another try may change', () => {
    for (const passing of [
      { status: 'held', code: 'DEPENDENCY_MISSING' },
      { status: 'retry', code: 'BUSY', afterMs: 10 },
    ]) {
      expect(verdictSchema.safeParse(passing).success).toBe(true);
      expect(recordedVerdictSchema.safeParse(passing).success).toBe(false);
    }
  });
});
