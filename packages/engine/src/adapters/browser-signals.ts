import type { ConnectionType } from '@fieldsync/protocol';
import type { PowerReading } from '../core/stored.ts';

export interface BrowserSignalHandlers {
  readonly online: (online: boolean) => void;
  readonly network: (type: ConnectionType) => void;
  readonly visible: () => void;
  readonly hidden: () => void;
  readonly power: (reading: PowerReading) => void;
}

interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

interface BatteryManager extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
}

interface NavigatorExtras {
  readonly connection?: NetworkInformation;
  readonly getBattery?: () => Promise<BatteryManager>;
}

const TYPES: Readonly<Record<string, ConnectionType>> = {
  wifi: 'wifi',
  cellular: 'cellular',
  ethernet: 'ethernet',
};

function connectionType(connection: NetworkInformation | undefined): ConnectionType {
  return TYPES[connection?.type ?? ''] ?? 'unknown';
}

/** What a page can see of link, battery and visibility; a worker sees less, so pages write it down for it. */
export function watchBrowser(handlers: BrowserSignalHandlers, now: () => number): () => void {
  const extras = navigator as Navigator & NavigatorExtras;
  const ended = new AbortController();
  const { signal } = ended;
  addEventListener(
    'online',
    () => {
      handlers.online(true);
    },
    { signal },
  );
  addEventListener(
    'offline',
    () => {
      handlers.online(false);
    },
    { signal },
  );
  document.addEventListener(
    'visibilitychange',
    () => {
      (document.visibilityState === 'visible' ? handlers.visible : handlers.hidden)();
    },
    { signal },
  );
  extras.connection?.addEventListener(
    'change',
    () => {
      handlers.network(connectionType(extras.connection));
    },
    { signal },
  );
  handlers.network(connectionType(extras.connection));
  void watchBattery(extras, handlers, now, signal);
  return () => {
    ended.abort();
  };
}

async function watchBattery(
  extras: NavigatorExtras,
  handlers: BrowserSignalHandlers,
  now: () => number,
  signal: AbortSignal,
): Promise<void> {
  const battery = await extras.getBattery?.().catch(() => undefined);
  if (battery === undefined || signal.aborted) return;
  const report = (): void => {
    handlers.power({ level: Math.round(battery.level * 100), charging: battery.charging, at: now() });
  };
  for (const name of ['levelchange', 'chargingchange']) battery.addEventListener(name, report, { signal });
  report();
}
