/** What tests, the simulation and the benchmarks need beyond the public surface. */
export { comesBefore } from '../adapters/comes-before.ts';
export { DexieEngineStore } from '../adapters/dexie-engine-store.ts';
export { systemClock, systemRandom } from '../adapters/system-clock.ts';
export { beginBuild } from '../begin-build.ts';
export { failedAlone } from '../core/blame.ts';
export { laneOf, orderOf, TOGETHER_MS } from '../core/queue-order.ts';
export { burstJoules } from '../core/energy.ts';
export { Drainer, type DrainOptions, type DrainOutcome, type DrainerPorts } from '../drainer.ts';
export type {
  Clock,
  DrainLock,
  EngineStore,
  ExchangeResult,
  ProbeResult,
  Random,
  StoreReader,
  StoreWriter,
  Transport,
} from '../ports.ts';
export { readOutlook } from '../read-outlook.ts';
export { readState } from '../read-state.ts';
export { Rescorer } from '../rescorer.ts';
export { Recorder } from '../recorder.ts';
export { Shelf } from '../shelf.ts';
export type { OutboxItem, Radio, StoredRecord } from '../core/stored.ts';
export { SyncScheduler } from '../sync-scheduler.ts';
export { drainInEvent } from '../worker/wake-drain.ts';
export { buildItem, buildRecord, testId } from './build-item.ts';
export { ManualClock } from './manual-clock.ts';
export { MemoryDisk, MemoryEngineStore } from './memory-engine-store.ts';
export { MemoryDrainLock } from './memory-drain-lock.ts';
export { seededRandom } from './seeded-random.ts';
export { whenItLeaves } from './when-it-leaves.ts';
