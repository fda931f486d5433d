import type { RecordId, UserId } from '@fieldsync/protocol';
import { describe, expect, it } from 'vitest';
import { BackgroundSyncManager } from './background-sync-manager.ts';
import { DEFAULT_PREFERENCES } from './core/preferences.ts';
import type { Lane, PauseReason } from './core/stored.ts';
import { Diagnostics } from './diagnostics.ts';
import { EventHub } from './event-hub.ts';
import type { PinLock } from './ports.ts';
import { readOutlook } from './read-outlook.ts';
import { Journal } from './journal.ts';
import { SyncScheduler } from './sync-scheduler.ts';
import { HEALTHY_BROWSER } from './testing/healthy-browser.ts';
import { settled } from './testing/manual-clock.ts';
import { seededRandom } from './testing/seeded-random.ts';
import { MemoryNoteStore } from './testing/memory-note-store.ts';
import { cholera, food, Phone, recordOf } from './testing/phone.ts';

/** A PIN as the manager sees it; what it does to the disk is tested with the disk. */
function pinOf(phone: Phone): PinLock {
  const { disk } = phone;
  return {
    state: () => Promise.resolve({ set: true, locked: disk.locked, notBefore: 0 }),
    set: () => Promise.resolve(),
    remove: () => Promise.resolve(),
    unlock: (pin) => {
      if (pin !== '448902') return Promise.resolve({ ok: false, reason: 'wrong', notBefore: 0 });
      disk.locked = false;
      return Promise.resolve({ ok: true });
    },
    lock: () => {
      disk.locked = true;
      return Promise.resolve();
    },
  };
}

/** A page of the app on a phone in a test. */
function open(phone = new Phone()) {
  const hub = new EventHub(undefined);
  const asked: Lane[][] = [];
  let closed = false;
  const scheduler = new SyncScheduler({
    clock: phone.clock,
    drain: (options) => phone.context().drain(options),
    random: seededRandom(5),
    outlook: () => phone.store.read((tx) => readOutlook(tx, phone.clock.now())),
    page: () => ({ visible: true, pressed: false }),
    idle: () => Promise.resolve(),
    planned: (look) => phone.putMeta('nextLook', look),
    failed: (error) => {
      throw error;
    },
  });
  const manager = new BackgroundSyncManager({
    account: 'amina' as UserId,
    device: phone.device,
    store: phone.store,
    clock: phone.clock,
    recorder: phone.recorder,
    shelf: phone.shelf,
    pin: pinOf(phone),
    hub,
    scheduler,
    diagnostics: new Diagnostics({
      clock: phone.clock,
      store: phone.store,
      transport: phone.transport,
      journal: new Journal(new MemoryNoteStore(), phone.clock),
      browser: HEALTHY_BROWSER,
      build: 'b7',
      device: phone.device,
    }),
    registerSync: (lanes) => {
      asked.push([...lanes]);
    },
    onClose: () => {
      closed = true;
    },
  });
  const holds: unknown[] = [];
  manager.on('hold:changed', ({ reasons }) => holds.push(reasons));
  return { phone, manager, asked, holds, isClosed: () => closed };
}
const pause = (reason: PauseReason['reason']): PauseReason => ({ reason, since: 1 });

describe('the engine as an app sees it', () => {
  it('[S7] tells how sending went, checks itself, and gives its log out', async () => {
    const { phone, manager } = open();
    await phone.save(food());
    await phone.drainAll();
    const { sessions, average } = await manager.getPerformance();
    expect(sessions).toMatchObject([{ itemsSucceeded: 1, firstAckMs: 0, radio: 'lte' }]);
    expect(average.firstAck).toEqual({ p50Ms: 0, p95Ms: 0, of: 1 });
    expect((await manager.selfTest()).checks.find(({ check }) => check === 'storage')?.state).toBe('ok');
    expect(await manager.exportLog()).toContain('version b7');
  });

  it('[C1] a save is on disk, told to the screens, handed to the worker, and sent after a breath', async () => {
    const { phone, manager, asked } = open();
    const saved: unknown[] = [];
    manager.on('record:saved', (event) => saved.push(event));
    const plain = recordOf(await manager.save({ type: 'ASSESSMENT', data: food() }));
    const critical = recordOf(await manager.save({ type: 'ASSESSMENT', data: cholera() }));
    expect(await manager.getRecord(plain.id)).toEqual(plain);
    expect(saved).toEqual([
      { recordId: plain.id, action: 'CREATE' },
      { recordId: critical.id, action: 'CREATE' },
    ]);
    expect(asked).toEqual([['records'], ['critical']]);
    await phone.clock.advance(300);
    const ask = await phone.transport.next();
    expect(ask.operations).toHaveLength(2);
    ask.accept();
    await settled();
    expect(await manager.countRecords()).toEqual({ phone: 0, sending: 0, office: 2, needs: 0, conflict: 0 });
  });

  it('[P1][X2] locked, it says so, saves nothing, and sends once the right PIN is entered', async () => {
    const { phone, manager } = open();
    recordOf(await manager.save({ type: 'ASSESSMENT', data: food() }));
    await manager.lock();
    expect(await manager.save({ type: 'ASSESSMENT', data: food() })).toEqual({ ok: false, reason: 'locked' });
    const plan = await phone.store.read((tx) => readOutlook(tx, phone.clock.now()));
    expect(plan).toMatchObject({ critical: false, earliestItemAt: null, policy: { lanes: [] } });
    expect(await manager.getState()).toMatchObject({ locked: true, holds: [{ reason: 'locked' }] });
    expect(await manager.unlock('000000')).toMatchObject({ ok: false });
    expect((await manager.pinState()).locked).toBe(true);
    expect(await manager.unlock('448902')).toEqual({ ok: true });
    const ask = await phone.transport.next();
    expect(ask.operations).toHaveLength(1);
    ask.accept();
    await settled();
    expect(await manager.getState()).toMatchObject({ locked: false, holds: [] });
  });

  it('[X3] what is not saved is told to nobody', async () => {
    const { manager, asked } = open();
    const saved: unknown[] = [];
    manager.on('record:saved', (event) => saved.push(event));
    expect(await manager.save({ type: 'ASSESSMENT', data: food({ malnutritionCases: -1 }) })).toMatchObject({
      ok: false,
    });
    expect([saved, asked]).toEqual([[], []]);
  });

  it('[P1] pause and resume say all that holds, also what they do not change', async () => {
    const { phone, manager, holds } = open();
    await phone.putMeta('pauses', [pause('auth')]);
    await manager.pause();
    await manager.resume();
    expect(holds.slice(0, 2)).toEqual([['auth', 'user'], ['auth']]);
    expect(phone.meta('pauses')).toEqual([pause('auth')]);
  });

  it('signing in again lifts the hold and sends', async () => {
    const { phone, manager } = open();
    await manager.save({ type: 'ASSESSMENT', data: food() });
    await phone.putMeta('pauses', [pause('auth')]);
    const done = manager.signedIn();
    (await phone.transport.next()).accept();
    await done;
    expect([phone.items, phone.meta('pauses')]).toEqual([[], []]);
  });

  it('[C2] an item can be tried again, exported and discarded', async () => {
    const { phone, manager } = open();
    const { id } = recordOf(await manager.save({ type: 'ASSESSMENT', data: food() }));
    const refuse = async (): Promise<string> => {
      (await phone.transport.next()).accept({ 0: { status: 'rejected', code: 'FORBIDDEN', message: 'no' } });
      await settled();
      return phone.itemOf(id).id;
    };
    void manager.syncNow();
    const first = await refuse();
    await manager.retryItem(first);
    const second = await refuse();
    const exported: unknown = JSON.parse(await manager.exportItem(second));
    expect(exported).toMatchObject({ item: { id: second, data: food() }, record: { id } });
    expect((await manager.listQueue({ limit: 5 })).map(({ state }) => state)).toEqual(['shelf']);
    await manager.discardItem(second);
    expect([phone.items, await manager.queueOf(id), await manager.getRecord(id)]).toEqual([
      [],
      [],
      undefined,
    ]);
  });

  it('drafts and settings are kept on the device', async () => {
    const { manager } = open();
    const draft = {
      key: 'assessment:FOOD',
      type: 'ASSESSMENT',
      sector: 'FOOD',
      recordId: null,
      answers: {},
    } as const;
    await manager.saveDraft(draft);
    expect(await manager.getDraft(draft.key)).toMatchObject(draft);
    await manager.removeDraft(draft.key);
    expect(await manager.listDrafts()).toEqual([]);
    const settings = { ...(await manager.getSettings()), minimumBatteryLevel: 45 };
    await manager.putSettings(settings);
    expect(await manager.getSettings()).toEqual(settings);
  });

  it('[C2] closing stops the triggers and keeps what is unsent', async () => {
    const { phone, manager, isClosed } = open();
    await manager.save({ type: 'ASSESSMENT', data: food() });
    expect(await manager.hasUnsent()).toBe(true);
    await manager.close();
    await phone.clock.advance(3_600_000);
    expect([isClosed(), phone.transport.asked.length, phone.items.length]).toEqual([true, 0, 1]);
  });

  it('what is gone is gone', async () => {
    const { manager } = open();
    const id = '00000000-0001-7000-8000-000000000063' as RecordId;
    expect(await manager.update({ id, data: food() })).toEqual({ ok: false, reason: 'gone' });
    expect(await manager.remove(id)).toEqual({ ok: false, reason: 'gone' });
  });

  it('[P1] choices of the person are kept, and one that lets records go sends them', async () => {
    const { phone, manager } = open();
    expect(await manager.getPreferences()).toEqual(DEFAULT_PREFERENCES);
    await manager.putPreferences({ ...DEFAULT_PREFERENCES, syncConsent: false });
    await manager.save({ type: 'ASSESSMENT', data: cholera() });
    await phone.clock.advance(300);
    expect(phone.transport.asked).toEqual([]);
    expect((await manager.getState()).holds).toEqual([{ reason: 'consent', exceptCritical: false }]);
    await manager.putPreferences(DEFAULT_PREFERENCES);
    const ask = await phone.transport.next();
    expect(ask.operations).toHaveLength(1);
    ask.accept();
  });

  it('says when it looks again by itself, and why then', async () => {
    const { phone, manager } = open();
    const next = async () => {
      const { nextAttemptAt, nextAttemptWhy } = await manager.getState();
      return [nextAttemptAt === null ? null : nextAttemptAt - phone.clock.now(), nextAttemptWhy];
    };
    expect(await next()).toEqual([null, null]);
    const looked = manager.syncNow();
    (await phone.transport.next()).reply();
    await looked;
    expect(await next()).toEqual([300_000, 'interval']);
    await phone.putMeta('notBefore', phone.clock.now() + 20_000);
    expect(await next()).toEqual([20_000, 'backoff']);
    await manager.pause();
    expect(await next()).toEqual([null, null]);
    await phone.putMeta('pauses', []);
    await phone.clock.advance(299_999);
    expect(await next()).toEqual([1, 'interval']);
    phone.clock.set(phone.clock.now() + 1);
    expect(await next()).toEqual([null, null]);
  });
});
