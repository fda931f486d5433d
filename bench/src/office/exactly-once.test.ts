import { expect, test } from 'vitest';
import { exactlyOnce } from './exactly-once.ts';

const row = (id: string, recordId: string, status = 'applied') => ({ id, recordId, status, receivedAtMs: 0 });

test('[S1] an effect for each operation, and no more, is once', () => {
  const ledger = {
    operations: [row('a', 'r1'), row('b', 'r1'), row('c', 'r2')],
    versions: new Map([
      ['r1', 2],
      ['r2', 1],
    ]),
  };
  expect(exactlyOnce(ledger, ['a', 'b', 'c'])).toEqual({ missing: 0, appliedTwice: 0, refused: 0 });
});

test('[S1] a version too many, an operation that is not there and one without effect are seen', () => {
  const ledger = {
    operations: [row('a', 'r1'), row('b', 'r2', 'rejected')],
    versions: new Map([['r1', 3]]),
  };
  expect(exactlyOnce(ledger, ['a', 'b', 'c'])).toEqual({ missing: 1, appliedTwice: 2, refused: 1 });
});
