import { expect, test } from 'vitest';
import { Rng } from './rng.ts';

const many = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

test('the same seed gives the same numbers, another seed others', () => {
  const draw = (seed: number) => {
    const rng = new Rng(seed);
    return many(5, () => rng.next());
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('numbers spread evenly over [0, 1)', () => {
  const rng = new Rng(1);
  const drawn = many(10_000, () => rng.next());
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(drawn.filter((number) => number < 0.25).length / 10_000).toBeCloseTo(0.25, 1);
});

test('whole numbers reach both ends and nothing beyond', () => {
  const rng = new Rng(2);
  expect(new Set(many(200, () => rng.int(3, 5)))).toEqual(new Set([3, 4, 5]));
});

test('weights are kept', () => {
  const rng = new Rng(3);
  const drawn = many(4_000, () => rng.weighted([['often', 3] as const, ['seldom', 1] as const]));
  expect(drawn.filter((word) => word === 'often').length / 4_000).toBeCloseTo(0.75, 1);
});

test('some members: different ones, in the order of the list, all when too many are asked for', () => {
  const rng = new Rng(4);
  const list = ['a', 'b', 'c', 'd'];
  for (const drawn of many(50, () => rng.some(list, 2))) {
    expect(drawn).toHaveLength(2);
    expect(list.filter((letter) => drawn.includes(letter))).toEqual(drawn);
  }
  expect(rng.some(list, 9)).toEqual(list);
});

test('skewed counts have their median where it was asked for, and a long tail', () => {
  const rng = new Rng(5);
  const drawn = many(4_001, () => rng.skewed(100, 0.8)).sort((a, b) => a - b);
  expect(Math.abs((drawn[2_000] ?? 0) - 100)).toBeLessThan(6);
  expect(drawn[3_960]).toBeGreaterThan(400);
});
