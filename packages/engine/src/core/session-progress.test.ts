import { describe, expect, it } from 'vitest';
import { buildItem, buildSession } from '../testing/build-item.ts';
import {
  cutShort,
  estimateMs,
  newSession,
  sessionAsSeen,
  underWay,
  withEstimate,
} from './session-progress.ts';

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
      { bytes: 50_000, criticalItems: 2, criticalBytes: 10_000 },
      link,
      25_000,
      7_000,
    );
    expect(session.estimatedEndAt).toBe(7_000 + 3_200);
    expect(session.estimatedCriticalEndAt).toBe(7_000 + 400 + 600);
  });

  it('ends now when nothing is left, and promises nothing for critical records when there are none', () => {
    const nothing = { bytes: 0, criticalItems: 0, criticalBytes: 0 };
    const session = withEstimate(buildSession(1), nothing, link, 25_000, 7_000);
    expect([session.estimatedEndAt, session.estimatedCriticalEndAt]).toEqual([7_000, null]);
  });
});

describe('a session under way', () => {
  it('[S7] counts what came while it ran, and never more done than there is', () => {
    const counts = { critical: 1, high: 0, normal: 4, low: 0, needsYou: 1, conflict: 0, sending: 2 };
    const batch = [buildItem(1, { sizeBytes: 400 }), buildItem(2, { sizeBytes: 600 })];
    const session = underWay(buildSession(1, { total: 3, completed: 2, failed: 1, criticalCompleted: 2 }), {
      counts,
      batch,
      batchBytes: 1_000,
      link,
      now: 7_000,
    });
    expect(session).toMatchObject({ total: 7, criticalTotal: 3, current: { recordId: batch[0]?.recordId } });
    expect(session.estimatedEndAt).toBe(7_000 + estimateMs(4 * 500, link, 1_000));
    expect(session.estimatedCriticalEndAt).toBe(7_000 + estimateMs(500, link, 1_000));
  });
});

describe('a session as a screen may show it', () => {
  const running = buildSession(1, { startedAt: 1_000, endedAt: null, outcome: null, completed: 3 });
  const lease = (holder: string, expiresAt: number) => ({ token: 1, holder, expiresAt });

  it('[S7] goes on as long as its drainer renews its lease', () => {
    expect(sessionAsSeen(running, lease(running.id, 9_000), 9_000)).toBe(running);
  });

  it('[S7] was lost when the lease ran out, or passed to another drainer, or was never there', () => {
    const lost = { ...running, outcome: 'lost', current: null };
    expect(sessionAsSeen(running, lease(running.id, 9_000), 9_001)).toEqual({ ...lost, endedAt: 9_000 });
    expect(sessionAsSeen(running, lease('another', 20_000), 9_001)).toEqual({ ...lost, endedAt: 1_000 });
    expect(sessionAsSeen(running, undefined, 9_001)).toEqual({ ...lost, endedAt: 1_000 });
  });

  it('that has ended stays as it ended', () => {
    const ended = buildSession(2);
    expect(sessionAsSeen(ended, undefined, 1e13)).toBe(ended);
  });

  it('never ends in the future', () => {
    expect(cutShort(running, lease(running.id, 60_000), 5_000).endedAt).toBe(5_000);
  });

  it('begins with what can go by itself', () => {
    const counts = { critical: 2, high: 1, normal: 4, low: 0, needsYou: 1, conflict: 1, sending: 0 };
    const power = { level: 55, charging: false, at: 0 };
    const session = newSession({ id: 'x', trigger: 'online', now: 7, counts, power });
    expect(session).toMatchObject({
      total: 5,
      criticalTotal: 2,
      completed: 0,
      endedAt: null,
      batteryAtStart: 55,
      errors: [],
    });
    expect(session.startedAt).toBe(7);
  });
});
