import { describe, expect, it } from 'vitest';
import { MAX_JOB_ATTEMPTS, retryJobAfterMs } from './job-retry.ts';

describe('retryJobAfterMs', () => {
  it('waits longer each time, up to half an hour, and spreads what failed together', () => {
    const spans = Array.from({ length: MAX_JOB_ATTEMPTS - 1 }, (_, index) =>
      [0, 1].map((chance) => (retryJobAfterMs(index + 1, chance) ?? 0) / 1_000),
    );
    expect(spans).toEqual([
      [2.5, 5],
      [5, 10],
      [10, 20],
      [20, 40],
      [40, 80],
      [80, 160],
      [160, 320],
      [320, 640],
      [640, 1_280],
    ]);
  });

  it('gives up after the last try', () => {
    expect(retryJobAfterMs(MAX_JOB_ATTEMPTS, 0.5)).toBeUndefined();
    expect(retryJobAfterMs(MAX_JOB_ATTEMPTS + 1, 0.5)).toBeUndefined();
  });
});
