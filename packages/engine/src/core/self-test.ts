/** What the self-test looked at, and what it says of it. Plain sentences for the person who holds the phone. Pure. */

export const CHECKS = [
  'storage',
  'kept',
  'room',
  'worker',
  'sender',
  'wake-up',
  'locks',
  'encryption',
  'compression',
  'office',
  'clock',
] as const;
export type Check = (typeof CHECKS)[number];

export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was found, in one sentence. */
  readonly says: string;
  /** What the person can do; absent when there is nothing to do. */
  readonly advice?: string;
}

export interface CheckResult extends Finding {
  readonly check: Check;
  /** How long it took. */
  readonly ms: number;
}

export interface SelfTestResult {
  /** ms since 1970, by the phone's clock. */
  readonly at: number;
  readonly build: string;
  readonly checks: readonly CheckResult[];
}

const ok = (says: string): Finding => ({ state: 'ok', says });
const warn = (says: string, advice?: string): Finding => ({
  state: 'warn',
  says,
  ...(advice === undefined ? {} : { advice }),
});
const fail = (says: string, advice: string): Finding => ({ state: 'fail', says, advice });

export type StorageReading = 'kept' | 'full' | 'differs' | 'still-there';

export function judgeStorage(reading: StorageReading): Finding {
  switch (reading) {
    case 'kept':
      return ok('A record can be saved, read and removed.');
    case 'full':
      return fail(
        'This phone has no room left.',
        'Remove photos or apps that you do not need, then check again.',
      );
    case 'differs':
    case 'still-there':
      return fail(
        'What was saved did not come back as it was.',
        'Save the log as a file, show it to your coordinator, and record on another phone until then.',
      );
  }
}

export function judgeKept(persisted: boolean | undefined): Finding {
  if (persisted === true) return ok('This phone promised to keep your records.');
  const advice = 'Install the app, then ask on this page for your records to be kept.';
  return persisted === undefined
    ? warn('This phone does not say whether it keeps your records.', advice)
    : warn('When it runs full, this phone may clear your records.', advice);
}

const MEGABYTE = 1_000_000;
/** A record is at most 64 KB: a day of them fits above the first bound, hardly an hour of photos below the second. */
const ROOM_TO_WORK = 20 * MEGABYTE;
const ROOM_TO_SPARE = 200 * MEGABYTE;

export function judgeRoom(
  room: { readonly usedBytes: number; readonly quotaBytes: number } | undefined,
): Finding {
  if (room === undefined) return warn('This phone does not say how much room is left.');
  const left = Math.max(0, room.quotaBytes - room.usedBytes);
  const says = `${megabytes(left)} are left for this app.`;
  const advice = 'Remove photos or apps that you do not need.';
  if (left < ROOM_TO_WORK) return fail(says, advice);
  return left < ROOM_TO_SPARE ? warn(says, advice) : ok(says);
}

export interface WorkerReading {
  readonly supported: boolean;
  readonly registered: boolean;
  readonly active: boolean;
  readonly controlling: boolean;
  /** A newer version waits to be taken. */
  readonly waiting: boolean;
  /** Build of the worker that answered; null when none did. */
  readonly build: string | null;
}

export function judgeWorker(worker: WorkerReading, build: string): Finding {
  const { supported, registered, active, controlling, waiting } = worker;
  if (!supported)
    return warn(
      'This browser has nothing that works in the background.',
      'Keep the app open while there is signal.',
    );
  if (!registered || !active)
    return fail(
      'The part that works in the background is not there.',
      'Close the app and open it again with signal.',
    );
  if (!controlling)
    return warn(
      'The part that works in the background is there, but not for this page yet.',
      'Open the app again.',
    );
  if (worker.build === null)
    return fail('The part that works in the background does not answer.', 'Close the app and open it again.');
  const older = worker.build !== build;
  if (waiting || older)
    return warn(
      older
        ? `Version ${worker.build} works in the background, version ${build} is on the screen.`
        : 'A newer version is ready.',
      'Use the new version, on this page under About.',
    );
  return ok(`The part that works in the background answers, version ${worker.build}.`);
}

/** By what a page sends: a thread of its own, itself where it has none, or itself because that one is gone. */
export type SenderReading = 'thread' | 'page' | 'lost';

export function judgeSender(sender: SenderReading): Finding {
  switch (sender) {
    case 'thread':
      return ok('Records are sent beside the screen.');
    case 'page':
      return ok('Records are sent by this page.');
    case 'lost':
      return warn(
        'The part that sends has stopped. This page sends in its place, and nothing is lost.',
        'Close the app and open it again.',
      );
  }
}

export type WakePath = 'background-sync' | 'refused' | 'none';

export function judgeWakeUp(path: WakePath, periodic: boolean): Finding {
  const besides = periodic ? ' It also looks in from time to time by itself.' : '';
  if (path === 'background-sync')
    return ok(`When signal comes back, this phone sends also with the app closed.${besides}`);
  const says = `${
    path === 'none' ? 'This browser cannot' : 'This phone does not let the app'
  } send with the app closed.${besides}`;
  const advice =
    path === 'none'
      ? 'Keep the app open while there is signal.'
      : 'Allow background sync for this app in the browser’s settings, or keep the app open while there is signal.';
  return warn(says, advice);
}

export function judgeLocks(works: boolean): Finding {
  return works
    ? ok('Open tabs and the background take turns.')
    : warn('Open tabs cannot take turns on this browser.', 'Keep only one tab of the app open.');
}

export type EncryptionReading = 'works' | 'missing' | 'differs';

/**
 * @param reading whether this browser can encrypt at all
 * @param records whether the newest record here opens: `locked` behind its PIN, `none` where there is none
 * @param quarantined rows that could not be opened, and are kept aside
 */
export function judgeEncryption(
  reading: EncryptionReading,
  records: 'opens' | 'locked' | 'none',
  quarantined: number,
): Finding {
  if (reading === 'missing')
    return fail(
      'This browser cannot lock records.',
      'Open the app through its https address, or use another browser.',
    );
  if (reading === 'differs')
    return fail(
      'What was locked could not be unlocked.',
      'Save the log as a file and show it to your coordinator.',
    );
  if (quarantined > 0)
    return fail(
      `${String(quarantined)} entries on this phone could not be unlocked. They are kept as they are.`,
      'Tell your coordinator before you clear anything on this phone.',
    );
  if (records === 'locked') return warn('The records wait for your PIN.', 'Enter the PIN, then check again.');
  return ok(
    records === 'opens' ? 'The newest record here could be unlocked.' : 'This phone can lock records.',
  );
}

/** Bytes of a sample before and after; undefined where there is no coder. */
export function judgeCompression(
  sample: { readonly raw: number; readonly packed: number } | undefined,
): Finding {
  if (sample === undefined || sample.packed >= sample.raw)
    return warn(
      'This browser cannot pack records: sending takes about four times the data.',
      'Update the browser.',
    );
  return ok(`A sample was packed to ${String(Math.round((100 * sample.packed) / sample.raw))} % and back.`);
}

export type OfficeReading =
  | { readonly reached: true; readonly rttMs: number; readonly officeNow: number | null }
  | { readonly reached: false; readonly code: 'OFFLINE' | 'UNREACHABLE' | 'TIMEOUT' | 'PORTAL' };

export function judgeOffice(office: OfficeReading): Finding {
  if (office.reached) return ok(`The office answered after ${seconds(office.rttMs)} s.`);
  switch (office.code) {
    case 'OFFLINE':
      return warn('This phone has no signal now. Go on recording.');
    case 'PORTAL':
      return warn(
        'This network answers in the office’s place: it asks you to sign in to it first.',
        'Open the browser and sign in to the network, or leave this network.',
      );
    case 'TIMEOUT':
    case 'UNREACHABLE':
      return warn(
        'There is a network, but the office did not answer.',
        'Go on recording, and check again later.',
      );
  }
}

const MINUTE = 60_000;
/** Tells nothing apart that a person writes down by the minute. */
const CLOCK_FINE_MS = 2 * MINUTE;

export function judgeClock(office: OfficeReading, now: number): Finding {
  if (!office.reached || office.officeNow === null)
    return warn('Not checked: the office’s time is not known without an answer.');
  /* The answer was written about half a round trip ago. */
  const skewMs = now - (office.officeNow + office.rttMs / 2);
  const off = Math.abs(skewMs);
  if (off <= CLOCK_FINE_MS) return ok('The clock agrees with the office.');
  const says = `The clock is ${span(off)} ${skewMs > 0 ? 'ahead' : 'behind'}.`;
  const advice =
    'Let the phone set date and time by itself, in its settings. Order at the office does not depend on it.';
  return off >= 24 * 60 * MINUTE ? fail(says, advice) : warn(says, advice);
}

/** A check that was not done in time, or broke. */
export const judgeLate = (boundMs: number): Finding =>
  fail(`No answer within ${seconds(boundMs)} s.`, 'Close other apps and check again.');
export const judgeBroken = (name: string): Finding =>
  fail(`The check itself failed (${name}).`, 'Save the log as a file and show it to your coordinator.');

const megabytes = (bytes: number): string =>
  bytes < 1_000 * MEGABYTE
    ? `${String(Math.floor(bytes / MEGABYTE))} MB`
    : `${String(Math.floor(bytes / (1_000 * MEGABYTE)))} GB`;

function seconds(ms: number): string {
  return ms < 10_000 ? (Math.max(100, ms) / 1_000).toFixed(1) : String(Math.round(ms / 1_000));
}

function span(ms: number): string {
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 120) return `${String(minutes)} minutes`;
  return minutes < 48 * 60
    ? `${String(Math.round(minutes / 60))} hours`
    : `${String(Math.round(minutes / 1_440))} days`;
}

const WORD = { ok: 'OK  ', warn: 'NOTE', fail: 'FAIL' } as const;

/** The result as text, for a message or a file. */
export function selfTestText(result: SelfTestResult): string {
  const lines = result.checks.map(({ check, state, says, advice, ms }) =>
    [
      `${WORD[state]} ${check}: ${says}`,
      ...(advice === undefined ? [] : [advice]),
      `(${String(Math.round(ms))} ms)`,
    ].join(' '),
  );
  return [
    `Fieldsync self-test, ${new Date(result.at).toISOString()}, version ${result.build}`,
    ...lines,
    '',
  ].join('\n');
}
