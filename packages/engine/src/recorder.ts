/**
 * Capture: what a person saves is on disk, with its outbox item, before anyone says "saved" [C1].
 * One strict transaction a change; decisions are in core/plan-capture.
 */
import {
  applyPatch,
  DEFAULT_RULES,
  diffPatch,
  equalJson,
  jsonBytes,
  parseRecord,
  referencedRecords,
  sectorOf,
  uuidV7,
  type OperationId,
  type Priority,
  type RecordData,
  type RecordId,
  type RecordType,
} from '@fieldsync/protocol';
import { planCapture, type CapturedChange } from './core/plan-capture.ts';
import { fitsBesideRecords, type StorageRoom } from './core/media-room.ts';
import { UNSCORED, withScore } from './core/with-score.ts';
import { laneOf, orderOf } from './core/queue-order.ts';
import type { SaveRecord, SaveResult, UpdateRecord } from './facade.ts';
import { OutboxChanges } from './outbox-changes.ts';
import {
  StoreFullError,
  StoreLockedError,
  type Clock,
  type EngineStore,
  type Random,
  type StoreWriter,
} from './ports.ts';
import { raiseChain } from './raise-chain.ts';
import type { OutboxItem, StoredRecord } from './core/stored.ts';

export class Recorder {
  readonly #store: EngineStore;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #storage: () => Promise<StorageRoom | undefined>;

  /** @param storage how full the phone is, where the browser tells */
  constructor(
    store: EngineStore,
    clock: Clock,
    random: Random,
    storage: () => Promise<StorageRoom | undefined> = () => Promise.resolve(undefined),
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
    this.#storage = storage;
  }

  async save(input: SaveRecord): Promise<SaveResult> {
    const parsed = parseRecord(input.type, input.data);
    if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
    if (input.type === 'MEDIA' && !fitsBesideRecords(bytesOf(parsed.data), await this.#storage()))
      return { ok: false, reason: 'reserve' };
    const id = this.#newId() as RecordId;
    return this.#write(async (tx) => {
      const record = await this.#describe(
        tx,
        { id, type: input.type, data: parsed.data, choice: input.priority ?? null },
        undefined,
      );
      await this.#capture(tx, record, { action: 'CREATE', data: parsed.data }, input.draftKey);
      return { ok: true, record };
    });
  }

  async update(input: UpdateRecord): Promise<SaveResult> {
    return this.#write(async (tx) => {
      const stored = await tx.getRecord(input.id);
      if (stored === undefined || stored.deleted) return { ok: false, reason: 'gone' };
      const shown = input.shown?.data ?? stored.data;
      const patch = diffPatch(shown, input.data);
      const after = applyPatch(stored.data, patch);
      const parsed = parseRecord(stored.type, after);
      if (!parsed.ok) return { ok: false, reason: 'invalid', problems: parsed.problems };
      const choice = input.priority ?? stored.choice;
      const record = await this.#describe(
        tx,
        { id: stored.id, type: stored.type, data: parsed.data, choice },
        stored,
      );
      const nothingNew = Object.keys(patch).length === 0 && choice === stored.choice;
      const items = await tx.itemsOf([stored.id]);
      /* Saving a refused record unchanged is a wish to try again; otherwise there is nothing to send. */
      if (nothingNew && !items.some((item) => item.state === 'shelf')) {
        if (input.draftKey !== undefined) await tx.deleteDraft(input.draftKey);
        return { ok: true, record: stored };
      }
      /* Somebody's change of the same answer came while the form was open: the person has not seen it, so the edit keeps
         the version that was on the screen and the office sees both sides [K1]. */
      const unseen = Object.keys(patch).some((field) => !equalJson(shown[field], stored.data[field]));
      const known = stored.base?.version ?? 0;
      const base = unseen ? Math.min(known, input.shown?.version ?? known) : known;
      await this.#capture(tx, record, { action: 'UPDATE', base, patch }, input.draftKey);
      return { ok: true, record };
    });
  }

  async remove(id: RecordId): Promise<SaveResult> {
    return this.#write(async (tx) => {
      const stored = await tx.getRecord(id);
      if (stored === undefined) return { ok: false, reason: 'gone' };
      /* Pressed twice. */
      if (stored.deleted) return { ok: true, record: stored };
      const record: StoredRecord = { ...stored, deleted: true, savedAt: this.#clock.now() };
      await this.#capture(tx, record, { action: 'DELETE', base: stored.base?.version ?? 0 }, undefined);
      return { ok: true, record };
    });
  }

  async #write(work: (tx: StoreWriter) => Promise<SaveResult>): Promise<SaveResult> {
    try {
      return await this.#store.write(work);
    } catch (error) {
      if (error instanceof StoreFullError) return { ok: false, reason: 'full' };
      if (error instanceof StoreLockedError) return { ok: false, reason: 'locked' };
      throw error;
    }
  }

  async #describe(
    tx: StoreWriter,
    input: { id: RecordId; type: RecordType; data: RecordData; choice: Priority | null },
    stored: StoredRecord | undefined,
  ): Promise<StoredRecord> {
    const rules = (await tx.getMeta('config'))?.rules ?? DEFAULT_RULES;
    const place = input.data['affectedEntityId'];
    const described: StoredRecord = {
      ...input,
      sector: sectorOf(input.data) ?? null,
      placeId: typeof place === 'string' ? place : null,
      base: stored?.base ?? null,
      state: 'phone',
      ...UNSCORED,
      ...(stored?.override === undefined ? {} : { override: stored.override }),
      ...(stored?.overrideOrder === undefined ? {} : { overrideOrder: stored.overrideOrder }),
      deleted: false,
      savedAt: this.#clock.now(),
      officeAt: stored?.officeAt ?? null,
      ...(stored?.others === undefined ? {} : { others: stored.others }),
      ...(stored?.area === undefined ? {} : { area: stored.area }),
      ...(stored?.left === undefined ? {} : { left: stored.left }),
      ...(stored?.walk === undefined ? {} : { walk: stored.walk }),
      ...(stored?.decisions === undefined ? {} : { decisions: stored.decisions }),
    };
    return withScore(described, rules);
  }

  async #capture(
    tx: StoreWriter,
    record: StoredRecord,
    change: CapturedChange,
    draftKey: string | undefined,
  ): Promise<void> {
    const changes = await OutboxChanges.begin(tx);
    const items = await tx.itemsOf([record.id]);
    const plan = planCapture(items, change);
    changes.putRecord(record);
    if (plan.do === 'cancel') {
      for (const item of plan.items) await changes.delete(item);
      changes.putRecord({ ...record, base: { version: 0, data: null } });
      /* What failed alone may have reached the office after all: then the feed should bring it, as it does not otherwise. */
      if (plan.items.some((item) => item.mayBeKnown && !item.refused)) await tx.putMeta('cursor', null);
    } else {
      const last = plan.do === 'fold' ? plan.into : undefined;
      const item = await this.#item(
        tx,
        record,
        plan.do === 'fold' ? plan.change : change,
        last,
        plan.do === 'append' && plan.fenced,
        plan.do === 'fold' && plan.newId,
      );
      if (plan.do === 'fold') for (const absorbed of plan.absorbed) await changes.delete(absorbed);
      if (plan.do === 'fold' && plan.newId) await changes.delete(plan.into);
      await changes.put(item, plan.do === 'fold' && !plan.newId ? plan.into : undefined);
      if (plan.do === 'fold' && plan.newId) await unfence(changes, items, [plan.into, ...plan.absorbed]);
      await raiseChain(tx, changes, item);
    }
    if (draftKey !== undefined) await tx.deleteDraft(draftKey);
    await changes.finish();
  }

  async #item(
    tx: StoreWriter,
    record: StoredRecord,
    change: CapturedChange,
    last: OutboxItem | undefined,
    fenced: boolean,
    newId: boolean,
  ): Promise<OutboxItem> {
    const kept = last !== undefined && !newId;
    const seq = last?.seq ?? ((await tx.getMeta('sequence')) ?? 0) + 1;
    if (last === undefined) await tx.putMeta('sequence', seq);
    const capturedAt = kept ? last.capturedAt : this.#clock.now();
    const chainScore = Math.max(record.score, last?.chainScore ?? 0);
    const patch = change.action === 'UPDATE' ? change.patch : {};
    const referenced = referencedRecords(change.action === 'CREATE' ? change.data : patch);
    const content =
      change.action === 'CREATE' ? { data: change.data } : change.action === 'UPDATE' ? { patch } : {};
    return {
      id: kept ? last.id : (this.#newId() as OperationId),
      seq,
      recordId: record.id,
      type: record.type,
      action: change.action,
      base: change.action === 'CREATE' ? 0 : change.base,
      ...content,
      dependsOn: referenced.filter((id) => id !== record.id) as RecordId[],
      ...(record.choice === null ? {} : { choice: record.choice }),
      score: record.score,
      chainScore,
      lane: laneOf(chainScore),
      order: orderOf(chainScore, capturedAt),
      state: kept ? last.state : fenced ? 'fenced' : 'waiting',
      mayBeKnown: false,
      refused: false,
      ...(record.override === undefined ? {} : { overridden: true }),
      retryCount: 0,
      delays: 0,
      nextAttemptAt: kept ? last.nextAttemptAt : 0,
      capturedAt,
      sizeBytes: jsonBytes(content) + 200,
    };
  }

  #newId(): string {
    return uuidV7(this.#clock.now(), this.#random.bytes(10));
  }
}

function bytesOf(medium: RecordData): number {
  const size = medium['sizeBytes'];
  return typeof size === 'number' ? size : 0;
}

/** After a refused item was corrected, those behind it may go again, unless another one still stands in the way. */
export async function unfence(
  changes: OutboxChanges,
  items: readonly OutboxItem[],
  gone: readonly OutboxItem[],
): Promise<void> {
  const others = items.filter((item) => !gone.includes(item));
  if (others.some((item) => item.state === 'shelf' || item.state === 'conflict')) return;
  for (const item of others)
    if (item.state === 'fenced') await changes.put({ ...item, state: 'waiting' }, item);
}
