import {
  DEFAULT_RULES,
  DEFAULT_SETTINGS,
  type AffectedEntity,
  type BackgroundMetrics,
  type BackgroundStatus,
  type BackgroundSyncSettings,
  type Config,
  type DeviceId,
  type RecordId,
  type UserId,
} from '@fieldsync/protocol';
import { preferencesOf, type SyncPreferences } from './core/preferences.ts';
import { sendableItems, NO_ITEMS } from './core/queue-counts.ts';
import { laneOf } from './core/queue-order.ts';
import type { Performance } from './core/performance.ts';
import type { SelfTestResult } from './core/self-test.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { EventHub } from './event-hub.ts';
import { listDecided, seeDecisions } from './decided-records.ts';
import { exportText } from './export-text.ts';
import type { SyncEvents } from './events.ts';
import type {
  Fieldsync,
  QueueEntry,
  RecordListQuery,
  SaveRecord,
  SaveResult,
  SyncState,
  UpdateRecord,
} from './facade.ts';
import type { Clock, EngineStore, PinLock, PinState, UnlockResult } from './ports.ts';
import { listQueue, queueOf } from './queue-entries.ts';
import { readPerformance } from './read-performance.ts';
import { readMetrics, readRecordCounts, readState, readStatus } from './read-state.ts';
import type { Recorder } from './recorder.ts';
import type { Shelf } from './shelf.ts';
import type { Draft, Lane, PauseReason, RecordCounts, StoredRecord } from './core/stored.ts';
import type { SyncScheduler } from './sync-scheduler.ts';

export interface ManagerParts {
  readonly account: UserId;
  readonly device: DeviceId;
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly shelf: Shelf;
  readonly pin: PinLock;
  readonly hub: EventHub;
  readonly scheduler: SyncScheduler;
  readonly diagnostics: Diagnostics;
  /** Asks the browser to wake the worker; nothing where it cannot. */
  readonly registerSync: (lanes: readonly Lane[]) => void;
  readonly onClose: () => void;
}

/** The engine as an app sees it; see facade.ts for the contract of each method. */
export class BackgroundSyncManager implements Fieldsync {
  readonly account: UserId;
  readonly device: DeviceId;
  readonly #parts: ManagerParts;

  constructor(parts: ManagerParts) {
    this.account = parts.account;
    this.device = parts.device;
    this.#parts = parts;
  }

  async save(input: SaveRecord): Promise<SaveResult> {
    return this.#captured(await this.#parts.recorder.save(input), 'CREATE');
  }

  async update(input: UpdateRecord): Promise<SaveResult> {
    return this.#captured(await this.#parts.recorder.update(input), 'UPDATE');
  }

  async remove(id: RecordId): Promise<SaveResult> {
    return this.#captured(await this.#parts.recorder.remove(id), 'DELETE');
  }

  async getRecord(id: RecordId): Promise<StoredRecord | undefined> {
    return this.#parts.store.read((tx) => tx.getRecord(id));
  }

  async listRecords(query: RecordListQuery): Promise<StoredRecord[]> {
    return this.#parts.store.read((tx) => tx.listRecords(query));
  }

  async countRecords(): Promise<RecordCounts> {
    return this.#parts.store.read(readRecordCounts);
  }

  async listDecided(): Promise<StoredRecord[]> {
    return this.#parts.store.read(listDecided);
  }

  async seeDecisions(id: RecordId): Promise<void> {
    await this.#parts.store.write((tx) => seeDecisions(tx, id));
  }

  async listQueue(query: { readonly limit: number }): Promise<QueueEntry[]> {
    return this.#parts.store.read((tx) => listQueue(tx, query.limit));
  }

  async queueOf(id: RecordId): Promise<QueueEntry[]> {
    return this.#parts.store.read((tx) => queueOf(tx, id));
  }

  async saveDraft(draft: Omit<Draft, 'savedAt'>): Promise<void> {
    await this.#parts.store.write((tx) => tx.putDraft({ ...draft, savedAt: this.#parts.clock.now() }));
  }

  async getDraft(key: string): Promise<Draft | undefined> {
    return this.#parts.store.read((tx) => tx.getDraft(key));
  }

  async listDrafts(): Promise<Draft[]> {
    return this.#parts.store.read((tx) => tx.listDrafts());
  }

  async removeDraft(key: string): Promise<void> {
    await this.#parts.store.write((tx) => tx.deleteDraft(key));
  }

  async getSettings(): Promise<BackgroundSyncSettings> {
    return this.#parts.store.read(async (tx) => (await tx.getMeta('settings')) ?? DEFAULT_SETTINGS);
  }

  async putSettings(settings: BackgroundSyncSettings): Promise<void> {
    await this.#parts.store.write((tx) => tx.putMeta('settings', settings));
    this.#go('command');
  }

  async getPreferences(): Promise<SyncPreferences> {
    return this.#parts.store.read(async (tx) => preferencesOf(await tx.getMeta('preferences')));
  }

  async putPreferences(preferences: SyncPreferences): Promise<void> {
    await this.#parts.store.write((tx) => tx.putMeta('preferences', preferences));
    this.#go('command');
  }

  async getConfig(): Promise<Config> {
    const none: Config = { version: 0, rules: [...DEFAULT_RULES], affectedEntities: [] };
    return this.#parts.store.read(async (tx) => (await tx.getMeta('config')) ?? none);
  }

  async listPlaces(): Promise<readonly AffectedEntity[]> {
    return (await this.getConfig()).affectedEntities;
  }

  async getState(): Promise<SyncState> {
    return this.#parts.store.read((tx) => readState(tx, this.#parts.clock.now()));
  }

  async getStatus(): Promise<BackgroundStatus> {
    return this.#parts.store.read((tx) => readStatus(tx, this.#parts.clock.now()));
  }

  async getMetrics(): Promise<BackgroundMetrics> {
    return this.#parts.store.read((tx) => readMetrics(tx, this.#parts.clock.now()));
  }

  async getPerformance(): Promise<Performance> {
    return this.#parts.store.read((tx) => readPerformance(tx, this.#parts.clock.now()));
  }

  async selfTest(): Promise<SelfTestResult> {
    return this.#parts.diagnostics.selfTest();
  }

  async exportLog(): Promise<string> {
    return this.#parts.diagnostics.exportLog();
  }

  async syncNow(): Promise<void> {
    await this.#parts.scheduler.trigger('manual');
  }

  async pause(): Promise<void> {
    await this.#changePauses('user', { reason: 'user', since: this.#parts.clock.now() });
  }

  async resume(): Promise<void> {
    await this.#changePauses('user');
    this.#go('command');
  }

  async signedIn(): Promise<void> {
    await this.#changePauses('auth');
    await this.#parts.scheduler.trigger('signed-in');
  }

  async retryItem(id: string): Promise<void> {
    await this.#parts.shelf.retry(id);
    this.#go('manual');
  }

  async discardItem(id: string): Promise<void> {
    await this.#parts.shelf.discard(id);
  }

  async exportItem(id: string): Promise<string> {
    return this.#parts.store.read(async (tx) => {
      const item = await tx.getItem(id);
      const record = item === undefined ? undefined : await tx.getRecord(item.recordId);
      const raw = item?.unreadable === true ? { raw: await tx.rawItem(id) } : {};
      return exportText({ item, record, ...raw });
    });
  }

  async exportUnreadable(): Promise<string> {
    return this.#parts.store.read(async (tx) => exportText(await tx.listQuarantined(Infinity)));
  }

  async pinState(): Promise<PinState> {
    return this.#parts.pin.state();
  }

  async setPin(pin: string): Promise<void> {
    await this.#parts.pin.set(pin);
  }

  async removePin(): Promise<void> {
    await this.#parts.pin.remove();
  }

  async unlock(pin: string): Promise<UnlockResult> {
    const result = await this.#parts.pin.unlock(pin);
    if (result.ok) this.#go('command');
    return result;
  }

  async lock(): Promise<void> {
    await this.#parts.pin.lock();
  }

  on<Name extends keyof SyncEvents>(name: Name, listener: (event: SyncEvents[Name]) => void): () => void {
    return this.#parts.hub.on(name, listener);
  }

  async close(): Promise<void> {
    this.#parts.scheduler.stop();
    this.#parts.onClose();
    this.#parts.hub.close();
    this.#parts.store.close();
    return Promise.resolve();
  }

  /** Whether anything could go by itself now. */
  async hasUnsent(): Promise<boolean> {
    return this.#parts.store.read(async (tx) => sendableItems((await tx.getMeta('counts')) ?? NO_ITEMS) > 0);
  }

  #captured(result: SaveResult, action: SyncEvents['record:saved']['action']): SaveResult {
    if (!result.ok) return result;
    this.#parts.hub.emit('record:saved', { recordId: result.record.id, action });
    this.#parts.registerSync([laneOf(result.record.score)]);
    this.#parts.scheduler.saved();
    return result;
  }

  async #changePauses(reason: PauseReason['reason'], ...instead: readonly PauseReason[]): Promise<void> {
    const pauses = await this.#parts.store.write(async (tx) => {
      const others = ((await tx.getMeta('pauses')) ?? []).filter((pause) => pause.reason !== reason);
      await tx.putMeta('pauses', [...others, ...instead]);
      return [...others, ...instead];
    });
    /* What else holds is still there: to say that nothing does would be untrue. */
    this.#parts.hub.emit('hold:changed', { reasons: pauses.map((pause) => pause.reason) });
  }

  #go(trigger: 'command' | 'manual'): void {
    void this.#parts.scheduler.trigger(trigger);
  }
}
