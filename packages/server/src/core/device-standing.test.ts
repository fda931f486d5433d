import type { Heartbeat } from '@fieldsync/protocol';
import { describe, expect, it, test } from 'vitest';
import { exampleHeartbeat } from '../testing/example-heartbeat.ts';
import { ATTENTION, deviceStanding } from './device-standing.ts';

const at = '2026-11-27T12:00:00.000Z';
const nothing = { critical: 0, high: 0, normal: 0, low: 0, needsYou: 0 };

describe('how a device stands, by its own report', () => {
  test.each<[string, Partial<Heartbeat['queue']>, number, boolean]>([
    ['a critical record before all others', { critical: 1, low: 9 }, ATTENTION.critical, false],
    ['any record', { low: 1 }, ATTENTION.unsent, false],
    ['an urgent one', { high: 1 }, ATTENTION.unsent, false],
    ['nothing', {}, ATTENTION.none, false],
    ['one that waits for its person is on it, too', { normal: 1, needsYou: 1 }, ATTENTION.unsent, true],
  ])('%s', (_, queue, attention, needsPerson) => {
    const standing = deviceStanding({ ...exampleHeartbeat, queue: { ...nothing, ...queue } }, at);
    expect(standing).toMatchObject({ attention, needsPerson });
  });

  it('says how old a critical record is by the office’s clock, though the phone’s is a year behind', () => {
    const heartbeat = {
      ...exampleHeartbeat,
      clock: '2025-11-27T12:00:00.000Z',
      oldestCriticalAt: '2025-11-27T11:30:00.000Z',
    };
    expect(deviceStanding(heartbeat, at).oldestCriticalAt).toBe('2026-11-27T11:30:00.000Z');
  });

  it('a record from the phone’s future is as old as the report', () => {
    const heartbeat = { ...exampleHeartbeat, oldestCriticalAt: '2030-01-01T00:00:00.000Z' };
    expect(deviceStanding(heartbeat, at).oldestCriticalAt).toBe(at);
  });

  it('a time without a critical record is no alarm', () => {
    const heartbeat = {
      ...exampleHeartbeat,
      queue: nothing,
      oldestCriticalAt: '2025-12-31T00:00:00.000Z',
    };
    expect(deviceStanding(heartbeat, at).oldestCriticalAt).toBeNull();
  });

  it('is held by rules and people, and not by the link that it was heard over', () => {
    const holding = (holdReasons: Heartbeat['status']['holdReasons']): boolean =>
      deviceStanding({ ...exampleHeartbeat, status: { ...exampleHeartbeat.status, holdReasons } }, at).held;
    expect([holding(['battery']), holding(['offline', 'backoff']), holding([])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
