import {
  BAND_FLOOR,
  DEFAULT_SETTINGS,
  HOLD_REASONS,
  type BackgroundSyncSettings,
  type HoldReason,
} from '@fieldsync/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS } from './backoff.ts';
import { frugalHolds } from './frugal-holds.ts';
import { DEFAULT_PREFERENCES, type SyncPreferences } from './preferences.ts';
import type { NetworkReading, PowerReading, PressureState } from './readings.ts';
import type { PauseReason } from './stored.ts';
import { decidePolicy, type PolicyInput } from './sync-policy.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const pause = (reason: PauseReason['reason'], by?: string): PauseReason => ({
  reason,
  since: NOW - MINUTE,
  ...(by === undefined ? {} : { by }),
});
const power = (level: number, charging = false, at = NOW - MINUTE): PowerReading => ({ level, charging, at });
const network = (change: Partial<NetworkReading> = {}): NetworkReading => ({
  type: 'wifi',
  saveData: false,
  at: NOW,
  ...change,
});
const pressed = (state: PressureState, at = NOW) => ({ state, at });
const seen = (visible: boolean) => ({ visible, at: NOW });

type Situation = Partial<Omit<PolicyInput, 'settings' | 'preferences'>> & {
  readonly settings?: Partial<BackgroundSyncSettings>;
  readonly preferences?: Partial<SyncPreferences>;
};
const NOTHING: PolicyInput = {
  now: NOW,
  settings: DEFAULT_SETTINGS,
  preferences: DEFAULT_PREFERENCES,
  pauses: [],
  locked: false,
  power: undefined,
  network: undefined,
  pressure: undefined,
  visibility: undefined,
  notBefore: 0,
  manual: false,
};
const decide = ({ settings, preferences, ...rest }: Situation = {}) =>
  decidePolicy({
    ...NOTHING,
    ...rest,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    preferences: { ...DEFAULT_PREFERENCES, ...preferences },
  });

const ALL = ['critical', 'records'];
const CRITICAL = ['critical'];
const NONE: string[] = [];
const NO_OVERRIDE = { criticalOverrides: false };

/** Each reason of its own: what still goes, what goes by hand, and what goes where critical records are no exception. */
const TABLE: Record<
  string,
  { when: Situation; reasons: HoldReason[]; lanes: string[]; byHand: string[]; noOverride: string[] }
> = {
  'nothing in the way': { when: {}, reasons: [], lanes: ALL, byHand: ALL, noOverride: ALL },
  'paused by the person': {
    when: { pauses: [pause('user')] },
    reasons: ['user'],
    lanes: NONE,
    byHand: NONE,
    noOverride: NONE,
  },
  'paused by the office': {
    when: { pauses: [pause('office')] },
    reasons: ['office'],
    lanes: NONE,
    byHand: NONE,
    noOverride: NONE,
  },
  'signed out': {
    when: { pauses: [pause('auth')] },
    reasons: ['auth'],
    lanes: NONE,
    byHand: NONE,
    noOverride: NONE,
  },
  'app too old': {
    when: { pauses: [pause('update')] },
    reasons: ['update'],
    lanes: NONE,
    byHand: NONE,
    noOverride: NONE,
  },
  'not agreed to': {
    when: { preferences: { syncConsent: false } },
    reasons: ['consent'],
    lanes: NONE,
    byHand: NONE,
    noOverride: NONE,
  },
  'locked by a PIN': {
    when: { locked: true },
    reasons: ['locked'],
    lanes: NONE,
    byHand: NONE,
    noOverride: NONE,
  },
  'switched off': {
    when: { settings: { enabled: false } },
    reasons: ['disabled'],
    lanes: NONE,
    byHand: ALL,
    noOverride: NONE,
  },
  'backing off': {
    when: { notBefore: NOW + MINUTE },
    reasons: ['backoff'],
    lanes: NONE,
    byHand: ALL,
    noOverride: NONE,
  },
  'battery low': {
    when: { power: power(19) },
    reasons: ['battery'],
    lanes: CRITICAL,
    byHand: CRITICAL,
    noOverride: NONE,
  },
  'not charging': {
    when: { settings: { syncOnlyWhenCharging: true }, power: power(90) },
    reasons: ['charging-only'],
    lanes: CRITICAL,
    byHand: CRITICAL,
    noOverride: NONE,
  },
  'data saver on, and records are to obey it': {
    when: { network: network({ saveData: true }), preferences: { onDataSaver: 'critical' } },
    reasons: ['data-saver'],
    lanes: CRITICAL,
    byHand: CRITICAL,
    noOverride: NONE,
  },
  'on a connection that costs, and records are to spare it': {
    when: { network: network({ type: 'cellular' }), preferences: { onMetered: 'critical' } },
    reasons: ['metered'],
    lanes: CRITICAL,
    byHand: CRITICAL,
    noOverride: NONE,
  },
  'only high priority': {
    when: { settings: { priorityThreshold: 'HIGH' } },
    reasons: ['threshold'],
    lanes: ALL,
    byHand: ALL,
    noOverride: ALL,
  },
};

describe('may something be sent', () => {
  for (const [name, { when, reasons, lanes, byHand, noOverride }] of Object.entries(TABLE)) {
    it(`[P1] ${name}: lanes ${lanes.join(' and ') || 'none'}, by hand ${byHand.join(' and ') || 'none'}`, () => {
      const decision = decide(when);
      expect(decision.holds.map((hold) => hold.reason)).toEqual(reasons);
      expect(decision.lanes).toEqual(lanes);
      expect(decide({ ...when, manual: true }).lanes).toEqual(byHand);
      const strict = decide({ ...when, preferences: { ...when.preferences, ...NO_OVERRIDE } });
      expect(strict.lanes).toEqual(noOverride);
    });
  }

  it('[P1] the table names every reason but those of the link, which are not the policy’s to see', () => {
    const link: HoldReason[] = ['offline', 'portal', 'unreachable'];
    /* Only for the lanes behind the records. */
    const heavy: HoldReason[] = ['pressure'];
    const named = new Set(Object.values(TABLE).flatMap(({ reasons }) => reasons));
    expect([...named, ...link, ...heavy].sort()).toEqual([...HOLD_REASONS].sort());
  });

  it('[P1] says who paused, until when, what level is needed, and whether critical records go anyway', () => {
    expect(decide({ pauses: [pause('office', 'Ibrahim Mustapha')] }).holds).toEqual([
      { reason: 'office', by: 'Ibrahim Mustapha', exceptCritical: false },
    ]);
    expect(decide({ notBefore: NOW + MINUTE }).holds).toEqual([
      { reason: 'backoff', until: NOW + MINUTE, exceptCritical: false },
    ]);
    const low = { power: power(5), settings: { minimumBatteryLevel: 30 } };
    const held = { reason: 'battery', level: 30, until: NOW - MINUTE + 4 * HOUR };
    expect(decide(low).holds).toEqual([{ ...held, exceptCritical: true }]);
    expect(decide({ ...low, preferences: NO_OVERRIDE }).holds).toEqual([{ ...held, exceptCritical: false }]);
  });

  it('the threshold leaves out lower bands, and critical records never', () => {
    const floor = (priorityThreshold: BackgroundSyncSettings['priorityThreshold']) =>
      decide({ settings: { priorityThreshold } }).minimumScore;
    expect([floor('HIGH'), floor('NORMAL'), floor('LOW')]).toEqual([BAND_FLOOR.HIGH, BAND_FLOOR.NORMAL, 0]);
  });

  it('backoff does not hold up who has just seen the link', () => {
    expect(decide({ notBefore: NOW + MINUTE, ignoreBackoff: true }).lanes).toEqual(ALL);
    expect(decide({ pauses: [pause('user')], ignoreBackoff: true }).lanes).toEqual(NONE);
  });

  it('[S5] a phone that only the office paused may ask whether it still is', () => {
    const asks = (situation: Situation) => decide(situation).mayAsk;
    expect(asks({ pauses: [pause('office')] })).toBe(true);
    expect(asks({ pauses: [pause('office')], power: power(3) })).toBe(true);
    expect(asks({ pauses: [pause('office'), pause('user')] })).toBe(false);
    expect(asks({ pauses: [pause('office')], preferences: { syncConsent: false } })).toBe(false);
    expect(asks({ pauses: [pause('office')], notBefore: NOW + MINUTE })).toBe(false);
    expect(asks({})).toBe(false);
  });
});

describe('what a reading is worth as it grows old', () => {
  const charging = { settings: { syncOnlyWhenCharging: true } };
  const lanes = (situation: Situation) => decide(situation).lanes;

  it('[P1] "only while charging" holds what is not known to charge: a reading says so for half an hour', () => {
    expect(lanes({ ...charging, power: power(3, true, NOW - 30 * MINUTE) })).toEqual(ALL);
    expect(lanes({ ...charging, power: power(3, true, NOW - 30 * MINUTE - 1) })).toEqual(CRITICAL);
    expect(lanes({ ...charging, power: power(90, false, NOW - 30 * HOUR) })).toEqual(CRITICAL);
  });

  it('[S5] a phone that never tells of its battery is not held by it for ever', () => {
    expect(lanes({ ...charging, power: undefined })).toEqual(ALL);
  });

  it('[P1] a level that was too low counts for four hours: it has only fallen, unless somebody charged', () => {
    expect(lanes({ power: power(19, false, NOW - 4 * HOUR) })).toEqual(CRITICAL);
    expect(lanes({ power: power(19, false, NOW - 4 * HOUR - 1) })).toEqual(ALL);
    expect(lanes({ power: power(20, false) })).toEqual(ALL);
    expect(lanes({ power: power(3, true) })).toEqual(ALL);
  });

  it('[P1] what a connection costs counts for half a day', () => {
    const spare = { preferences: { onMetered: 'critical', onDataSaver: 'critical' } } as const;
    const at = (age: number) => lanes({ ...spare, network: network({ type: 'cellular', at: NOW - age }) });
    expect(at(12 * HOUR)).toEqual(CRITICAL);
    expect(at(12 * HOUR + 1)).toEqual(ALL);
    const saver = (age: number) => lanes({ ...spare, network: network({ saveData: true, at: NOW - age }) });
    expect([saver(12 * HOUR), saver(12 * HOUR + 1)]).toEqual([CRITICAL, ALL]);
  });

  it('a busy phone is spared for ten minutes what is heavier than records, at its limit also when nobody looks', () => {
    const spared = (pressure: PolicyInput['pressure'], visible: boolean) => {
      const when = { pressure, visibility: seen(visible) };
      expect(decide(when)).toMatchObject({ lanes: ALL, holds: [] });
      return frugalHolds({ ...NOTHING, ...when }).map((hold) => [hold.reason, hold.upTo]);
    };
    const heavy = [['pressure', 'records']];
    expect(spared(pressed('critical', NOW - 10 * MINUTE), false)).toEqual(heavy);
    expect(spared(pressed('critical', NOW - 10 * MINUTE - 1), true)).toEqual([]);
    expect(spared(pressed('serious'), true)).toEqual(heavy);
    expect(spared(pressed('serious'), false)).toEqual([]);
    expect(spared(pressed('fair'), true)).toEqual([]);
    const read = NOW - 3 * MINUTE;
    const [hold] = frugalHolds({ ...NOTHING, pressure: pressed('critical', read) });
    expect(hold?.until).toBe(read + 10 * MINUTE);
  });

  it('[S5] a clock that was set back does not silence the phone until the old time comes again', () => {
    const year = 365 * 24 * HOUR;
    expect(lanes({ notBefore: NOW + LONGEST_WAIT_MS })).toEqual(NONE);
    expect(decide({ notBefore: NOW + year })).toMatchObject({ lanes: ALL, lookAgainAt: null });
    expect(lanes({ power: power(3, false, NOW + year) })).toEqual(ALL);
  });
});

describe('when the answer may change by itself', () => {
  it('is when a wait or an old reading ends, unless somebody has to act first', () => {
    expect(decide({ notBefore: NOW + MINUTE }).lookAgainAt).toBe(NOW + MINUTE);
    expect(decide({ notBefore: NOW + MINUTE, power: power(3) }).lookAgainAt).toBe(NOW + MINUTE);
    expect(decide({ power: power(3) }).lookAgainAt).toBe(NOW - MINUTE + 4 * HOUR);
    expect(decide({ notBefore: NOW + MINUTE, pauses: [pause('user')] }).lookAgainAt).toBeNull();
    expect(decide({ settings: { syncOnlyWhenCharging: true }, power: power(90) }).lookAgainAt).toBeNull();
  });
});

const ages = fc.integer({ min: -800 * MINUTE, max: 90 * MINUTE }).map((age) => NOW + age);
const situations: fc.Arbitrary<Situation> = fc.record({
  pauses: fc.subarray([pause('user'), pause('office'), pause('auth'), pause('update')]),
  locked: fc.boolean(),
  power: fc.option(fc.record({ level: fc.integer({ min: 0, max: 100 }), charging: fc.boolean(), at: ages }), {
    nil: undefined,
  }),
  network: fc.option(
    fc.record({
      type: fc.constantFrom('wifi' as const, 'cellular' as const, 'unknown' as const),
      saveData: fc.boolean(),
      at: ages,
    }),
    { nil: undefined },
  ),
  pressure: fc.option(
    fc.record({ state: fc.constantFrom('fair' as const, 'serious' as const, 'critical' as const), at: ages }),
    { nil: undefined },
  ),
  visibility: fc.option(fc.record({ visible: fc.boolean(), at: ages }), { nil: undefined }),
  notBefore: fc.constantFrom(0, NOW - 1, NOW, NOW + 1, NOW + MINUTE, NOW + 1e12),
  manual: fc.boolean(),
  ignoreBackoff: fc.boolean(),
  preferences: fc.record({
    syncConsent: fc.boolean(),
    criticalOverrides: fc.boolean(),
    onMetered: fc.constantFrom('critical' as const, 'records' as const),
    onDataSaver: fc.constantFrom('critical' as const, 'records' as const),
    costly: fc.constantFrom({}, { wifi: true }, { cellular: false }),
  }),
  settings: fc.record({
    enabled: fc.boolean(),
    syncOnlyWhenCharging: fc.boolean(),
    minimumBatteryLevel: fc.integer({ min: 0, max: 100 }),
    priorityThreshold: fc.constantFrom('HIGH' as const, 'NORMAL' as const, 'LOW' as const),
  }),
});

/** Each adds one thing that stands in the way, and takes nothing away. */
const RESTRICTIONS: Record<string, (situation: Situation) => Situation> = {
  'a pause': (s) => ({ ...s, pauses: [...(s.pauses ?? []), pause('user')] }),
  'a PIN': (s) => ({ ...s, locked: true }),
  'consent withdrawn': (s) => ({ ...s, preferences: { ...s.preferences, syncConsent: false } }),
  'the switch': (s) => ({ ...s, settings: { ...s.settings, enabled: false } }),
  'the charger rule': (s) => ({ ...s, settings: { ...s.settings, syncOnlyWhenCharging: true } }),
  'a higher battery limit': (s) => ({ ...s, settings: { ...s.settings, minimumBatteryLevel: 100 } }),
  'a higher threshold': (s) => ({ ...s, settings: { ...s.settings, priorityThreshold: 'HIGH' } }),
  'money spared': (s) => ({ ...s, preferences: { ...s.preferences, onMetered: 'critical' } }),
  'the data saver obeyed': (s) => ({ ...s, preferences: { ...s.preferences, onDataSaver: 'critical' } }),
  'no exception for critical records': (s) => ({ ...s, preferences: { ...s.preferences, ...NO_OVERRIDE } }),
  'a phone at its limit': (s) => ({ ...s, pressure: pressed('critical') }),
  'a wait': (s) => ({ ...s, notBefore: NOW + MINUTE }),
};

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

  it.each(Object.entries(RESTRICTIONS))('[P1] %s in the way never lets more through', (_, restrict) => {
    fc.assert(
      fc.property(situations, (situation) => {
        const before = decide(situation);
        const after = decide(restrict(situation));
        expect(before.lanes).toEqual(expect.arrayContaining([...after.lanes]));
        expect(after.minimumScore).toBeGreaterThanOrEqual(before.minimumScore);
        expect(before.mayAsk || !after.mayAsk || before.lanes.length > 0).toBe(true);
      }),
    );
  });

  it('[P1] a look again lies ahead, within the longest time anything is believed, and changes the holds', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { lookAgainAt, holds } = decide(situation);
        if (lookAgainAt === null) return;
        const wait = lookAgainAt - NOW;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(4 * HOUR + 90 * MINUTE);
        const then = decide({ ...situation, now: lookAgainAt + 1 });
        expect(then.holds).not.toEqual(holds);
      }),
    );
  });
});
