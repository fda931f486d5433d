/**
 * What a page last saw of the phone, with when: a worker sees less, and judges by what was written down for it. How long
 * each reading counts is said here, once.
 */
import type { ConnectionType } from '@fieldsync/protocol';

export interface PowerReading {
  /** 0-100. */
  readonly level: number;
  readonly charging: boolean;
  /** ms since 1970, as for the others. */
  readonly at: number;
}

export interface NetworkReading {
  readonly type: ConnectionType;
  /** Only where the browser says so. */
  readonly metered?: boolean;
  readonly saveData: boolean;
  readonly at: number;
}

/** As the Compute Pressure API names it. */
export const PRESSURE_STATES = ['nominal', 'fair', 'serious', 'critical'] as const;
export type PressureState = (typeof PRESSURE_STATES)[number];

export interface PressureReading {
  readonly state: PressureState;
  readonly at: number;
}

export interface VisibilityReading {
  readonly visible: boolean;
  readonly at: number;
}

/** An open page writes its readings again when they are older than this, although nothing changed. */
export const READ_AGAIN_MS = 10 * 60_000;

const MINUTE = 60_000;

/**
 * - A charger is pulled any moment: that the phone charges is believed for half an hour.
 * - A level that was too low has only fallen since, unless somebody charged the phone; four hours on, somebody may have.
 * - What a connection costs, and the data saver, are a person's money: believed for half a day.
 * - No phone is at its limit for long: ten minutes.
 */
export const BELIEVED_MS = {
  charging: 30 * MINUTE,
  lowLevel: 240 * MINUTE,
  network: 720 * MINUTE,
  pressure: 10 * MINUTE,
} as const;

/** Whether a reading still counts. One from the future was written before the phone's clock was set back. */
export function isBelieved(reading: { readonly at: number }, forMs: number, now: number): boolean {
  return Math.abs(now - reading.at) <= forMs;
}
