/** Runs in the page: an outbox filled as a field worker would fill it, then drained. */
import { createFieldsync, type BackgroundSyncManager } from '@fieldsync/engine';
import type { Operation, RecordData, RecordId } from '@fieldsync/protocol';

export interface DrainFigures {
  /** ms from "go" to the last acknowledgement. */
  readonly durationMs: number;
  /** ms to the last critical one; null when there was none. */
  readonly criticalMs: number | null;
  readonly firstMs: number;
  readonly completed: number;
  readonly requests: number;
  readonly rawBytes: number;
  readonly wireBytes: number;
  readonly heapStartBytes: number;
  readonly heapPeakBytes: number;
  readonly longestTaskMs: number;
  readonly saveMs: number;
}

export interface DrainPage {
  fill(earlier: Operation[], operations: Operation[]): Promise<number>;
  drain(): Promise<DrainFigures>;
}

interface MemoryInfo {
  readonly usedJSHeapSize: number;
}

const heapBytes = (): number =>
  (performance as Performance & { memory?: MemoryInfo }).memory?.usedJSHeapSize ?? 0;

let sync: BackgroundSyncManager | undefined;
let saveMs = 0;

/** The engine mints its own ids: what refers to another record of the corpus must follow. */
const minted = new Map<string, RecordId>();

function translated(data: RecordData): RecordData {
  const refersTo = data['assessmentId'];
  if (typeof refersTo !== 'string') return data;
  const id = minted.get(refersTo);
  return id === undefined ? data : { ...data, assessmentId: id };
}

async function capture(engine: BackgroundSyncManager, operation: Operation): Promise<void> {
  const priority = operation.priority === undefined ? {} : { priority: operation.priority };
  if (operation.action === 'CREATE') {
    const saved = await engine.save({ type: operation.type, data: translated(operation.data), ...priority });
    if (!saved.ok) throw new Error(`not saved: ${JSON.stringify(saved)}`);
    minted.set(operation.entityId, saved.record.id);
    return;
  }
  const id = minted.get(operation.entityId);
  const record = id === undefined ? undefined : await engine.getRecord(id);
  if (id === undefined || record === undefined || operation.action !== 'UPDATE')
    throw new Error('the corpus changes a record that was not captured');
  const saved = await engine.update({ id, data: { ...record.data, ...operation.patch }, ...priority });
  if (!saved.ok) throw new Error(`not updated: ${JSON.stringify(saved)}`);
}

async function untilEmpty(engine: BackgroundSyncManager): Promise<void> {
  for (;;) {
    const { counts } = await engine.getState();
    if (counts.critical + counts.high + counts.normal + counts.low === 0) return;
    await new Promise((resolve) => {
      const off = engine.on('session:ended', () => {
        off();
        resolve(undefined);
      });
    });
  }
}

const page: DrainPage = {
  async fill(earlier, operations) {
    const session = (await (await fetch('/api/v1/session')).json()) as { data: { user: { id: string } } };
    const engine = await createFieldsync({ account: session.data.user.id, appVersion: 'bench' });
    sync = engine;
    await engine.pause();
    for (const operation of earlier) await capture(engine, operation);
    await engine.resume();
    await engine.syncNow();
    await untilEmpty(engine);
    await engine.pause();
    const started = performance.now();
    for (const operation of operations) await capture(engine, operation);
    saveMs = (performance.now() - started) / Math.max(1, operations.length);
    const { counts } = await engine.getState();
    return counts.critical + counts.high + counts.normal + counts.low;
  },

  async drain() {
    if (sync === undefined) throw new Error('fill first');
    const engine = sync;
    const heapStartBytes = heapBytes();
    let heapPeakBytes = heapStartBytes;
    let longestTaskMs = 0;
    let firstMs = 0;
    let criticalMs: number | null = null;
    const sampler = setInterval(() => {
      heapPeakBytes = Math.max(heapPeakBytes, heapBytes());
    }, 5);
    const tasks = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, entry.duration);
    });
    tasks.observe({ type: 'longtask' });
    const started = performance.now();
    const off = engine.on('session:progressed', (session) => {
      const now = performance.now() - started;
      if (firstMs === 0) firstMs = now;
      if (
        criticalMs === null &&
        session.criticalTotal > 0 &&
        session.criticalCompleted >= session.criticalTotal
      )
        criticalMs = now;
    });
    await engine.resume();
    await untilEmpty(engine);
    const durationMs = performance.now() - started;
    off();
    clearInterval(sampler);
    tasks.disconnect();
    const { session } = await engine.getState();
    if (session === null) throw new Error('there was no session');
    const { completed, requests, rawBytes, wireBytes } = session;
    return {
      durationMs,
      criticalMs,
      firstMs,
      completed,
      requests,
      rawBytes,
      wireBytes,
      heapStartBytes,
      heapPeakBytes,
      longestTaskMs,
      saveMs,
    };
  },
};

(globalThis as typeof globalThis & { drainPage: DrainPage }).drainPage = page;
