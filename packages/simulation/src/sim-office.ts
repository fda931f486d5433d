/** The server's own judgement over its memory store, behind a reply like the real one's. */
import {
  COMMAND_SINCE,
  DEFAULT_RULES,
  packVerdicts,
  type Command,
  type CommandId,
  type ExchangeReply,
  type ExchangeRequest,
  type ManualOverride,
  type Operation,
  type OverrideOrder,
  type PriorityRule,
  type RecordData,
  type Role,
} from '@fieldsync/protocol';
import {
  applyBatch,
  decideConflict,
  MemoryExchangeStore,
  type Batch,
  type BatchState,
  type Judgement,
  type Ruling,
} from '@fieldsync/server/testing';

export type Judge = (state: BatchState, batch: Batch) => Judgement;

export interface Person {
  readonly id: string;
  readonly role: Role;
}

/** Everything that a field of a record ever was at the office. */
export type FieldHistory = Map<string, unknown[]>;

interface OfficeBackup {
  readonly store: ReturnType<MemoryExchangeStore['backup']>;
  readonly history: ReadonlyMap<string, FieldHistory>;
  readonly rules: readonly PriorityRule[];
  readonly config: number;
  readonly commands: ReadonlyMap<string, readonly Command[]>;
}

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
  #commands = new Map<string, readonly Command[]>();
  #rules: readonly PriorityRule[] = DEFAULT_RULES;
  #config = 0;
  #served = 0;
  #backup: OfficeBackup;
  #restores = 0;

  constructor(judge: Judge = applyBatch) {
    this.#judge = judge;
    this.#backup = this.#copy();
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
    this.#backup = this.#copy();
  }

  /** The disk breaks: the office begins again with the last backup, which may be old, or empty. */
  restore(): void {
    this.#restores += 1;
    this.store.restore(this.#backup.store, `restored${String(this.#restores)}`);
    this.history = copyOf(this.#backup.history);
    this.#rules = this.#backup.rules;
    this.#config = this.#backup.config;
    this.#commands = new Map(this.#backup.commands);
    /* What the backup does not know of has no effect there any more, and may take effect again. */
    for (const id of this.effects.keys()) if (!this.store.ledger.has(id)) this.effects.delete(id);
  }

  /** A coordinator changes the rules: phones hear of it with their next exchange, records are scored once more. */
  setRules(rules: readonly PriorityRule[]): void {
    this.#rules = rules;
    this.#config += 1;
    this.store.rescore(rules);
  }

  /** A coordinator sets a score by hand, or takes that back: here, or on the phones that may have the record. */
  override(id: CommandId, order: OverrideOrder, devices: readonly string[]): void {
    const arrived = this.store.records.has(order.recordId);
    this.store.override(order.recordId, order.override, this.#rules);
    if (arrived) return;
    for (const device of devices)
      this.#commands.set(device, [
        ...(this.#commands.get(device) ?? []),
        { id, kind: 'override', overrides: [order] },
      ]);
  }

  overrideOf(recordId: string): ManualOverride | null {
    return this.store.records.get(recordId)?.record.scoreOverride ?? null;
  }

  async exchange(request: ExchangeRequest, person: Person, now: number): Promise<ExchangeReply> {
    this.#served += 1;
    const operations: readonly Operation[] = request.operations ?? [];
    const time = new Date(now).toISOString();
    const judgement = await this.store.transact(
      {
        actor: person,
        deviceId: request.device,
        operations,
        rules: this.#rules,
        now: time,
        heardUpTo: position(request.cursor),
      },
      this.#judge,
    );
    this.#remember(operations, judgement);
    const page = await this.store.readChanges({
      scope: person.role === 'COORDINATOR' ? { kind: 'all' } : { kind: 'person', userId: person.id },
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
      ...this.#steering(request),
      now: time,
    };
  }

  /**
   * A coordinator decides a conflict. A refusal (somebody was faster, the record has moved on, the answers do not fit) changes
   * nothing.
   * @returns whether it counted
   */
  async decide(
    conflictId: string,
    say: Pick<Ruling, 'turn' | 'version' | 'strategy' | 'choices' | 'values'>,
    now: number,
  ): Promise<boolean> {
    const ruling: Ruling = {
      ...say,
      actor: { id: 'coordinator', role: 'COORDINATOR' },
      justification: 'counted again',
      rules: this.#rules,
      now: new Date(now).toISOString(),
    };
    const decision = await this.store.decide(conflictId, (state) => decideConflict(state, ruling));
    if (decision?.kind !== 'decided') return false;
    const { conflict, record } = decision.writes;
    /* A value that somebody decided against is not lost. */
    if (!record.record.deleted)
      this.#note(
        conflict.recordId,
        Object.fromEntries(Object.keys(conflict.fields).map((field) => [field, record.record.data[field]])),
      );
    return true;
  }

  #copy(): OfficeBackup {
    return {
      store: this.store.backup(),
      history: copyOf(this.history),
      rules: this.#rules,
      config: this.#config,
      commands: new Map(this.#commands),
    };
  }

  #steering(request: ExchangeRequest): Partial<ExchangeReply> {
    const { device, done = [], config, v, wantBytes } = request;
    const waiting = (this.#commands.get(device) ?? []).filter(({ id }) => !done.includes(id));
    this.#commands.set(device, waiting);
    const commands = waiting.filter(({ kind }) => COMMAND_SINCE[kind] <= v);
    return {
      ...(wantBytes === 0 || config === this.#config
        ? {}
        : { config: { version: this.#config, rules: [...this.#rules], affectedEntities: [] } }),
      ...(commands.length === 0 ? {} : { commands }),
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
    this.#note(operation.entityId, values);
  }

  #note(recordId: string, values: Readonly<Record<string, unknown>>): void {
    for (const book of [this.history, this.everything]) {
      const fields: FieldHistory = book.get(recordId) ?? new Map<string, unknown[]>();
      book.set(recordId, fields);
      for (const [field, value] of Object.entries(values))
        fields.set(field, [...(fields.get(field) ?? []), value]);
    }
  }
}

function copyOf(history: ReadonlyMap<string, FieldHistory>): Map<string, FieldHistory> {
  return new Map([...history].map(([id, fields]) => [id, new Map(fields)]));
}

function position(cursor: string | null): number {
  return Number.parseInt(cursor?.split('.')[1] ?? '0', 10);
}
