import { describe, expect, it } from 'vitest';
import { buildSession } from '../testing/build-item.ts';
import { estimateMs, withEstimate } from './session-progress.ts';

const link = { goodputBytesPerSecond: 5_000, rttMs: 600, ratio: 0.2 };

describe('how long a session takes', () => {
  it('is the transfer of the compressed bytes, and a round trip for each request', () => {
    expect(estimateMs(50_000, link, 25_000)).toBe(2_000 + 2 * 600);
    expect(estimateMs(1, link, 25_000)).toBe(600);
  });

  it('is nothing when nothing is left, and finite on a link that carries nothing', () => {
    expect(estimateMs(0, link, 25_000)).toBe(0);
    expect(Number.isFinite(estimateMs(1e6, { ...link, goodputBytesPerSecond: 0 }, 0))).toBe(true);
  });

  it('[S7] is given for all records and for the critical ones, from now on', () => {
    const session = withEstimate(
      buildSession(1),
      { items: 10, bytes: 50_000, criticalItems: 2, criticalBytes: 10_000 },
      link,
      25_000,
      7_000,
    );
    expect(session.estimatedEndAt).toBe(7_000 + 3_200);
    expect(session.estimatedCriticalEndAt).toBe(7_000 + 400 + 600);
  });

  it('ends now when nothing is left, and promises nothing for critical records when there are none', () => {
    const nothing = { items: 0, bytes: 0, criticalItems: 0, criticalBytes: 0 };
    const session = withEstimate(buildSession(1), nothing, link, 25_000, 7_000);
    expect([session.estimatedEndAt, session.estimatedCriticalEndAt]).toEqual([7_000, null]);
  });
});
