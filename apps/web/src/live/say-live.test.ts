import { DEFAULT_SETTINGS, type DeviceSummary, type Heartbeat } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { en } from '../words/en.ts';
import type { LiveFilters } from './live-filters.ts';
import { onTheWay } from './on-the-way.ts';
import { sayLive } from './say-live.ts';

const now = new Date(2026, 2, 2, 10, 30);
const filters: LiveFilters = {
  chip: 'all',
  sector: undefined,
  placeId: undefined,
  search: '',
  since: now.toISOString(),
  order: 'priority',
};
const counts = { all: 214, critical: 0, high: 30, normal: 150, low: 34, conflict: 3 };

function device(name: string, critical: number, at: Date): DeviceSummary {
  const heartbeat: Heartbeat = {
    queue: { critical, high: 0, normal: 3, low: 0, needsYou: 0 },
    appVersion: '1',
    clock: at.toISOString(),
    status: {
      isActive: false,
      currentProgress: null,
      connectivity: {
        isOnline: true,
        connectionType: 'cellular',
        connectionQuality: 'poor',
        lastConnected: at.toISOString(),
      },
      queueSize: 3,
      estimatedCompletionTime: null,
      lastError: null,
      holdReasons: [],
    },
    settings: DEFAULT_SETTINGS,
  };
  return {
    id: name,
    user: { id: name, name },
    lastContact: at.toISOString(),
    reportedAt: at.toISOString(),
    clockSkewMs: 0,
    oldestCriticalAt: null,
    heartbeat,
    alert: null,
    commands: [],
  };
}

describe('[S7] what is still on the way', () => {
  it('is said on one phone’s word, with whose and from when', () => {
    const reports = onTheWay([
      device('Falmata Ali', 2, new Date(2026, 2, 2, 7, 2)),
      device('Musa Lawan', 0, now),
    ]);
    expect(sayLive({ counts, reports, filters, refused: false }, now, en)).toEqual({
      sentence: '2 critical records are still on the way',
      detail: 'Falmata Ali’s phone said so today at 07:02.',
    });
  });

  it('is as old as the oldest word that it rests on', () => {
    const reports = onTheWay([
      device('Falmata Ali', 1, new Date(2026, 2, 2, 9, 40)),
      device('Yusuf Modu', 2, new Date(2026, 2, 1, 16, 32)),
    ]);
    expect(sayLive({ counts, reports, filters, refused: false }, now, en)).toEqual({
      sentence: '3 critical records are still on the way',
      detail: '2 phones said so, the first of them yesterday at 16:32.',
    });
  });

  it('is not claimed from a phone that reported nothing that can be read', () => {
    expect(onTheWay([{ ...device('Falmata Ali', 2, now), heartbeat: { queue: 'full' } }])).toBeUndefined();
    expect(onTheWay([{ ...device('Falmata Ali', 2, now), heartbeat: null }])).toBeUndefined();
  });
});

it('otherwise says what came in, and whether the phones were heard', () => {
  const say = (change: Partial<typeof counts>, reports: null | undefined, day = true) =>
    sayLive(
      {
        counts: { ...counts, ...change },
        reports,
        filters: day ? filters : { ...filters, since: undefined },
        refused: false,
      },
      now,
      en,
    );
  expect(say({ critical: 1 }, null)).toEqual({
    sentence: '1 critical record in the last 24 hours',
    detail: 'No phone reports a critical record that is still on it.',
  });
  expect(say({}, undefined, false)).toEqual({
    sentence: '214 records at the office',
    detail: 'What is still on the phones is not known now.',
  });
  expect(say({ all: 0 }, null).sentence).toBe('Nothing came in for 24 hours');
  const unasked = { counts: undefined, reports: undefined, filters, refused: false };
  expect(sayLive(unasked, now, en).sentence).toBe('Asking the office');
  expect(sayLive({ ...unasked, refused: true }, now, en).sentence).toBe('What came in is not known now');
});
