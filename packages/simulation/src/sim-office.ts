/** The server's own judgement over its memory store, behind a reply like the real one's. */
import {
  DEFAULT_RULES,
  packVerdicts,
  type ExchangeReply,
  type ExchangeRequest,
  type Operation,
  type RecordData,
  type Role,
} from '@fieldsync/protocol';
import {
  applyBatch,
  MemoryExchangeStore,
  type Batch,
  type BatchState,
  type Judgement,
} from '@fieldsync/server/testing';

export type Judge = (state: BatchState, batch: Batch) => Judgement;

export interface Person {
  readonly id: string;
  readonly role: Role;
}

/** Everything that a field of a record ever was at the office. */
export type FieldHistory = Map<string, unknown[]>;

export class SimOffice {
  readonly store = new MemoryExchangeStore();
  history = new Map<string, FieldHistory>();
  /** The same, with what the office has lost to a restore. */
  readonly everything = new Map<string, FieldHistory>();
  /** How often each operation had an effect [S1]. */
  readonly effects = new Map<string, number>();
  /** Operations that it has judged, also those that it has forgotten since. */
  readonly judged = new Set<string>();
  readonly #judge: Judge;
  #served = 0;
  #backup: { store: ReturnType<MemoryExchangeStore['backup']>; history: Map<string, FieldHistory> };
  #restores = 0;

  constructor(judge: Judge = applyBatch) {
    this.#judge = judge;
    this.#backup = { store: this.store.backup(), history: new Map() };
  }

  get served(): number {
    return this.#served;
  }

  /** How often it was restored. */
  get restores(): number {
    return this.#restores;
  }

  /** Somebody takes a backup; the one before is thrown away. */
  takeBackup(): void {
    this.#backup = { store: this.store.backup(), history: copyOf(this.history) };
  }

  /** The disk breaks: the office begins again with the last backup, which may be old, or empty. */
  restore(): void {
    this.#restores += 1;
    this.store.restore(this.#backup.store, `restored${String(this.#restores)}`);
    this.history = copyOf(this.#backup.history);
    /* What the backup does not know of has no effect there any more, and may take effect again. */
    for (const id of this.effects.keys()) if (!this.store.ledger.has(id)) this.effects.delete(id);
  }

  async exchange(request: ExchangeRequest, person: Person, now: number): Promise<ExchangeReply> {
    this.#served += 1;
    const operations: readonly Operation[] = request.operations ?? [];
    const time = new Date(now).toISOString();
    const judgement = await this.store.transact(
      { actor: person, deviceId: request.device, operations, rules: DEFAULT_RULES, now: time },
      this.#judge,
    );
    this.#remember(operations, judgement);
    const page = await this.store.readChanges({
      scope: person.role === 'COORDINATOR' ? { kind: 'all' } : { kind: 'created-by', userId: person.id },
      device: request.device,
      user: person.id,
      after: request.cursor,
      limit: 100,
      limitBytes: request.wantBytes ?? 65_536,
    });
    return {
      ...(operations.length === 0 ? {} : { verdicts: packVerdicts(operations, judgement.verdicts) }),
      ...(page.changes.length === 0 ? {} : { changes: [...page.changes] }),
      cursor: page.cursor,
      ...(page.more ? { more: true } : {}),
      ...(page.restarted ? { restarted: true } : {}),
      now: time,
    };
  }

  /** What the office has for a record; undefined when it has none or it was deleted. */
  current(recordId: string): RecordData | undefined {
    const placed = this.store.records.get(recordId);
    return placed === undefined || placed.record.deleted ? undefined : placed.record.data;
  }

  version(recordId: string): number {
    return this.store.records.get(recordId)?.record.version ?? 0;
  }

  #remember(operations: readonly Operation[], judgement: Judgement): void {
    const ids = new Set(judgement.writes.ledger.map((entry) => entry.id));
    for (const id of ids) this.judged.add(id);
    operations.forEach((operation, index) => {
      const status = judgement.verdicts[index]?.status;
      if (ids.has(operation.id) && (status === 'applied' || status === 'merged' || status === 'conflict')) {
        this.effects.set(operation.id, (this.effects.get(operation.id) ?? 0) + 1);
        this.#remembers(operation);
      }
    });
  }

  #remembers(operation: Operation): void {
    const values =
      operation.action === 'CREATE'
        ? operation.data
        : operation.action === 'UPDATE'
          ? operation.patch
          : { '(deleted)': true };
    for (const book of [this.history, this.everything]) {
      const fields: FieldHistory = book.get(operation.entityId) ?? new Map<string, unknown[]>();
      book.set(operation.entityId, fields);
      for (const [field, value] of Object.entries(values))
        fields.set(field, [...(fields.get(field) ?? []), value]);
    }
  }
}

function copyOf(history: ReadonlyMap<string, FieldHistory>): Map<string, FieldHistory> {
  return new Map([...history].map(([id, fields]) => [id, new Map(fields)]));
}
