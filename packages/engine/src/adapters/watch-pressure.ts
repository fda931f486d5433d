import { PRESSURE_STATES, type PressureReading } from '../core/readings.ts';

interface PressureObserver {
  observe(source: 'cpu', options: { readonly sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (
  report: (records: readonly { readonly state: string }[]) => void,
) => PressureObserver;

const SAMPLE_MS = 10_000;

/** Reports how busy the phone is, where the browser tells it (Compute Pressure: Chromium on computers so far). */
export function watchPressure(
  report: (reading: PressureReading) => void,
  now: () => number,
  signal: AbortSignal,
): void {
  const { PressureObserver: Observer } = globalThis as { readonly PressureObserver?: PressureObserverClass };
  if (Observer === undefined) return;
  const observer = new Observer((records) => {
    const state = PRESSURE_STATES.find((each) => each === records.at(-1)?.state);
    if (state !== undefined) report({ state, at: now() });
  });
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });
  /* Refused by permission policy: then pressure is not told. */
  observer.observe('cpu', { sampleInterval: SAMPLE_MS }).catch(() => undefined);
}
