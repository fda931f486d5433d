import { READ_AGAIN_MS, type NetworkReading, type PowerReading } from '../core/readings.ts';
import type { PressureReading, VisibilityReading } from '../core/readings.ts';
import { networkInformation, readNetwork } from './read-network.ts';
import { watchBattery } from './watch-battery.ts';
import { watchPressure } from './watch-pressure.ts';

export interface BrowserSignalHandlers {
  readonly online: (online: boolean) => void;
  readonly visibility: (reading: VisibilityReading) => void;
  readonly network: (reading: NetworkReading) => void;
  readonly power: (reading: PowerReading) => void;
  readonly pressure: (reading: PressureReading) => void;
}

export interface BrowserWatch {
  /** Reports again what has not changed, once that is old: what is written down must not look older than it is. */
  readonly refresh: () => void;
  readonly stop: () => void;
}

/** What a page can see of link, battery, pressure and visibility; a worker sees less, so pages write it down for it. */
export function watchBrowser(handlers: BrowserSignalHandlers, now: () => number): BrowserWatch {
  const ended = new AbortController();
  const { signal } = ended;
  for (const name of ['online', 'offline'] as const)
    addEventListener(
      name,
      () => {
        handlers.online(name === 'online');
      },
      { signal },
    );
  const visibility = (): void => {
    handlers.visibility({ visible: document.visibilityState === 'visible', at: now() });
  };
  document.addEventListener('visibilitychange', visibility, { signal });
  const network = (): void => {
    handlers.network(readNetwork(now()));
  };
  networkInformation()?.addEventListener('change', network, { signal });
  network();
  const battery = watchBattery(handlers.power, now, signal);
  watchPressure(handlers.pressure, now, signal);
  let readAt = now();
  return {
    refresh: () => {
      if (now() - readAt < READ_AGAIN_MS) return;
      readAt = now();
      network();
      battery();
    },
    stop: () => {
      ended.abort();
    },
  };
}
