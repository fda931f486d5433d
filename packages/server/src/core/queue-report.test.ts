import type { Heartbeat } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { queueReport, type ReportingDevice } from './queue-report.ts';

const AT = '2026-11-27T12:00:00.000Z';
const silent: ReportingDevice = {
  id: 'silent',
  user: { id: 'amina', name: 'Amina' },
  lastSeen: AT,
  heartbeat: null,
  heartbeatAt: null,
};
const saying = (heartbeat: Partial<Heartbeat>): ReportingDevice => ({
  ...silent,
  id: 'heard',
  heartbeat: { ...exampleHeartbeat, ...heartbeat },
  heartbeatAt: AT,
});
const queue = (parts: Partial<Heartbeat['queue']>): Pick<Heartbeat, 'queue'> => ({
  queue: { critical: 0, high: 0, normal: 0, low: 0, needsYou: 0, ...parts },
});
const pace = (itemsPerMinute: number): Pick<Heartbeat, 'metrics'> =>
  ({ metrics: { averagePerformance: { itemsPerMinute } } }) as unknown as Pick<Heartbeat, 'metrics'>;
const minutesOf = (heartbeat: Partial<Heartbeat>): number | null | undefined =>
  queueReport([saying(heartbeat)], 0).devices[0]?.estimatedMinutes;

describe('what is still on the phones', () => {
  it('[S7] is what each last said, added up; of one that never said anything nothing is claimed', () => {
    const { stats, devices } = queueReport(
      [
        saying(queue({ critical: 1, high: 2, normal: 3, low: 4, needsYou: 2 })),
        saying(queue({ critical: 10, high: 20, normal: 30, low: 40, needsYou: 5 })),
        silent,
      ],
      7,
    );
    expect(stats).toMatchObject({
      total: 110,
      bands: { critical: 11, high: 22, normal: 33, low: 44 },
      needsYou: 7,
      awaited: 7,
      reporting: 2,
      devices: 3,
    });
    expect(devices[0]).toMatchObject({
      id: 'heard',
      user: silent.user,
      lastContact: AT,
      reportedAt: AT,
      bands: { critical: 1, high: 2, normal: 3, low: 4 },
      needsYou: 2,
    });
    expect(devices[2]).toEqual({
      id: 'silent',
      user: silent.user,
      lastContact: AT,
      reportedAt: null,
      bands: null,
      needsYou: null,
      oldestCriticalAt: null,
      overridden: null,
      averageScore: null,
      estimatedMinutes: null,
    });
  });

  it('[S7] is nothing, and not unknown, where every phone says so; unknown where none says it', () => {
    expect(queueReport([saying(queue({}))], 0).stats).toMatchObject({ total: 0, needsYou: 0, reporting: 1 });
    expect(queueReport([], 0).stats).toMatchObject({
      total: 0,
      oldestCriticalAt: null,
      overridden: null,
      averageScore: null,
      reporting: 0,
      devices: 0,
    });
  });

  it('[S4] names the critical record that has waited longest, on whichever phone', () => {
    const times = ['2026-11-27T11:00:00.000Z', '2026-11-27T10:00:00.000Z', '2026-11-27T10:30:00.000Z'];
    const { stats, devices } = queueReport(
      [...times.map((oldestCriticalAt) => saying({ oldestCriticalAt })), saying({})],
      0,
    );
    expect(stats.oldestCriticalAt).toBe(times[1]);
    expect(devices.map(({ oldestCriticalAt }) => oldestCriticalAt)).toEqual([...times, null]);
  });

  it('[S4] counts scores set by hand on the phones that say it, and knows nothing of the others', () => {
    expect(queueReport([saying({ overridden: 2 }), saying({}), saying({ overridden: 3 })], 0).stats).toEqual(
      expect.objectContaining({ overridden: 5 }),
    );
    expect(queueReport([saying({ overridden: 0 })], 0).stats.overridden).toBe(0);
    expect(queueReport([saying({})], 0).stats.overridden).toBeNull();
  });

  it('[S4] averages over records, not over phones, and over those alone whose phones say it', () => {
    const three = queue({ critical: 1, high: 1, normal: 1 });
    const one = queue({ low: 1 });
    const many = queue({ low: 50 });
    const told = [
      saying({ ...three, averageScore: 60 }),
      saying({ ...one, averageScore: 20 }),
      saying({ ...many }),
    ];
    expect(queueReport(told, 0).stats.averageScore).toBe(50);
    expect(queueReport([saying({ ...queue({}), averageScore: 20 })], 0).stats.averageScore).toBeNull();
  });

  it('says how long a phone needs for what can go by itself, where it says how fast it is', () => {
    expect(
      minutesOf({ ...queue({ critical: 1, high: 2, normal: 3, low: 6, needsYou: 2 }), ...pace(5) }),
    ).toBe(2);
    expect(minutesOf(queue({ low: 1 }))).toBeNull();
    expect(minutesOf({ ...queue({ low: 1 }), ...pace(0) })).toBeNull();
    expect(minutesOf(queue({ low: 2, needsYou: 2 }))).toBe(0);
  });
});
