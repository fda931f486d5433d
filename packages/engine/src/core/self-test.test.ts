import { describe, expect, it } from 'vitest';
import {
  judgeClock,
  judgeCompression,
  judgeEncryption,
  judgeKept,
  judgeLocks,
  judgeOffice,
  judgeRoom,
  judgeStorage,
  judgeWakeUp,
  judgeWorker,
  selfTestText,
  type Finding,
  type WorkerReading,
} from './self-test.ts';

const NOW = 1_800_000_000_000;
const states = (...findings: Finding[]): string[] => findings.map(({ state }) => state);
const worker = (parts: Partial<WorkerReading> = {}): Finding =>
  judgeWorker(
    {
      supported: true,
      registered: true,
      active: true,
      controlling: true,
      waiting: false,
      build: 'b7',
      ...parts,
    },
    'b7',
  );
const office = (officeNow: number | null) => ({ reached: true as const, rttMs: 600, officeNow });

describe('what the self-test says', () => {
  it('storage: a round trip that comes back, or a reason why recording is at risk', () => {
    expect(
      states(
        judgeStorage('kept'),
        judgeStorage('full'),
        judgeStorage('differs'),
        judgeStorage('still-there'),
      ),
    ).toEqual(['ok', 'fail', 'fail', 'fail']);
  });

  it('kept: only a promise is a promise', () => {
    expect(states(judgeKept(true), judgeKept(false), judgeKept(undefined))).toEqual(['ok', 'warn', 'warn']);
  });

  it('room: by what is left, never less than none', () => {
    const left = (megabytes: number): Finding =>
      judgeRoom({ usedBytes: 1e9, quotaBytes: 1e9 + megabytes * 1e6 });
    expect(states(left(900), left(199), left(19), left(-5), judgeRoom(undefined))).toEqual([
      'ok',
      'warn',
      'fail',
      'fail',
      'warn',
    ]);
    expect(left(-5).says).toBe('0 MB are left for this app.');
    expect(left(10_737).says).toBe('10 GB are left for this app.');
  });

  it('worker: there, in charge of this page, answering, and of this version', () => {
    expect(worker()).toMatchObject({ state: 'ok', says: expect.stringContaining('b7') as string });
    expect(
      states(
        worker({ supported: false }),
        worker({ registered: false }),
        worker({ active: false }),
        worker({ controlling: false }),
        worker({ build: null }),
        worker({ build: 'b6' }),
        worker({ waiting: true }),
      ),
    ).toEqual(['warn', 'fail', 'fail', 'warn', 'fail', 'warn', 'warn']);
  });

  it('wake-up: which way is live, and what to do where none is', () => {
    expect(judgeWakeUp('background-sync', false).advice).toBeUndefined();
    expect(judgeWakeUp('background-sync', true).says).toContain('by itself');
    for (const path of ['refused', 'none'] as const) {
      expect(judgeWakeUp(path, false).state).toBe('warn');
      expect(judgeWakeUp(path, false).advice).toMatch(/keep the app open/i);
    }
  });

  it('office: no signal is no fault, a portal is named', () => {
    const reading = (code: 'OFFLINE' | 'PORTAL' | 'TIMEOUT' | 'UNREACHABLE') =>
      judgeOffice({ reached: false, code });
    expect(states(reading('OFFLINE'), reading('PORTAL'), reading('TIMEOUT'), reading('UNREACHABLE'))).toEqual(
      ['warn', 'warn', 'warn', 'warn'],
    );
    expect(reading('PORTAL').advice).toContain('sign in to the network');
    expect(judgeOffice(office(NOW)).says).toBe('The office answered after 0.6 s.');
  });

  it('clock: against the office, half a round trip taken off', () => {
    expect(judgeClock(office(NOW - 300), NOW)).toEqual({
      state: 'ok',
      says: 'The clock agrees with the office.',
    });
    expect(judgeClock(office(NOW + 5 * 60_000), NOW)).toMatchObject({
      state: 'warn',
      says: 'The clock is 5 minutes behind.',
    });
    expect(judgeClock(office(NOW - 3 * 86_400_000), NOW)).toMatchObject({
      state: 'fail',
      says: 'The clock is 3 days ahead.',
    });
    expect(judgeClock(office(null), NOW).says).toMatch(/Not checked/);
    expect(judgeClock({ reached: false, code: 'OFFLINE' }, NOW).state).toBe('warn');
  });

  it('locks, encryption and compression: as they were really used', () => {
    expect(states(judgeLocks(true), judgeLocks(false))).toEqual(['ok', 'warn']);
    expect(
      states(
        judgeEncryption('works', 'opens', 0),
        judgeEncryption('works', 'none', 0),
        judgeEncryption('works', 'locked', 0),
        judgeEncryption('works', 'opens', 3),
        judgeEncryption('missing', 'none', 0),
        judgeEncryption('differs', 'opens', 0),
      ),
    ).toEqual(['ok', 'ok', 'warn', 'fail', 'fail', 'fail']);
    expect(
      states(
        judgeCompression({ raw: 400, packed: 100 }),
        judgeCompression({ raw: 10, packed: 10 }),
        judgeCompression(undefined),
      ),
    ).toEqual(['ok', 'warn', 'warn']);
  });

  it('as text names each check, its state and what to do', () => {
    const checks = [
      { check: 'storage' as const, ms: 12.6, ...judgeStorage('kept') },
      { check: 'kept' as const, ms: 0, ...judgeKept(false) },
    ];
    expect(selfTestText({ at: NOW, build: 'b7', checks })).toBe(
      [
        'Fieldsync self-test, 2027-01-15T08:00:00.000Z, version b7',
        'OK   storage: A record can be saved, read and removed. (13 ms)',
        'NOTE kept: When it runs full, this phone may clear your records. Install the app, then ask on this page for your records to be kept. (0 ms)',
        '',
      ].join('\n'),
    );
  });
});
