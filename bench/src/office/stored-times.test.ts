import { expect, test } from 'vitest';
import { storedTimes } from './stored-times.ts';

const row = (id: string, receivedAtMs: number) => ({ id, recordId: id, status: 'applied', receivedAtMs });

test('an operation was stored when its own batch was answered', () => {
  const ledger = { operations: [row('a', 100), row('b', 100), row('c', 250)], versions: new Map() };
  const answered = [
    { status: 200, atMs: 180 },
    { status: 200, atMs: 300 },
  ];
  expect([...storedTimes(ledger, answered, 50)]).toEqual([
    ['a', 180],
    ['b', 180],
    ['c', 300],
  ]);
});

test('what came before, what was refused and what only asked are no answers of a batch', () => {
  const ledger = { operations: [row('old', 10), row('a', 100), row('lost', 900)], versions: new Map() };
  const answered = [
    { status: 200, atMs: 90 },
    { status: 503, atMs: 150 },
    { status: 200, atMs: 180 },
  ];
  expect([...storedTimes(ledger, answered, 50)]).toEqual([['a', 180]]);
});
