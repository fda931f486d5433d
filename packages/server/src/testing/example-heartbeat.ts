import type { Heartbeat } from '@fieldsync/protocol';
import { DEFAULT_SETTINGS } from '@fieldsync/protocol';

/** What a phone with three unsent items says of itself. Its clock is far behind. */
export const exampleHeartbeat: Heartbeat = {
  queue: { critical: 1, high: 0, normal: 2, low: 0, needsYou: 0 },
  appVersion: '0.1.0',
  clock: '2026-01-01T00:00:00.000Z',
  settings: DEFAULT_SETTINGS,
  status: {
    isActive: false,
    currentProgress: null,
    connectivity: {
      isOnline: true,
      connectionType: 'cellular',
      connectionQuality: 'poor',
      lastConnected: '2026-01-01T00:00:00.000Z',
    },
    queueSize: 3,
    estimatedCompletionTime: null,
    lastError: null,
    holdReasons: [],
  },
};
