import {
  heartbeatSchema,
  SILENT_MS,
  type CommandLine,
  type DeviceSummary,
  type Heartbeat,
} from '@fieldsync/protocol';
import type { ChecklistEntry } from '../components/checklist.tsx';
import type { SyncState } from '../components/sync-state.ts';
import { HOLD_RANK, isRule } from '../sync/hold-rank.ts';
import type { Words } from '../words/en.ts';
import { sayBytes, sayDuration, sayWhen, sayWhenShort } from '../words/when.ts';

/** Silent for longer than this is worth heavier type, ms. */
const QUIET_MS = 3 * 3_600_000;
/** A clock this far off shows in what a phone says about times, ms. */
const SKEW_MS = 120_000;

/** A phone of the list in words, by what it last said of itself and nothing beyond it [S7]. */
export interface PhoneWords {
  readonly person: string;
  readonly heard: string;
  /** Silent for hours. */
  readonly quiet: boolean;
  readonly battery: string;
  /** 0-100, where the phone says it. */
  readonly level: number | undefined;
  readonly charging: boolean;
  readonly signal: string;
  /** In the order of the columns; undefined where the phone has not said it. */
  readonly counts: Readonly<Record<'critical' | 'high' | 'normal' | 'low', string>> | undefined;
  readonly oldest: string;
  /** The record is older than it may be. */
  readonly tooLong: boolean;
  readonly state: SyncState | undefined;
  readonly stateText: string;
}

export const reportOf = (device: DeviceSummary): Heartbeat | undefined =>
  heartbeatSchema.safeParse(device.heartbeat).data;

const figureIn = (words: Words) => (value: number) => new Intl.NumberFormat(words.locale).format(value);

const ago = (since: string, now: Date, words: Words): string =>
  sayDuration(Math.max(0, (now.getTime() - Date.parse(since)) / 1_000), words);

export function phoneWords(device: DeviceSummary, now: Date, words: Words): PhoneWords {
  const { fleet } = words;
  const figure = figureIn(words);
  const report = reportOf(device);
  const silentMs = now.getTime() - Date.parse(device.lastContact);
  const when = sayWhenShort(new Date(device.lastContact), now, words);
  const { batteryLevel, isCharging = false } = report?.status.connectivity ?? {};
  const { oldestCriticalAt, alert } = device;
  return {
    person: device.user.name,
    heard:
      silentMs > QUIET_MS && silentMs < SILENT_MS
        ? fleet.heardAgo(when, ago(device.lastContact, now, words))
        : when,
    quiet: silentMs > QUIET_MS,
    battery: batteryText(batteryLevel, false, words),
    level: batteryLevel,
    charging: isCharging,
    signal:
      report === undefined ? fleet.notKnown : fleet.qualities[report.status.connectivity.connectionQuality],
    counts: report && {
      critical: figure(report.queue.critical),
      high: figure(report.queue.high),
      normal: figure(report.queue.normal),
      low: figure(report.queue.low),
    },
    oldest:
      oldestCriticalAt === null
        ? report
          ? fleet.noneOnIt
          : fleet.notKnown
        : ago(oldestCriticalAt, now, words),
    tooLong: alert !== null,
    ...stateOf(report, alert !== null, words),
  };
}

function batteryText(level: number | undefined, charging: boolean, { fleet, locale }: Words): string {
  if (level === undefined) return fleet.notKnown;
  const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(level);
  return charging ? fleet.charging(figure) : fleet.battery(figure);
}

function stateOf(
  report: Heartbeat | undefined,
  tooLong: boolean,
  words: Words,
): { readonly state: SyncState | undefined; readonly stateText: string } {
  const { states } = words.fleet;
  if (report === undefined)
    return tooLong
      ? { state: 'needs', stateText: states.tooLong }
      : { state: undefined, stateText: states.silent };
  const { critical, high, normal, low, needsYou } = report.queue;
  const why = holdText(report.status.holdReasons.filter(isRule), words);
  if (tooLong) return { state: 'needs', stateText: why === undefined ? states.tooLong : states.held(why) };
  if (needsYou > 0) return { state: 'needs', stateText: states.needs(figureIn(words)(needsYou)) };
  if (why !== undefined) return { state: 'held', stateText: states.held(why) };
  if (critical + high + normal + low > 0) return { state: 'phone', stateText: states.onPhone };
  return { state: 'office', stateText: states.allSent };
}

/** The one reason that is named; undefined when nothing holds. */
export function holdText(reasons: CommandLine['heldBy'], words: Words): string | undefined {
  const [first] = reasons.toSorted((a, b) => HOLD_RANK[a].rank - HOLD_RANK[b].rank);
  return first && words.fleet.holds[first];
}

/** What became of a command: sent, done and when, or why the phone does not send all the same. */
export function commandText(command: CommandLine, now: Date, words: Words): string {
  const { commands } = words.fleet;
  if (command.state === 'withdrawn') return commands.withdrawn;
  if (command.doneAt === null) return commands.waiting;
  const when = sayWhen(new Date(command.doneAt), now, words);
  const why = holdText(command.heldBy, words);
  return why === undefined ? commands.done(when) : commands.held(when, why);
}

/** How a phone is, a line a fact. */
export function phoneLines(device: DeviceSummary, now: Date, words: Words): ChecklistEntry[] {
  const { panel, notKnown } = words.fleet;
  const report = reportOf(device);
  const when = (at: string): string => sayWhenShort(new Date(at), now, words);
  const said = phoneWords(device, now, words);
  const storage = report?.storage;
  return [
    { name: panel.state, answer: said.stateText, mark: said.state },
    { name: panel.heard, answer: when(device.lastContact) },
    { name: panel.reported, answer: device.reportedAt === null ? notKnown : when(device.reportedAt) },
    { name: panel.battery, answer: batteryText(said.level, said.charging, words) },
    { name: panel.signal, answer: said.signal },
    {
      name: panel.storage,
      answer:
        storage === undefined
          ? notKnown
          : panel.storageUsed(sayBytes(storage.usedBytes, words), sayBytes(storage.quotaBytes, words)),
    },
    { name: panel.version, answer: report?.appVersion ?? notKnown },
    { name: panel.clock, ...clockText(device.clockSkewMs, words) },
  ];
}

function clockText(skewMs: number | null, words: Words): Pick<ChecklistEntry, 'answer' | 'result'> {
  const { panel, notKnown } = words.fleet;
  if (skewMs === null) return { answer: notKnown };
  if (Math.abs(skewMs) < SKEW_MS) return { answer: panel.clockRight };
  const by = sayDuration(Math.abs(skewMs) / 1_000, words);
  return { answer: skewMs > 0 ? panel.clockAhead(by) : panel.clockBehind(by), result: 'fail' };
}

/** What is still on it, a line a band. */
export function queueLines(device: DeviceSummary, now: Date, words: Words): ChecklistEntry[] {
  const { panel, columns, notKnown } = words.fleet;
  const report = reportOf(device);
  const { counts } = phoneWords(device, now, words);
  const bands = (['critical', 'high', 'normal', 'low'] as const).map((band) => ({
    name: columns[band],
    answer: counts?.[band] ?? notKnown,
  }));
  if (report === undefined) return bands;
  return [
    ...bands,
    { name: panel.waitsForPerson, answer: figureIn(words)(report.queue.needsYou) },
    ...(device.oldestCriticalAt === null
      ? []
      : [
          {
            name: panel.oldest,
            answer: sayWhenShort(new Date(device.oldestCriticalAt), now, words),
            mark: device.alert === null ? undefined : ('needs' as const),
          },
        ]),
  ];
}

export function settingsLines(device: DeviceSummary, words: Words): ChecklistEntry[] {
  const settings = reportOf(device)?.settings;
  if (settings === undefined) return [];
  const { panel, settings: said, battery } = words.fleet;
  return [
    { name: panel.enabled, answer: settings.enabled ? panel.yes : panel.no },
    { name: panel.threshold, answer: said.thresholds[settings.priorityThreshold] },
    { name: panel.minimumBattery, answer: battery(String(settings.minimumBatteryLevel)) },
    { name: panel.interval, answer: words.when.minutes(settings.syncIntervalMinutes) },
  ];
}
