import {
  BAND_FLOOR,
  DEFAULT_SETTINGS,
  HOLD_REASONS,
  type BackgroundSyncSettings,
  type HoldReason,
} from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PauseReason } from './stored.ts';
import { LONGEST_WAIT_MS } from './backoff.ts';
import { decidePolicy, type PolicyInput } from './sync-policy.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const pause = (reason: PauseReason['reason'], by?: string): PauseReason => ({
  reason,
  since: NOW - MINUTE,
  ...(by === undefined ? {} : { by }),
});
const power = (level: number, charging = false, at = NOW - MINUTE) => ({ level, charging, at });

type Situation = Partial<Omit<PolicyInput, 'settings'>> & {
  readonly settings?: Partial<BackgroundSyncSettings>;
};
const decide = ({ settings, ...rest }: Situation = {}) =>
  decidePolicy({
    now: NOW,
    pauses: [],
    power: undefined,
    notBefore: 0,
    manual: false,
    ...rest,
    settings: { ...DEFAULT_SETTINGS, ...settings },
  });

const ALL = ['critical', 'records'];
const CRITICAL = ['critical'];
const NONE: string[] = [];

/** Each reason of its own: what it stops, and what it stops when a person presses "Send now". */
const TABLE: Record<string, { when: Situation; reasons: HoldReason[]; lanes: string[]; byHand: string[] }> = {
  'nothing in the way': { when: {}, reasons: [], lanes: ALL, byHand: ALL },
  'paused by the person': { when: { pauses: [pause('user')] }, reasons: ['user'], lanes: NONE, byHand: NONE },
  'paused by the office': {
    when: { pauses: [pause('office')] },
    reasons: ['office'],
    lanes: NONE,
    byHand: NONE,
  },
  'signed out': { when: { pauses: [pause('auth')] }, reasons: ['auth'], lanes: NONE, byHand: NONE },
  'app too old': { when: { pauses: [pause('update')] }, reasons: ['update'], lanes: NONE, byHand: NONE },
  'switched off': { when: { settings: { enabled: false } }, reasons: ['disabled'], lanes: NONE, byHand: ALL },
  'backing off': { when: { notBefore: NOW + MINUTE }, reasons: ['backoff'], lanes: NONE, byHand: ALL },
  'battery low': { when: { power: power(19) }, reasons: ['battery'], lanes: CRITICAL, byHand: CRITICAL },
  'not charging': {
    when: { settings: { syncOnlyWhenCharging: true }, power: power(90) },
    reasons: ['charging-only'],
    lanes: CRITICAL,
    byHand: CRITICAL,
  },
  'only high priority': {
    when: { settings: { priorityThreshold: 'HIGH' } },
    reasons: ['threshold'],
    lanes: ALL,
    byHand: ALL,
  },
};

describe('may something be sent', () => {
  for (const [name, { when, reasons, lanes, byHand }] of Object.entries(TABLE)) {
    it(`[P1] ${name}: lanes ${lanes.join(' and ') || 'none'}, by hand ${byHand.join(' and ') || 'none'}`, () => {
      const decision = decide(when);
      expect(decision.holds.map((hold) => hold.reason)).toEqual(reasons);
      expect(decision.lanes).toEqual(lanes);
      expect(decide({ ...when, manual: true }).lanes).toEqual(byHand);
    });
  }

  it('[P1] the table names every reason but those of the link, which are not the policy’s to see', () => {
    const link: HoldReason[] = [
      'offline',
      'portal',
      'unreachable',
      'data-saver',
      'metered',
      'pressure',
      'consent',
      'locked',
    ];
    const named = new Set(Object.values(TABLE).flatMap(({ reasons }) => reasons));
    expect([...named, ...link].sort()).toEqual([...HOLD_REASONS].sort());
  });

  it('[P1] says who paused, until when, what level is needed, and whether critical records go anyway', () => {
    expect(decide({ pauses: [pause('office', 'Ibrahim Mustapha')] }).holds).toEqual([
      { reason: 'office', by: 'Ibrahim Mustapha', exceptCritical: false },
    ]);
    expect(decide({ notBefore: NOW + MINUTE }).holds).toEqual([
      { reason: 'backoff', until: NOW + MINUTE, exceptCritical: false },
    ]);
    expect(decide({ power: power(5), settings: { minimumBatteryLevel: 30 } }).holds).toEqual([
      { reason: 'battery', level: 30, exceptCritical: true },
    ]);
  });

  it('[P1] power holds nothing while it charges, at the minimum level, or when the reading is old', () => {
    const settings = { syncOnlyWhenCharging: true };
    expect(decide({ settings, power: power(3, true) }).lanes).toEqual(ALL);
    expect(decide({ power: power(20) }).lanes).toEqual(ALL);
    expect(decide({ power: power(3, false, NOW - 31 * MINUTE) }).lanes).toEqual(ALL);
    expect(decide({ settings }).lanes).toEqual(ALL);
  });

  it('the threshold leaves out lower bands', () => {
    const floor = (priorityThreshold: BackgroundSyncSettings['priorityThreshold']) =>
      decide({ settings: { priorityThreshold } }).minimumScore;
    expect([floor('HIGH'), floor('NORMAL'), floor('LOW')]).toEqual([BAND_FLOOR.HIGH, BAND_FLOOR.NORMAL, 0]);
  });

  it('backoff does not hold up who has just seen the link', () => {
    expect(decide({ notBefore: NOW + MINUTE, ignoreBackoff: true }).lanes).toEqual(ALL);
    expect(decide({ pauses: [pause('user')], ignoreBackoff: true }).lanes).toEqual(NONE);
  });

  it('[S5] a clock that was set back does not silence the phone until the old time comes again', () => {
    const year = 365 * 86_400_000;
    expect(decide({ notBefore: NOW + LONGEST_WAIT_MS }).lanes).toEqual(NONE);
    expect(decide({ notBefore: NOW + year })).toMatchObject({ lanes: ALL, lookAgainAt: null });
    expect(decide({ power: power(3, false, NOW + year) }).lanes).toEqual(ALL);
  });

  it('[S5] a phone that only the office paused may ask whether it still is', () => {
    const asks = (situation: Situation) => decide(situation).mayAsk;
    expect(asks({ pauses: [pause('office')] })).toBe(true);
    expect(asks({ pauses: [pause('office')], power: power(3) })).toBe(true);
    expect(asks({ pauses: [pause('office'), pause('user')] })).toBe(false);
    expect(asks({ pauses: [pause('office'), pause('auth')] })).toBe(false);
    expect(asks({ pauses: [pause('office')], notBefore: NOW + MINUTE })).toBe(false);
    expect(asks({})).toBe(false);
  });

  it('looks again by itself when only time is in the way', () => {
    expect(decide({ notBefore: NOW + MINUTE }).lookAgainAt).toBe(NOW + MINUTE);
    expect(decide({ notBefore: NOW + MINUTE, power: power(3) }).lookAgainAt).toBe(NOW + MINUTE);
    expect(decide({ notBefore: NOW + MINUTE, pauses: [pause('user')] }).lookAgainAt).toBeNull();
    expect(decide({ power: power(3) }).lookAgainAt).toBeNull();
  });
});

const situations: fc.Arbitrary<Situation> = fc.record({
  pauses: fc.subarray([pause('user'), pause('office'), pause('auth'), pause('update')]),
  power: fc.option(
    fc.record({
      level: fc.integer({ min: 0, max: 100 }),
      charging: fc.boolean(),
      at: fc.integer({ min: NOW - 90 * MINUTE, max: NOW + 90 * MINUTE }),
    }),
    { nil: undefined },
  ),
  notBefore: fc.constantFrom(0, NOW - 1, NOW, NOW + 1, NOW + MINUTE, NOW + 1e12),
  manual: fc.boolean(),
  ignoreBackoff: fc.boolean(),
  settings: fc.record({
    enabled: fc.boolean(),
    syncOnlyWhenCharging: fc.boolean(),
    minimumBatteryLevel: fc.integer({ min: 0, max: 100 }),
    priorityThreshold: fc.constantFrom('HIGH' as const, 'NORMAL' as const, 'LOW' as const),
  }),
});

describe('in every situation', () => {
  it('[P1] what does not go has a reason, and what has a reason does not go', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { lanes, holds, minimumScore } = decide(situation);
        const stopping = holds.filter((hold) => hold.reason !== 'threshold');
        if (stopping.length === 0) expect(lanes).toEqual(ALL);
        else if (stopping.every((hold) => hold.exceptCritical)) expect(lanes).toEqual(CRITICAL);
        else expect(lanes).toEqual(NONE);
        expect(holds.some((hold) => hold.reason === 'threshold')).toBe(minimumScore > 0);
        expect(minimumScore).toBeLessThan(BAND_FLOOR.CRITICAL);
      }),
    );
  });
});
