import { DEFAULT_SETTINGS, type CommandLine, type DeviceSummary, type Heartbeat } from '@fieldsync/protocol';
import { describe, expect, it, test } from 'vitest';
import { en } from '../words/en.ts';
import { commandText, phoneLines, phoneWords, queueLines, settingsLines } from './phone-words.ts';

const now = new Date(2026, 10, 27, 12, 10);
const minutes = (ago: number): string => new Date(now.getTime() - ago * 60_000).toISOString();

const heartbeat: Heartbeat = {
  queue: { critical: 0, high: 0, normal: 0, low: 0, needsYou: 0 },
  storage: { usedBytes: 3_100_000, quotaBytes: 1_200_000_000 },
  appVersion: '0.1.0',
  clock: minutes(1),
  settings: DEFAULT_SETTINGS,
  status: {
    isActive: false,
    currentProgress: null,
    connectivity: {
      isOnline: true,
      connectionType: 'cellular',
      connectionQuality: 'poor',
      lastConnected: null,
      batteryLevel: 31,
      isCharging: true,
    },
    queueSize: 0,
    estimatedCompletionTime: null,
    lastError: null,
    holdReasons: [],
  },
};
const phone = (
  change: Partial<DeviceSummary> = {},
  queue: Partial<Heartbeat['queue']> = {},
): DeviceSummary => ({
  id: 'a',
  user: { id: 'amina', name: 'Amina Bukar' },
  lastContact: minutes(1),
  reportedAt: minutes(1),
  clockSkewMs: 0,
  oldestCriticalAt: null,
  heartbeat: { ...heartbeat, queue: { ...heartbeat.queue, ...queue } },
  alert: null,
  commands: [],
  ...change,
});
const holding = (holdReasons: Heartbeat['status']['holdReasons'], queue = {}): DeviceSummary => {
  const said = { ...heartbeat, queue: { ...heartbeat.queue, ...queue } };
  return phone({ heartbeat: { ...said, status: { ...said.status, holdReasons } } });
};
const alert = {
  id: 'x',
  device: 'a',
  user: { id: 'amina', name: 'Amina Bukar' },
  since: minutes(90),
  beganAt: minutes(30),
  endedAt: null,
  lastContact: minutes(1),
  limitMinutes: 60,
};
const answers = (lines: readonly { name: string; answer: string }[]): Record<string, string> =>
  Object.fromEntries(lines.map(({ name, answer }) => [name, answer]));

describe('[S7] a phone in words', () => {
  test.each<[string, DeviceSummary, string | undefined, string]>([
    ['that has sent all', phone(), 'office', 'All at the office'],
    ['with records on it', phone({}, { low: 1 }), 'phone', 'On the phone'],
    ['that a rule holds', holding(['battery', 'offline'], { low: 1 }), 'held', 'Held: battery is low'],
    ['that the link alone holds', holding(['offline'], { low: 1 }), 'phone', 'On the phone'],
    ['with something for its person', phone({}, { needsYou: 2 }), 'needs', 'Needs its person: 2'],
    [
      'with a critical record for too long',
      phone({ alert }, { critical: 1 }),
      'needs',
      'Critical, for too long',
    ],
    ['without a report', phone({ heartbeat: null, reportedAt: null }), undefined, 'No report'],
    [
      'with a critical record for so long that its report is kept no more',
      phone({ heartbeat: null, reportedAt: null, alert }),
      'needs',
      'Critical, for too long',
    ],
  ])('%s', (_, device, state, stateText) => {
    expect(phoneWords(device, now, en)).toMatchObject({ state, stateText });
  });

  it('says what is not known, and makes nothing up', () => {
    const silent = phoneWords(phone({ heartbeat: null, reportedAt: null }), now, en);
    expect(silent).toMatchObject({
      counts: undefined,
      battery: 'not known',
      signal: 'not known',
      oldest: 'not known',
    });
  });

  it('is quiet after hours, and says how long', () => {
    expect(phoneWords(phone({ lastContact: minutes(190) }), now, en)).toMatchObject({
      quiet: true,
      heard: '09:00, 3 h ago',
    });
    expect(phoneWords(phone(), now, en)).toMatchObject({ quiet: false, heard: '12:09' });
  });

  it('says how old the oldest critical record is', () => {
    expect(phoneWords(phone({ oldestCriticalAt: minutes(19) }, { critical: 1 }), now, en).oldest).toBe(
      '19 min',
    );
    expect(phoneWords(phone(), now, en).oldest).toBe('none');
  });

  it('tells its facts a line each', () => {
    expect(answers(phoneLines(phone({ clockSkewMs: -3_600_000 }), now, en))).toMatchObject({
      Battery: '31 %, charging',
      Signal: 'Weak',
      Storage: '3.1 MB of 1.2 GB',
      Version: '0.1.0',
      Clock: '60 min behind',
    });
    expect(answers(phoneLines(phone(), now, en))['Clock']).toBe('right');
    expect(answers(queueLines(phone({}, { high: 1_200 }), now, en))).toMatchObject({
      High: '1,200',
      Critical: '0',
    });
    expect(answers(settingsLines(phone(), en))).toMatchObject({
      'Battery needed': '20 %',
      'Sends from': 'Everything',
    });
    expect(settingsLines(phone({ heartbeat: null }), en)).toEqual([]);
  });
});

describe('what became of a command', () => {
  const command = (change: Partial<CommandLine>): CommandLine => ({
    id: 'c',
    kind: 'start',
    by: 'Ibrahim Mustapha',
    at: minutes(9),
    state: 'waiting',
    doneAt: null,
    heldBy: [],
    ...change,
  });
  const done = { state: 'done', doneAt: minutes(6) } as const;

  test.each<[Partial<CommandLine>, string]>([
    [{}, 'sent, waiting for the phone'],
    [done, 'done today at 12:04'],
    [
      { ...done, heldBy: ['threshold', 'battery'] },
      'heard today at 12:04, but it does not send: battery is low',
    ],
    [{ state: 'withdrawn' }, 'taken back: something later was asked'],
  ])('%j', (change, text) => {
    expect(commandText(command(change), now, en)).toBe(text);
  });
});
