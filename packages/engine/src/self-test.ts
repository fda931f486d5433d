import {
  CHECKS,
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
  type Check,
  type CheckResult,
  type EncryptionReading,
  type Finding,
  type OfficeReading,
  type SelfTestResult,
  type SenderReading,
  type StorageReading,
  type WakePath,
  type WorkerReading,
} from './core/self-test.ts';
import type { Journal } from './journal.ts';
import { StoreFullError, StoreLockedError, type Clock, type EngineStore, type Transport } from './ports.ts';

/** What a self-test can find out of the browser. Each may throw, and may never answer. */
export interface BrowserReadings {
  readonly persisted: () => Promise<boolean | undefined>;
  readonly room: () => Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | undefined>;
  readonly worker: () => Promise<WorkerReading>;
  /** Asks the thread, where there is one. */
  readonly sender: () => Promise<SenderReading>;
  /** Registers for real: whether a browser offers a wake-up and whether it grants one differ. */
  readonly wakeUp: () => Promise<{ readonly path: WakePath; readonly periodic: boolean }>;
  readonly locks: () => Promise<boolean>;
  readonly encryption: () => Promise<EncryptionReading>;
  readonly compression: () => Promise<{ readonly raw: number; readonly packed: number } | undefined>;
}

export interface SelfTestPorts {
  readonly clock: Clock;
  readonly store: EngineStore;
  readonly transport: Transport;
  readonly journal: Journal;
  readonly browser: BrowserReadings;
  readonly build: string;
}

/** Longer than the office is waited for, so that silence is told as silence. */
const BOUND_MS = 15_000;
const PROBE_MS = 10_000;

/** Looks at everything that sending needs, all at once. Never throws, and is over within its bound whatever hangs. */
export async function selfTest(ports: SelfTestPorts): Promise<SelfTestResult> {
  const { clock, transport, browser, build } = ports;
  const ended = new AbortController();
  const office = askOffice(transport, ended.signal);
  const look: Readonly<Record<Check, () => Promise<Finding>>> = {
    storage: async () => judgeStorage(await roundTrip(ports.store, clock)),
    kept: async () => judgeKept(await browser.persisted()),
    room: async () => judgeRoom(await browser.room()),
    worker: async () => judgeWorker(await browser.worker(), build),
    sender: async () => judgeSender(await browser.sender()),
    'wake-up': async () => {
      const { path, periodic } = await browser.wakeUp();
      return judgeWakeUp(path, periodic);
    },
    locks: async () => judgeLocks(await browser.locks()),
    encryption: async () => {
      const { records, quarantined } = await openNewest(ports.store);
      return judgeEncryption(await browser.encryption(), records, quarantined);
    },
    compression: async () => judgeCompression(await browser.compression()),
    office: async () => judgeOffice(await office),
    clock: async () => judgeClock(await office, clock.now()),
  };
  const at = clock.now();
  const checks = await Promise.all(CHECKS.map((check) => bounded(clock, check, look[check])));
  ended.abort();
  const names = (state: CheckResult['state']): Check[] =>
    checks.filter((result) => result.state === state).map(({ check }) => check);
  ports.journal.note({ what: 'self-test', warned: names('warn'), failed: names('fail') });
  return { at, build, checks };
}

async function bounded(clock: Clock, check: Check, look: () => Promise<Finding>): Promise<CheckResult> {
  const began = clock.now();
  const over = new AbortController();
  const finding = await Promise.race([
    look().catch((error: unknown) => judgeBroken(error instanceof Error ? error.name : typeof error)),
    clock.sleep(BOUND_MS, over.signal).then(() => judgeLate(BOUND_MS)),
  ]);
  over.abort();
  return { check, ...finding, ms: Math.max(0, clock.now() - began) };
}

async function askOffice(transport: Transport, signal: AbortSignal): Promise<OfficeReading> {
  const probe = await transport.probe({ signal, timeoutMs: PROBE_MS });
  return probe.ok
    ? { reached: true, rttMs: probe.rttMs, officeNow: probe.officeNow ?? null }
    : { reached: false, code: probe.code };
}

/** Three transactions, strict like every write: what the second and the last read was on disk. */
async function roundTrip(store: EngineStore, clock: Clock): Promise<StorageReading> {
  const mark = clock.now();
  try {
    await store.write((tx) => tx.putMeta('scratch', mark));
    if ((await store.read((tx) => tx.getMeta('scratch'))) !== mark) return 'differs';
    await store.write((tx) => tx.deleteMeta('scratch'));
    return (await store.read((tx) => tx.getMeta('scratch'))) === undefined ? 'kept' : 'still-there';
  } catch (error) {
    if (error instanceof StoreFullError) return 'full';
    throw error;
  }
}

/** Opens the newest record with this phone's own key. */
async function openNewest(
  store: EngineStore,
): Promise<{ readonly records: 'opens' | 'locked' | 'none'; readonly quarantined: number }> {
  const open = async (): Promise<'opens' | 'none'> =>
    (await store.read((tx) => tx.listRecords({ limit: 1 }))).length === 0 ? 'none' : 'opens';
  const records = await open().catch((error: unknown) => {
    if (error instanceof StoreLockedError) return 'locked' as const;
    throw error;
  });
  return { records, quarantined: await store.read(async (tx) => (await tx.getMeta('quarantined')) ?? 0) };
}
