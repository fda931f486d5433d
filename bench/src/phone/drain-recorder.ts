/** Runs in the page: what a drain looks like from inside. Times are milliseconds since 1970, to compare with the office's. */
import type { BackgroundSyncManager } from '@fieldsync/engine';

export interface SeenExchange {
  readonly beganMs: number;
  readonly endedMs: number;
  readonly ok: boolean;
  readonly code: string | null;
  readonly coder: string;
  readonly rawBytes: number;
  readonly upBytes: number;
  readonly downBytes: number;
  /** That the office was at work, by its own word. */
  readonly officeMs: number;
}

export interface SeenVerdict {
  readonly atMs: number;
  readonly itemId: string;
  readonly status: string;
}

export interface DrainSeen {
  readonly exchanges: readonly SeenExchange[];
  readonly verdicts: readonly SeenVerdict[];
  readonly heapStartBytes: number;
  readonly heapPeakBytes: number;
  /** The browser reports those of 50 ms and more; 0 when there was none. */
  readonly longestTaskMs: number;
}

interface MemoryInfo {
  readonly usedJSHeapSize: number;
}

const heapBytes = (): number =>
  (performance as Performance & { memory?: MemoryInfo }).memory?.usedJSHeapSize ?? 0;

/** Often enough for a peak that lasts a batch, seldom enough to cost the drain nothing that shows. */
const SAMPLE_MS = 50;

export const nowMs = (): number => performance.timeOrigin + performance.now();

/** From a task of its own: what the work before it still has on its stack would be taken for live. */
async function collectGarbage(): Promise<void> {
  const { gc } = globalThis as { gc?: (how: object) => Promise<void> };
  await gc?.({ type: 'major', execution: 'async' });
}

/** @returns what ends the recording and tells it */
export async function recordDrain(engine: BackgroundSyncManager): Promise<() => DrainSeen> {
  const exchanges: SeenExchange[] = [];
  const verdicts: SeenVerdict[] = [];
  await collectGarbage();
  const heapStartBytes = heapBytes();
  let heapPeakBytes = heapStartBytes;
  let longestTaskMs = 0;
  const sampler = setInterval(() => {
    heapPeakBytes = Math.max(heapPeakBytes, heapBytes());
  }, SAMPLE_MS);
  const tasks = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, entry.duration);
  });
  tasks.observe({ type: 'longtask' });
  const offs = [
    engine.on('exchange:ended', (seen) => {
      const { rawBytes, upBytes, downBytes, durationMs, officeMs = 0 } = seen.figures;
      const endedMs = nowMs();
      // Absent where the engine writes JSON alone.
      const coder = (seen.figures as { coder?: string }).coder ?? 'json';
      exchanges.push({
        beganMs: endedMs - durationMs,
        endedMs,
        ok: seen.ok,
        code: seen.ok ? null : seen.code,
        coder,
        rawBytes,
        upBytes,
        downBytes,
        officeMs,
      });
    }),
    engine.on('item:judged', ({ itemId, status }) => {
      verdicts.push({ atMs: nowMs(), itemId, status });
    }),
  ];
  return () => {
    for (const off of offs) off();
    clearInterval(sampler);
    tasks.disconnect();
    return { exchanges, verdicts, heapStartBytes, heapPeakBytes, longestTaskMs };
  };
}
