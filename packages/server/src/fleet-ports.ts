/** What looking after the phones needs from the database, by contract: their list, commands, alerts. */
import type {
  AlertLimit,
  Command,
  CommandId,
  CriticalAlert,
  DeviceId,
  DevicePage,
  DeviceQuery,
  UserId,
} from '@fieldsync/protocol';
import type { Act } from './priority-ports.ts';

export interface DeviceList {
  /**
   * One page, who needs somebody first at its top, and the counts for the filters.
   * @param now ISO 8601
   * @returns undefined when `after` is not from a page of this list
   */
  page(query: DeviceQuery, now: string): Promise<DevicePage | undefined>;
}

/** A command and whom it is for. */
export interface Order {
  readonly device: DeviceId;
  /** Whose device it is. */
  readonly owner: UserId;
  readonly command: Command;
}

export interface CommandBook {
  /** Keeps them, withdraws those whose place they take, and adds the audit lines, in one transaction [X5]. */
  give(orders: readonly Order[], act: Act): Promise<void>;
  /** Whose these devices are, without those that were never heard of and those of somebody who was erased. */
  owners(devices: readonly DeviceId[]): Promise<ReadonlyMap<DeviceId, UserId>>;
  /** Ids of another device's commands change nothing. @returns whether anything was new */
  acknowledge(device: DeviceId, done: readonly CommandId[], at: string): Promise<boolean>;
}

export interface Looked {
  /** Alerts that began or ended. */
  readonly changed: number;
  /** There was more than one look may do. */
  readonly more: boolean;
}

export interface AlertBook {
  /**
   * Begins an alert for each device that holds a critical record for too long and has none, and ends those of devices that no
   * longer do, each with the job that tells of it, in one transaction. Of several at once one looks, and the others do nothing.
   */
  look(now: string, limit: AlertLimit): Promise<Looked>;
  find(id: string): Promise<CriticalAlert | null>;
  /** Those that are open, the oldest record first, at most `most`, and how many there are. */
  open(most: number): Promise<{ readonly items: readonly CriticalAlert[]; readonly count: number }>;
  limit(): Promise<AlertLimit>;
  /** With its audit line, in one transaction. */
  setLimit(limit: AlertLimit, act: Act): Promise<void>;
}
