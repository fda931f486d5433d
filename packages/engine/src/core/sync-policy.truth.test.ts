/** Every combination of what the policy looks at, against a table that was written without looking at it. */
import { DEFAULT_SETTINGS } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PREFERENCES } from './preferences.ts';
import { decidePolicy, type PolicyInput } from './sync-policy.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

interface Stops {
  readonly user: boolean;
  readonly office: boolean;
  readonly auth: boolean;
  readonly update: boolean;
  readonly agreed: boolean;
  readonly locked: boolean;
  readonly enabled: boolean;
  readonly backingOff: boolean;
  readonly byHand: boolean;
  readonly linkSeen: boolean;
}

const POWER = {
  'never told': undefined,
  'charging, just read': { level: 5, charging: true, at: NOW - MINUTE },
  'charging, read 31 minutes ago': { level: 5, charging: true, at: NOW - 31 * MINUTE },
  'full, just read': { level: 90, charging: false, at: NOW - MINUTE },
  'full, read 5 hours ago': { level: 90, charging: false, at: NOW - 300 * MINUTE },
  'low, just read': { level: 19, charging: false, at: NOW - MINUTE },
  'low, read 3 hours ago': { level: 19, charging: false, at: NOW - 180 * MINUTE },
  'low, read 5 hours ago': { level: 19, charging: false, at: NOW - 300 * MINUTE },
} as const;

const LINK = {
  'not told': undefined,
  free: { type: 'wifi', saveData: false, at: NOW - 600 * MINUTE },
  mobile: { type: 'cellular', saveData: false, at: NOW - 600 * MINUTE },
  'metered Wi-Fi': { type: 'wifi', metered: true, saveData: false, at: NOW },
  'unmetered mobile': { type: 'cellular', metered: false, saveData: false, at: NOW },
  'data saver': { type: 'wifi', saveData: true, at: NOW },
  'data saver on mobile': { type: 'cellular', saveData: true, at: NOW },
  'data saver on mobile, read yesterday': { type: 'cellular', saveData: true, at: NOW - 800 * MINUTE },
} as const;

const LOAD = {
  'not told': {},
  busy: { pressure: { state: 'serious', at: NOW }, visibility: { visible: false, at: NOW } },
  'busy under a person’s eyes': {
    pressure: { state: 'serious', at: NOW },
    visibility: { visible: true, at: NOW },
  },
  'at its limit': { pressure: { state: 'critical', at: NOW - 9 * MINUTE } },
  'at its limit, read 11 minutes ago': { pressure: { state: 'critical', at: NOW - 11 * MINUTE } },
} as const;

interface Frugal {
  readonly power: keyof typeof POWER;
  readonly onlyCharging: boolean;
  readonly link: keyof typeof LINK;
  readonly spareMoney: boolean;
  readonly obeySaver: boolean;
  readonly load: keyof typeof LOAD;
  readonly overrides: boolean;
  readonly threshold: 'HIGH' | 'NORMAL' | 'LOW';
}
type Row = Stops & Frugal;

const BOTH = [true, false] as const;
const keysOf = <Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] =>
  Object.keys(table) as Name[];

/** Each row of a table whose columns are these. */
function rowsOf<Table>(columns: { readonly [Name in keyof Table]: readonly Table[Name][] }): Table[] {
  let rows: Partial<Table>[] = [{}];
  for (const [name, values] of Object.entries<readonly unknown[]>(columns))
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  return rows as Table[];
}

const STOPS = rowsOf<Stops>({
  user: BOTH,
  office: BOTH,
  auth: BOTH,
  update: BOTH,
  agreed: BOTH,
  locked: BOTH,
  enabled: BOTH,
  backingOff: BOTH,
  byHand: BOTH,
  linkSeen: BOTH,
});
const FRUGAL = rowsOf<Frugal>({
  power: keysOf(POWER),
  onlyCharging: BOTH,
  link: keysOf(LINK),
  spareMoney: BOTH,
  obeySaver: BOTH,
  load: keysOf(LOAD),
  overrides: BOTH,
  threshold: ['HIGH', 'NORMAL', 'LOW'],
});

function inputOf(row: Row): PolicyInput {
  const pauses = (['user', 'office', 'auth', 'update'] as const).filter((reason) => row[reason]);
  return {
    now: NOW,
    settings: {
      ...DEFAULT_SETTINGS,
      enabled: row.enabled,
      syncOnlyWhenCharging: row.onlyCharging,
      priorityThreshold: row.threshold,
    },
    preferences: {
      ...DEFAULT_PREFERENCES,
      syncConsent: row.agreed,
      criticalOverrides: row.overrides,
      onMetered: row.spareMoney ? 'critical' : 'records',
      onDataSaver: row.obeySaver ? 'critical' : 'records',
    },
    pauses: pauses.map((reason) => ({ reason, since: NOW })),
    locked: row.locked,
    power: POWER[row.power],
    network: LINK[row.link],
    pressure: undefined,
    visibility: undefined,
    ...LOAD[row.load],
    notBefore: row.backingOff ? NOW + MINUTE : 0,
    manual: row.byHand,
    ignoreBackoff: row.linkSeen,
  };
}

interface Answer {
  readonly reasons: readonly string[];
  readonly critical: boolean;
  readonly records: boolean;
  readonly from: number;
}

/** The table in plain words, one line a rule. */
function expected(row: Row): Answer {
  const stops: string[] = [];
  if (row.user) stops.push('user');
  if (row.office) stops.push('office');
  if (row.auth) stops.push('auth');
  if (row.update) stops.push('update');
  if (!row.agreed) stops.push('consent');
  if (row.locked) stops.push('locked');
  if (!row.enabled && !row.byHand) stops.push('disabled');
  if (row.backingOff && !row.byHand && !row.linkSeen) stops.push('backoff');

  const saves: string[] = [];
  if (row.onlyCharging && row.power !== 'never told' && row.power !== 'charging, just read')
    saves.push('charging-only');
  if (row.power === 'low, just read' || row.power === 'low, read 3 hours ago') saves.push('battery');
  if (row.obeySaver && (row.link === 'data saver' || row.link === 'data saver on mobile'))
    saves.push('data-saver');
  /* However busy the phone is, records go: `load` is a column that must change nothing. */
  const costs = ['mobile', 'metered Wi-Fi', 'data saver on mobile'].includes(row.link);
  if (row.spareMoney && costs) saves.push('metered');

  return {
    reasons: [...stops, ...saves, ...(row.threshold === 'LOW' ? [] : ['threshold'])].sort(),
    critical: stops.length === 0 && (row.overrides || saves.length === 0),
    records: stops.length === 0 && saves.length === 0,
    from: { HIGH: 60, NORMAL: 30, LOW: 0 }[row.threshold],
  };
}

function answer(row: Row): Answer {
  const { lanes, holds, minimumScore } = decidePolicy(inputOf(row));
  return {
    reasons: holds.map((hold) => hold.reason).sort(),
    critical: lanes.includes('critical'),
    records: lanes.includes('records'),
    from: minimumScore,
  };
}

/** The first row that differs, with both answers: one comparison for a table of thousands. */
function firstDifference(rows: readonly Row[]): unknown {
  const differs = (row: Row): boolean => {
    const [a, b] = [answer(row), expected(row)];
    const alike = a.critical === b.critical && a.records === b.records && a.from === b.from;
    return !alike || a.reasons.join() !== b.reasons.join();
  };
  const row = rows.find(differs);
  return row && { row, answer: answer(row), expected: expected(row) };
}

const GOES: Stops = {
  user: false,
  office: false,
  auth: false,
  update: false,
  agreed: true,
  locked: false,
  enabled: true,
  backingOff: false,
  byHand: false,
  linkSeen: false,
};
const FREE: Frugal = {
  power: 'full, just read',
  onlyCharging: false,
  link: 'free',
  spareMoney: true,
  obeySaver: true,
  load: 'not told',
  overrides: true,
  threshold: 'LOW',
};

describe('the complete truth table', () => {
  it('[P1] all that stops everything, in every combination, under open and closed rules', () => {
    const rules: Frugal[] = [
      FREE,
      { ...FREE, threshold: 'HIGH' },
      { ...FREE, power: 'low, just read' },
      { ...FREE, power: 'low, just read', overrides: false },
    ];
    const rows = STOPS.flatMap((stops) => rules.map((rule) => ({ ...stops, ...rule })));
    expect(rows).toHaveLength(4_096);
    expect(firstDifference(rows)).toBeUndefined();
  }, 60_000);

  it('[P1] all rules that save something, in every combination, by itself and by hand', () => {
    const ways: Stops[] = [GOES, { ...GOES, byHand: true }];
    const rows = FRUGAL.flatMap((rule) => ways.map((way) => ({ ...way, ...rule })));
    expect(rows).toHaveLength(30_720);
    expect(firstDifference(rows)).toBeUndefined();
  }, 60_000);
});
