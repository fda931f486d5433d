import { expect, test } from 'vitest';
import { FairQueue } from './fair-queue.ts';

function drain(queue: FairQueue<string, number>): string[] {
  const served: string[] = [];
  for (let next = queue.shift(); next; next = queue.shift()) served.push(`${next.key}${next.item}`);
  return served;
}

test('lines are served in turn, each in its own order', () => {
  const queue = new FairQueue<string, number>();
  for (const item of [1, 2, 3]) queue.push('a', item);
  for (const item of [1, 2]) queue.push('b', item);
  expect(drain(queue)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  expect(queue.isEmpty).toBe(true);
});

test('a dropped line is forgotten, the others stay', () => {
  const queue = new FairQueue<string, number>();
  queue.push('a', 1);
  queue.push('b', 1);
  queue.drop('a');
  expect(drain(queue)).toEqual(['b1']);
});
