import type { ConnectionType } from '@fieldsync/protocol';
import type { NetworkReading } from '../core/readings.ts';

/** Network Information, as far as a browser has it: Chromium does, in workers too; Firefox and Safari do not. */
export interface NetworkInformation extends EventTarget {
  readonly type?: string;
  readonly saveData?: boolean;
  readonly metered?: boolean;
}

const TYPES: Readonly<Record<string, ConnectionType>> = {
  wifi: 'wifi',
  cellular: 'cellular',
  ethernet: 'ethernet',
};

export function networkInformation(): NetworkInformation | undefined {
  return (navigator as { readonly connection?: NetworkInformation }).connection;
}

/** A browser that tells nothing of its network gives a reading, too: what the person says of it still counts. */
export function readNetwork(now: number): NetworkReading {
  const { type, saveData, metered } = networkInformation() ?? {};
  return {
    type: TYPES[type ?? ''] ?? 'unknown',
    saveData: saveData ?? false,
    ...(metered === undefined ? {} : { metered }),
    at: now,
  };
}
