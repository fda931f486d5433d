/** Runs in the page: two databases, a small one and a large one, asked the same questions in turn. */
import {
  beginBuild,
  buildItem,
  buildRecord,
  DexieEngineStore,
  Drainer,
  MemoryDrainLock,
  readState,
  Recorder,
  systemClock,
  systemRandom,
  testId,
  type ExchangeResult,
} from '@fieldsync/engine/testing';
import type { DeviceId, RecordData } from '@fieldsync/protocol';

export const QUESTIONS = ['opening', 'counting', 'picking a batch', 'one save'] as const;
export type Question = (typeof QUESTIONS)[number];
export type Timings = Record<Question, number[]>;

export interface ScalePage {
  fill(account: string, count: number): Promise<number>;
  ask(account: string): Promise<Record<Question, number>>;
}

const AT_A_TIME = 500;
const device = testId(7, 1) as DeviceId;
const answers = (n: number): RecordData => ({
  assessmentType: 'FOOD',
  affectedEntityId: testId(8, n % 400),
  assessedAt: '2026-11-20T09:30:00.000Z',
  peopleAffected: n % 5_000,
  additionalDetails: `Visit ${String(n)}: the borehole is dry and the next market is two hours away. `.repeat(
    4,
  ),
});

async function fill(account: string, count: number): Promise<number> {
  const store = DexieEngineStore.open(account);
  await beginBuild(store, () => device);
  for (let from = 0; from < count; from += AT_A_TIME) {
    await store.write(async (tx) => {
      for (let n = from; n < Math.min(count, from + AT_A_TIME); n += 1) {
        const data = answers(n);
        await tx.putRecord(buildRecord(n, { data }));
        await tx.putItem(buildItem(n, { data, score: 30 + (n % 50), alone: true, sizeBytes: 700 }));
      }
    });
  }
  await store.write(async (tx) => {
    await tx.putMeta('sequence', count);
    await tx.putMeta('recordTotals', { phone: count, office: 0, needs: 0, conflict: 0 });
    const none = { critical: 0, high: 0, low: 0, needsYou: 0, conflict: 0, sending: 0 };
    await tx.putMeta('counts', { ...none, normal: count });
  });
  const { counts } = await store.read((tx) => readState(tx, systemClock.now()));
  store.close();
  return counts.normal;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Until the request that carries the batch would leave. */
async function picking(store: DexieEngineStore): Promise<number> {
  const ended = new AbortController();
  const started = performance.now();
  let pickedAt = 0;
  const drainer = new Drainer({
    store,
    transport: {
      exchange: (request): Promise<ExchangeResult> => {
        pickedAt ||= performance.now();
        if ((request.operations ?? []).length === 0) throw new Error('nothing was picked');
        ended.abort();
        const figures = { rawBytes: 0, upBytes: 0, downBytes: 0, durationMs: 0 };
        return Promise.resolve({ ok: false, code: 'OFFLINE', message: 'no link', figures });
      },
      isOffline: () => false,
      isCold: () => true,
      probe: () => Promise.resolve({ ok: false, code: 'OFFLINE' }),
    },
    lock: new MemoryDrainLock(),
    clock: systemClock,
    random: systemRandom,
    device,
    appVersion: 'bench',
    storage: () => Promise.resolve(undefined),
    emit: () => undefined,
    observe: () => undefined,
    reordering: () => undefined,
  });
  await drainer.drain({ trigger: 'bench', manual: true, ignoreBackoff: true, signal: ended.signal });
  if (pickedAt === 0) throw new Error('nothing was sent');
  return pickedAt - started;
}

const page: ScalePage = {
  fill,
  async ask(account) {
    let store = DexieEngineStore.open(account);
    await beginBuild(store, () => device);
    store.close();
    let opened: DexieEngineStore | undefined;
    const opening = await timed(async () => {
      opened = DexieEngineStore.open(account);
      await beginBuild(opened, () => device);
    });
    if (opened === undefined) throw new Error('it did not open');
    store = opened;
    const counting = await timed(() => store.read((tx) => readState(tx, systemClock.now())));
    const recorder = new Recorder(store, systemClock, systemRandom);
    const batch = await picking(store);
    const save = await timed(async () => {
      const saved = await recorder.save({ type: 'ASSESSMENT', data: answers(7) });
      if (!saved.ok) throw new Error('not saved');
    });
    store.close();
    return { opening, counting, 'picking a batch': batch, 'one save': save };
  },
};

(globalThis as typeof globalThis & { scalePage: ScalePage }).scalePage = page;
