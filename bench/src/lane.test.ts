import { expect, test } from 'vitest';
import { passThrough } from './lane.ts';

const lane = { kbps: 120, delayMs: 300, jitterMs: 0 };

test('a segment takes its bits over the rate, then the delay', () => {
  expect(passThrough(lane, 0, 1_500, 1_000, 0)).toEqual({ departsAtMs: 1_100, arrivesAtMs: 1_400 });
});

test('a busy lane makes the next segment wait, and delays overlap', () => {
  expect(passThrough(lane, 5_000, 1_500, 1_000, 0)).toEqual({ departsAtMs: 5_100, arrivesAtMs: 5_400 });
});

test('an idle lane saves nothing up', () => {
  const afterIdle = passThrough(lane, 0, 15_000, 60_000, 0);
  expect(afterIdle.departsAtMs - 60_000).toBe(1_000);
});

test('a segment without bytes costs the delay alone', () => {
  expect(passThrough(lane, 0, 0, 7, 0)).toEqual({ departsAtMs: 7, arrivesAtMs: 307 });
});

test('jitter adds up to its bound and takes nothing of the rate', () => {
  const shaky = { ...lane, jitterMs: 80 };
  expect(passThrough(shaky, 0, 1_500, 0, 0.5)).toEqual({ departsAtMs: 100, arrivesAtMs: 440 });
});

test('an unlimited lane lets bytes through at once', () => {
  expect(passThrough({ kbps: Infinity, delayMs: 0, jitterMs: 0 }, 0, 1e9, 3, 0.9)).toEqual({
    departsAtMs: 3,
    arrivesAtMs: 3,
  });
});
