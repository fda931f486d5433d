import { describe, expect, it } from 'vitest';
import {
  judgeBroken,
  judgeClock,
  judgeCompression,
  judgeEncryption,
  judgeKept,
  judgeLate,
  judgeLocks,
  judgeOffice,
  judgeRoom,
  judgeSender,
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
    expect(states(left(20), left(200))).toEqual(['warn', 'ok']);
    expect(left(-5).says).toBe('0 MB are left for this app.');
    expect(left(999).says).toBe('999 MB are left for this app.');
    expect(left(1_000).says).toBe('1 GB are left for this app.');
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
    expect(worker({ build: 'b6', waiting: true }).says).toMatch(/b6 .*, version b7 is on the screen/);
    expect(worker({ waiting: true }).says).not.toContain('b7');
  });

  it('wake-up: which way is live, and what to do where none is', () => {
    expect(judgeWakeUp('background-sync', false).advice).toBeUndefined();
    expect(judgeWakeUp('background-sync', true).says).toContain('by itself');
    expect(judgeWakeUp('none', true).says).toContain('by itself');
    expect(judgeWakeUp('background-sync', false).says).not.toContain('by itself');
    expect(judgeWakeUp('background-sync', false).state).toBe('ok');
    expect(judgeWakeUp('refused', false).advice).toContain('settings');
    expect(judgeWakeUp('none', false).advice).not.toContain('settings');
    expect(judgeWakeUp('refused', false).says).toMatch(/^This phone does not let/);
    expect(judgeWakeUp('none', false).says).toMatch(/^This browser cannot/);
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
    const after = (rttMs: number): string => judgeOffice({ reached: true, rttMs, officeNow: NOW }).says;
    expect([after(20), after(600), after(9_940), after(12_400)]).toEqual(
      ['0.1', '0.6', '9.9', '12'].map((seconds) => `The office answered after ${seconds} s.`),
    );
    expect(judgeOffice(office(NOW)).state).toBe('ok');
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
    const ahead = (minutes: number, rest = 0): string[] => {
      const { state, says } = judgeClock(office(NOW - 300 - minutes * 60_000 - rest), NOW);
      return [state, says.replace('The clock is ', '')];
    };
    expect(ahead(2)).toEqual(['ok', 'The clock agrees with the office.']);
    expect(ahead(2, 1)).toEqual(['warn', '2 minutes ahead.']);
    expect(ahead(-119)).toEqual(['warn', '119 minutes behind.']);
    expect(ahead(120)).toEqual(['warn', '2 hours ahead.']);
    expect(ahead(24 * 60 - 1)).toEqual(['warn', '24 hours ahead.']);
    expect(ahead(24 * 60)).toEqual(['fail', '24 hours ahead.']);
    expect(ahead(48 * 60)).toEqual(['fail', '2 days ahead.']);
    expect(judgeClock(office(null), NOW).says).toMatch(/Not checked/);
    expect(judgeClock({ reached: false, code: 'OFFLINE' }, NOW).state).toBe('warn');
  });

  it('sender: what sends, and that a page does it where its thread is gone', () => {
    expect(states(judgeSender('thread'), judgeSender('page'), judgeSender('lost'))).toEqual([
      'ok',
      'ok',
      'warn',
    ]);
    expect(judgeSender('thread').says).not.toBe(judgeSender('page').says);
    expect(judgeSender('lost')).toMatchObject({ advice: 'Close the app and open it again.' });
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
    expect(judgeCompression({ raw: 400, packed: 90 }).says).toContain('23 %');
    expect(judgeEncryption('works', 'opens', 3).says).toMatch(/^3 entries/);
    expect(judgeEncryption('works', 'opens', 0).says).toContain('newest record');
    expect(judgeEncryption('works', 'none', 0).says).not.toContain('newest record');
  });

  it('a check that hung or broke is a failure, and says how long it was waited for or what broke', () => {
    expect(states(judgeLate(5_000), judgeBroken('TypeError'))).toEqual(['fail', 'fail']);
    expect(judgeLate(5_000).says).toContain('5.0 s');
    expect(judgeLate(10_000).says).toContain(' 10 s');
    expect(judgeBroken('TypeError').says).toContain('TypeError');
  });

  it('everything it can say is a sentence of its own, and what is not fine says what to do where that helps', () => {
    const away = (['OFFLINE', 'PORTAL', 'TIMEOUT'] as const).map((code) =>
      judgeOffice({ reached: false, code }),
    );
    const helpless = [away[0], judgeRoom(undefined), judgeClock(office(null), NOW)];
    const findings: Finding[] = [
      ...(['kept', 'full', 'differs'] as const).map(judgeStorage),
      ...[true, false, undefined].map(judgeKept),
      ...[undefined, { usedBytes: 0, quotaBytes: 1e9 }, { usedBytes: 0, quotaBytes: 1e6 }].map(judgeRoom),
      worker(),
      worker({ supported: false }),
      worker({ registered: false }),
      worker({ controlling: false }),
      worker({ build: null }),
      worker({ build: 'b6' }),
      worker({ waiting: true }),
      ...(['background-sync', 'refused', 'none'] as const).map((path) => judgeWakeUp(path, false)),
      ...(['thread', 'page', 'lost'] as const).map(judgeSender),
      ...[true, false].map(judgeLocks),
      ...(['opens', 'none', 'locked'] as const).map((records) => judgeEncryption('works', records, 0)),
      judgeEncryption('works', 'opens', 3),
      judgeEncryption('missing', 'none', 0),
      judgeEncryption('differs', 'none', 0),
      ...[undefined, { raw: 400, packed: 100 }].map(judgeCompression),
      judgeOffice(office(NOW)),
      ...away,
      ...[NOW, NOW + 3_600_000, null].map((officeNow) => judgeClock(office(officeNow), NOW)),
      judgeLate(5_000),
      judgeBroken('TypeError'),
    ];
    const sentence = /^[A-Z0-9].+\.$/;
    for (const { says } of findings) expect(says).toMatch(sentence);
    expect(new Set(findings.map(({ says }) => says)).size).toBe(findings.length);
    const unwell = findings.filter(({ state }) => state !== 'ok');
    const unadvised = unwell.filter(({ advice }) => advice === undefined);
    expect(unadvised).toEqual(expect.arrayContaining(helpless));
    expect(unadvised).toHaveLength(helpless.length);
    for (const { advice } of unwell) if (advice !== undefined) expect(advice).toMatch(sentence);
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
