import type { PowerReading } from '../core/readings.ts';

interface BatteryManager extends EventTarget {
  readonly level: number;
  readonly charging: boolean;
}

/**
 * Reports the battery at once and on each change, where the browser tells it (a page in Chromium).
 * @returns reads it again
 */
export function watchBattery(
  report: (reading: PowerReading) => void,
  now: () => number,
  signal: AbortSignal,
): () => void {
  let battery: BatteryManager | undefined;
  const read = (): void => {
    if (battery === undefined || signal.aborted) return;
    report({ level: Math.round(battery.level * 100), charging: battery.charging, at: now() });
  };
  const { getBattery } = navigator as Navigator & { readonly getBattery?: () => Promise<BatteryManager> };
  void getBattery
    ?.call(navigator)
    .then((found) => {
      battery = found;
      for (const name of ['levelchange', 'chargingchange']) found.addEventListener(name, read, { signal });
      read();
    })
    /* Refused by permission: then the battery is not told, as in a browser without it. */
    .catch(() => undefined);
  return read;
}
