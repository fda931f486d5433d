/** What a drain needs and is asked for: known to the drainer and to its session, which know nothing more of each other. */
import type { DeviceId } from '@fieldsync/protocol';
import type { SessionOutcome } from './core/stored.ts';
import type { SyncEvents } from './events.ts';
import type { Clock, DrainLock, EngineStore, ExchangeResult, Random, Transport } from './ports.ts';

export interface DrainerPorts {
  readonly store: EngineStore;
  readonly transport: Transport;
  readonly lock: DrainLock;
  readonly clock: Clock;
  readonly random: Random;
  readonly device: DeviceId;
  readonly appVersion: string;
  readonly storage: () => Promise<{ usedBytes: number; quotaBytes: number } | undefined>;
  readonly emit: <Name extends keyof SyncEvents>(name: Name, event: SyncEvents[Name]) => void;
  /** Told of each exchange's outcome, so that connectivity is judged by real traffic. */
  readonly observe: (result: ExchangeResult) => void;
  /** Told when the order of the queue follows from other rules, and more of it is to be gone through. */
  readonly reordering: () => void;
}

export interface DrainOptions {
  readonly trigger: string;
  /** A person asked: backoff does not hold it up. */
  readonly manual?: boolean;
  /** The caller paces itself: a sync event has only its 180 s. */
  readonly ignoreBackoff?: boolean;
  /** Ask for changes even with nothing to send. */
  readonly pull?: boolean;
  /** Wait for the lock rather than leave the work to whoever holds it. */
  readonly wait?: boolean;
  /** Begin no further request after this, ms since 1970. */
  readonly deadline?: number;
  readonly signal: AbortSignal;
}

export type DrainOutcome = SessionOutcome | 'busy' | 'idle';
