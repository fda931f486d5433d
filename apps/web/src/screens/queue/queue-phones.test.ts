import type { QueueDevice } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { queuePhones } from './queue-phones.ts';

const phone = (name: string, change: Partial<QueueDevice> = {}): QueueDevice => ({
  id: name,
  user: { id: name.split(' ')[0] ?? name, name },
  lastContact: '2026-03-02T09:00:00.000Z',
  reportedAt: '2026-03-02T09:00:00.000Z',
  bands: { critical: 0, high: 0, normal: 0, low: 0 },
  needsYou: 0,
  oldestCriticalAt: null,
  overridden: 0,
  averageScore: null,
  estimatedMinutes: 0,
  ...change,
});
const names = (devices: readonly QueueDevice[]): string[] => devices.map(({ user }) => user.name);

describe('the phones of the queue page', () => {
  it('puts the longest held critical record first, then what goes first, then names', () => {
    const many = phone('Many', { bands: { critical: 0, high: 0, normal: 900, low: 0 } });
    const high = phone('High', { bands: { critical: 0, high: 1, normal: 0, low: 0 } });
    const needs = phone('Needs', { needsYou: 1 });
    const late = phone('Late', {
      bands: { critical: 1, high: 0, normal: 0, low: 0 },
      oldestCriticalAt: '2026-03-02T08:00:00.000Z',
    });
    const early = phone('Early', {
      bands: { critical: 1, high: 0, normal: 0, low: 0 },
      oldestCriticalAt: '2026-03-02T07:00:00.000Z',
    });
    const unsaid = phone('Unsaid', { bands: { critical: 2, high: 0, normal: 0, low: 0 } });
    const all = [phone('Zara'), many, phone('Abba'), high, late, needs, unsaid, early];
    expect(names(queuePhones(all).reported)).toEqual([
      'Early',
      'Late',
      'Unsaid',
      'Needs',
      'High',
      'Many',
      'Abba',
      'Zara',
    ]);
  });

  it('[S7] says of a phone that never reported only whose it is', () => {
    const { reported, silent } = queuePhones([
      phone('Amina', { bands: null }),
      phone('Fatima', { bands: null }),
      phone('Amina', { bands: null }),
      phone('Yusuf'),
    ]);
    expect(names(reported)).toEqual(['Yusuf']);
    expect(silent).toEqual([
      { person: 'Amina', phones: 2 },
      { person: 'Fatima', phones: 1 },
    ]);
  });
});
