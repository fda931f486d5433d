import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DexieEngineStore } from '../adapters/dexie-engine-store.ts';
import { EngineDatabase } from '../adapters/engine-database.ts';
import { KeyRing, makeKey } from '../adapters/key-ring.ts';
import type { DrainOptions } from '../drainer.ts';
import { openPageDrainer } from '../open-page-drainer.ts';
import { StoreLockedError } from '../ports.ts';
import { HeldDrainer, InProcessWorker, later } from '../testing/in-process-drain-worker.ts';
import { cholera, food, Phone } from '../testing/phone.ts';
import { UnlockedDrainer } from '../unlocked-drainer.ts';
import type { OpenedKeys } from './messages.ts';
import type { DrainWorkerEngine } from './serve-drains.ts';
import { OPENING_MS, WorkerDrainer, type DrainPort } from './worker-drainer.ts';

const OF = { account: 'anna', baseUrl: 'https://office.example', appVersion: '2.0.0' };

const unstopped = () => new AbortController().signal;
const asking = (trigger: string, signal = unstopped()): DrainOptions => ({ trigger, signal });
/** Everything that is on its way has arrived. */
const delivered = () => vi.advanceTimersByTimeAsync(0);

/** A page and its worker. The worker opens when the test says so. */
function beginPage() {
  const [inWorker, onPage] = [new HeldDrainer(), new HeldDrainer()];
  const failed = vi.fn<(error: unknown) => void>();
  const warm = vi.fn<() => void>();
  const opening = later<DrainWorkerEngine>();
  const open = vi.fn(() => opening.promise);
  const worker = new InProcessWorker({ open, warm });
  const page = new WorkerDrainer({ open: () => worker, of: OF, otherwise: onPage, failed, now: Date.now });
  const opened = async (): Promise<void> => {
    opening.resolve({ drainer: inWorker, adoptKeys: () => undefined });
    await delivered();
  };
  return { page, worker, inWorker, onPage, failed, warm, open, opened, refused: opening.reject };
}

const ringOf = (account: string) => new KeyRing(new EngineDatabase(account).keys);

/** As the browser gives a page its worker. */
function stubWorker(make: () => DrainPort): void {
  vi.stubGlobal('Worker', function (script: string) {
    expect(script).toBe('/drain.js');
    return make();
  });
}

describe('a page that has a worker to drain', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('[P3] drains in the worker with the same options, and gets the outcome', async () => {
    const { page, inWorker, onPage, open, opened } = beginPage();
    await opened();
    expect(open.mock.calls).toEqual([[OF]]);
    const { signal } = new AbortController();
    const wishes = { manual: true, ignoreBackoff: true, pull: true, wait: true, deadline: 1_800_000 };
    const drain = page.drain({ trigger: 'manual', ...wishes, signal });
    await delivered();
    const { options, resolve } = inWorker.at(0);
    expect(options).toEqual({ trigger: 'manual', ...wishes, signal: expect.any(AbortSignal) as AbortSignal });
    resolve('held');
    expect([await drain, onPage.drains]).toEqual(['held', []]);
  });

  it('has done, once the worker has opened, what it asked before; each gets the outcome of its own', async () => {
    const { page, inWorker, onPage, warm, opened } = beginPage();
    const asked = ['save', 'timer', 'online'];
    const drains = asked.map((trigger) => page.drain(asking(trigger)));
    page.warm();
    await delivered();
    /* To warm needs no database. */
    expect([inWorker.drains.length, warm.mock.calls.length]).toEqual([0, 1]);
    await opened();
    expect(inWorker.drains.map(({ options }) => options.trigger)).toEqual(asked);
    inWorker.at(2).resolve('done');
    expect(await drains[2]).toBe('done');
    inWorker.at(0).resolve('lost');
    inWorker.at(1).resolve('busy');
    expect([await Promise.all(drains), onPage.drains]).toEqual([['lost', 'busy', 'done'], []]);
  });

  it('stops the drain whose signal is aborted, and no other', async () => {
    const { page, inWorker, opened } = beginPage();
    await opened();
    const stop = new AbortController();
    const drains = [page.drain(asking('save', stop.signal)), page.drain(asking('timer'))];
    await delivered();
    stop.abort();
    expect(await drains[0]).toBe('stopped');
    expect(inWorker.drains.map(({ options }) => options.signal.aborted)).toEqual([true, false]);
    inWorker.at(1).resolve('done');
    expect(await drains[1]).toBe('done');
  });

  it('stops one that still waits for the worker to open: it begins as stopped', async () => {
    const { page, inWorker, opened } = beginPage();
    const stop = new AbortController();
    void page.drain(asking('save', stop.signal));
    await delivered();
    stop.abort();
    await opened();
    expect(inWorker.at(0).options.signal.aborted).toBe(true);
  });

  it('does itself what is aborted before it is asked', async () => {
    const { page, inWorker, onPage, opened } = beginPage();
    await opened();
    const options = asking('save', AbortSignal.abort());
    const drain = page.drain(options);
    await delivered();
    expect(inWorker.drains).toEqual([]);
    expect(onPage.at(0).options).toBe(options);
    onPage.at(0).resolve('busy');
    expect(await drain).toBe('busy');
  });

  it.each([
    ['an error', new RangeError('too far'), { name: 'RangeError', message: 'too far' }],
    ['one of the browser', new DOMException('gone', 'DataError'), { name: 'DataError', message: 'gone' }],
    ['only words', 'no more', { name: 'Error', message: 'no more' }],
  ])('gets %s that a drain threw, and goes on with the worker', async (_, thrown, words) => {
    const { page, worker, inWorker, failed, opened } = beginPage();
    await opened();
    const drain = page.drain(asking('save'));
    await delivered();
    inWorker.at(0).reject(thrown);
    const error: unknown = await drain.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject(words);
    const next = page.drain(asking('timer'));
    await delivered();
    inWorker.at(1).resolve('done');
    expect([await next, failed.mock.calls, worker.terminations]).toEqual(['done', [], 0]);
  });

  it('hears of an error that nobody awaited in the worker, and goes on with it', async () => {
    const { page, worker, inWorker, onPage, failed, opened } = beginPage();
    await opened();
    const drains = [page.drain(asking('save'))];
    worker.happens('unhandledrejection', { reason: new TypeError('no such row') });
    drains.push(page.drain(asking('timer')));
    await delivered();
    expect(failed).toHaveBeenCalledExactlyOnceWith(expect.any(Error));
    expect(failed.mock.calls[0]?.[0]).toMatchObject({ name: 'TypeError', message: 'no such row' });
    inWorker.at(0).resolve('done');
    inWorker.at(1).resolve('lost');
    expect(await Promise.all(drains)).toEqual(['done', 'lost']);
    expect([onPage.drains, worker.terminations]).toEqual([[], 0]);
  });

  type Page = ReturnType<typeof beginPage>;
  const errs = (message: string) => (page: Page) => page.worker.onerror?.({ message } as ErrorEvent);
  const forbids =
    (effectiveDirective: string, disposition = 'enforce') =>
    (page: Page) =>
      page.worker.happens('securitypolicyviolation', { effectiveDirective, disposition });
  it.each<[string, boolean, (page: Page) => unknown, string]>([
    ['does not load', false, errs(''), 'did not load'],
    ['dies of an error', true, errs('out of memory'), 'out of memory'],
    ['cannot open', false, ({ refused }) => refused(new Error('no database')), 'no database'],
    ['never opens', false, () => vi.advanceTimersByTimeAsync(OPENING_MS), 'did not open'],
    ['must not ask the office', true, forbids('connect-src'), 'content security policy'],
  ])('[S5] does everything itself when the worker %s', async (_, isOpen, harm, said) => {
    const begun = beginPage();
    const { page, worker, onPage, failed, opened } = begun;
    const asked = [asking('save'), asking('timer'), asking('online')] as const;
    const underWay = [page.drain(asked[0]), page.drain(asked[1])];
    await delivered();
    if (isOpen) await opened();
    expect([failed.mock.calls, onPage.drains]).toEqual([[], []]);
    await harm(begun);
    await delivered();
    const drains = [...underWay, page.drain(asked[2])];
    expect(onPage.drains).toHaveLength(3);
    const waiting = underWay.map((_drain, index) => ({ ...asked[index], wait: true }));
    expect(onPage.drains.map(({ options }) => options)).toEqual([...waiting, asked[2]]);
    onPage.at(0).resolve('done');
    onPage.at(1).resolve('idle');
    onPage.at(2).resolve('lost');
    expect(await Promise.all(drains)).toEqual(['done', 'idle', 'lost']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(failed).toHaveBeenCalledExactlyOnceWith(expect.any(Error));
    expect(String(failed.mock.calls[0]?.[0])).toContain(said);
    expect([worker.terminations, vi.getTimerCount()]).toEqual([1, 0]);
  });

  const BLOCKED = new DOMException('blocked', 'SecurityError');
  it.each([
    [
      'the browser refuses it a worker, and says so once',
      '/drain.js',
      'unused',
      [['DrainWorkerLost', BLOCKED]],
    ],
    ['it has no script for one', undefined, 'unused', []],
    ['there are no workers', '/drain.js', 'Worker', []],
    ['it would hear nothing of what one does', '/drain.js', 'BroadcastChannel', []],
  ])('[S5] does everything itself where %s', async (_, script, missing, told) => {
    stubWorker(() => {
      throw BLOCKED;
    });
    vi.stubGlobal(missing, undefined);
    const [onPage, failed, keys] = [new HeldDrainer(), vi.fn(), ringOf('alone')];
    const page = openPageDrainer(script, OF, { drainer: onPage, keys }, failed);
    const drain = page.drain(asking('save'));
    keys.lock();
    page.warm();
    onPage.at(0).resolve('done');
    expect(await drain).toBe('done');
    page.close();
    const words = failed.mock.calls.map(([error]) => [(error as Error).name, (error as Error).cause]);
    expect([words, vi.getTimerCount()]).toEqual([told, 0]);
  });

  it('keeps a worker that opens just in time, and one whose policy forbids something else', async () => {
    const begun = beginPage();
    const { page, worker, inWorker, failed, opened } = begun;
    await vi.advanceTimersByTimeAsync(OPENING_MS - 1);
    await opened();
    forbids('img-src')(begun);
    await vi.advanceTimersByTimeAsync(60_000);
    const drain = page.drain(asking('save'));
    await delivered();
    inWorker.at(0).resolve('done');
    expect([await drain, failed.mock.calls, worker.terminations]).toEqual(['done', [], 0]);
  });

  it.each(['before', 'after'])(
    'closed while idle %s it has opened, ends the worker at once',
    async (when) => {
      const { page, worker, opened } = beginPage();
      if (when === 'after') await opened();
      page.close();
      expect([worker.terminations, vi.getTimerCount()]).toEqual([1, 0]);
    },
  );

  it('[S1] closed while drains run, ends the worker only once each of them has ended', async () => {
    const { page, worker, inWorker, onPage, opened } = beginPage();
    await opened();
    const stop = new AbortController();
    const drains = [page.drain(asking('save', stop.signal)), page.drain(asking('timer'))];
    await delivered();
    stop.abort();
    page.close();
    expect(await drains[0]).toBe('stopped');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.terminations).toBe(0);
    inWorker.at(1).reject(new Error('no room'));
    await expect(drains[1]).rejects.toThrow('no room');
    expect([worker.terminations, onPage.drains]).toEqual([1, []]);
  });
});

describe('the keys that a PIN opened', () => {
  it('[X2] reach the worker before what is drained after them, and leave it before what is drained then', async () => {
    const seen: unknown[] = [];
    const opening = later<DrainWorkerEngine>();
    stubWorker(() => new InProcessWorker({ open: () => opening.promise, warm: vi.fn() }));
    const [onPage, keys] = [new HeldDrainer(), ringOf('watched')];
    const page = openPageDrainer('/drain.js', OF, { drainer: onPage, keys }, vi.fn());
    const { id, key } = await makeKey();
    keys.unlock(id, key);
    const first = page.drain(asking('unlocked'));
    const drain = async ({ trigger }: DrainOptions) => (seen.push(trigger), 'done' as const);
    const adoptKeys = (opened: OpenedKeys) =>
      seen.push([...opened].map(([of, { type, extractable }]) => [of, type, extractable]));
    opening.resolve({ drainer: { drain }, adoptKeys });
    expect(await first).toBe('done');
    keys.lock();
    expect(await page.drain(asking('locked'))).toBe('done');
    expect(seen).toEqual([[[id, 'secret', false]], 'unlocked', [], 'locked']);
    expect(onPage.drains).toEqual([]);
    page.close();
  });

  describe('of one database', () => {
    let page: DexieEngineStore;
    let inWorker: DexieEngineStore;
    let phone: Phone;
    beforeEach(() => {
      page = DexieEngineStore.open('shared');
      inWorker = DexieEngineStore.open('shared');
      phone = new Phone({ store: page });
    });
    afterEach(async () => {
      page.close();
      inWorker.close();
      await Dexie.delete(new EngineDatabase('shared').name);
    });
    const pin = () => page.pinLock(phone.clock, 10);

    it('[X2] let the worker read what the page has locked, until the page takes them back', async () => {
      const record = await phone.save(food());
      const read = () =>
        inWorker.read(async (tx) => [await tx.getRecord(record.id), await tx.itemsOf([record.id])]);
      expect(await read()).toMatchObject([{ data: food() }, [{ recordId: record.id }]]);
      let shared: OpenedKeys = new Map();
      page.ring.watch((keys) => (shared = structuredClone(keys)));
      await pin().set('1234');
      expect(shared.size).toBe(1);
      await expect(read()).rejects.toBeInstanceOf(StoreLockedError);
      const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
      for (let round = 0; round < 2; round += 1) {
        decrypt.mockClear();
        inWorker.adoptKeys(shared);
        expect(await read()).toMatchObject([{ data: food() }, [{ recordId: record.id }]]);
        /* Each time anew: of what was open nothing is left. */
        expect(decrypt).toHaveBeenCalledTimes(2);
        const items = await inWorker.read((tx) => tx.itemsOf([record.id]));
        await inWorker.write((tx) => tx.markSending(items, 1));
        inWorker.adoptKeys(new Map());
        await expect(read()).rejects.toBeInstanceOf(StoreLockedError);
        const onTheWay = inWorker.write(async (tx) => {
          const ids = items.map((item) => item.id);
          await tx.preload([], ids);
          return tx.getItems(ids);
        });
        await expect(onTheWay).rejects.toBeInstanceOf(StoreLockedError);
      }
    });

    it('[X2][P1] are what it sends with: nothing leaves while the page is locked', async () => {
      const drainer = new UnlockedDrainer(inWorker, phone.context(inWorker));
      const adoptKeys = (keys: OpenedKeys) => inWorker.adoptKeys(keys);
      stubWorker(() => new InProcessWorker({ open: async () => ({ drainer, adoptKeys }), warm: vi.fn() }));
      const [onPage, failed] = [new HeldDrainer(), vi.fn()];
      const sending = openPageDrainer('/drain.js', OF, { drainer: onPage, keys: page.ring }, failed);
      phone.transport.answerer = (ask) => ask.accept();
      const sent = () => phone.transport.asked.flatMap((ask) => ask.operations.map((each) => each.entityId));
      const first = await phone.save(food());
      await pin().set('1234');
      expect(await sending.drain(asking('save'))).toBe('done');
      expect(sent()).toEqual([first.id]);
      const second = await phone.save(cholera());
      await pin().lock();
      expect(await sending.drain(asking('save'))).toBe('held');
      expect(sent()).toEqual([first.id]);
      await pin().unlock('1234');
      expect(await sending.drain(asking('save'))).toBe('done');
      expect(sent()).toEqual([first.id, second.id]);
      expect(await page.read((tx) => tx.itemsOf([first.id, second.id]))).toEqual([]);
      expect([onPage.drains, failed.mock.calls]).toEqual([[], []]);
      sending.close();
    });
  });
});
