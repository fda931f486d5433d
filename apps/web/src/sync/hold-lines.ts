import type { SyncState } from '@fieldsync/engine';
import type { BackgroundSyncSettings, HoldReason } from '@fieldsync/protocol';
import type { ChecklistEntry } from '../components/checklist.tsx';
import type { Words } from '../words/en.ts';
import { clockTime } from '../words/when.ts';
import { allHolds } from './sync-answer.ts';

interface Facts {
  state: SyncState;
  settings: BackgroundSyncSettings;
  words: Words;
  holding: ReadonlySet<HoldReason>;
}

const result = (fails: boolean): 'pass' | 'fail' => (fails ? 'fail' : 'pass');

function signal({ state, words, holding }: Facts): ChecklistEntry {
  const { lines } = words.holds;
  const fails = (['offline', 'portal', 'unreachable'] as const).find((reason) => holding.has(reason));
  const said = { offline: lines.signalNone, portal: lines.signalPortal, unreachable: lines.signalSilent };
  const weak = state.connectivity.connectionQuality === 'poor';
  const answer = fails === undefined ? (weak ? lines.signalWeak : lines.signalGood) : said[fails];
  return { name: lines.signal, answer, result: result(fails !== undefined) };
}

function pause(reason: 'user' | 'office', { state, words }: Facts): ChecklistEntry {
  const { lines } = words.holds;
  const found = state.pauses.find((each) => each.reason === reason);
  return {
    name: reason === 'user' ? lines.yourPause : lines.officePause,
    answer: found === undefined ? lines.off : lines.since(clockTime(new Date(found.since), words)),
    result: result(found !== undefined),
  };
}

function battery({ state, settings, words, holding }: Facts): ChecklistEntry {
  const { lines } = words.holds;
  const { batteryLevel } = state.connectivity;
  const fails = holding.has('battery');
  const level = batteryLevel === undefined ? undefined : Math.round(batteryLevel);
  const answer =
    level === undefined
      ? lines.batteryUnknown
      : fails
        ? lines.batteryNeeds(level, settings.minimumBatteryLevel)
        : lines.batteryLevel(level);
  return { name: lines.battery, answer, result: result(fails) };
}

/**
 * What sending depends on, as a checklist in which a line did not pass [P1]. Lines about rules that are not set are
 * left out: they could not fail.
 */
export function holdLines(
  state: SyncState,
  settings: BackgroundSyncSettings,
  words: Words,
): ChecklistEntry[] {
  const { lines } = words.holds;
  const holds = allHolds(state);
  const facts: Facts = { state, settings, words, holding: new Set(holds.map((hold) => hold.reason)) };
  const has = (reason: HoldReason): boolean => facts.holding.has(reason);
  const entries: ChecklistEntry[] = [
    signal(facts),
    {
      name: lines.account,
      answer: has('auth') ? lines.signedOut : lines.signedIn,
      result: result(has('auth')),
    },
    pause('user', facts),
  ];
  if (has('office')) entries.push(pause('office', facts));
  if (has('update')) entries.push({ name: lines.version, answer: lines.versionOld, result: 'fail' });
  if (has('consent')) entries.push({ name: lines.agreed, answer: lines.notAgreed, result: 'fail' });
  if (has('locked')) entries.push({ name: lines.phone, answer: lines.phoneLocked, result: 'fail' });
  if (!settings.enabled) entries.push({ name: lines.automatic, answer: lines.off, result: 'fail' });
  if (has('data-saver')) entries.push({ name: lines.mobileData, answer: lines.dataSaverOn, result: 'fail' });
  if (has('metered')) entries.push({ name: lines.connection, answer: lines.costsMoney, result: 'fail' });
  if (has('pressure')) entries.push({ name: lines.phone, answer: lines.phoneBusy, result: 'fail' });
  if (settings.syncOnlyWhenCharging) {
    const charging = state.connectivity.isCharging === true;
    entries.push({
      name: lines.charger,
      answer: charging ? lines.chargerOn : lines.chargerOff,
      result: result(has('charging-only')),
    });
  }
  entries.push(battery(facts));
  if (has('threshold')) entries.push({ name: lines.priority, answer: lines.highOnly, result: 'fail' });
  const stopsCritical = holds.some((hold) => !hold.exceptCritical);
  entries.push({
    name: lines.critical,
    answer: stopsCritical ? lines.criticalWait : lines.criticalGo,
    result: result(stopsCritical),
  });
  return entries;
}
