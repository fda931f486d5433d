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

export class SimOffice {
  readonly store = new MemoryExchangeStore();
  readonly history = new Map<string, FieldHistory>();
  /** How often each operation had an effect [S1]. */
  readonly effects = new Map<string, number>();
  readonly #judge: Judge;
  #served = 0;

  constructor(judge: Judge = applyBatch) {
    this.#judge = judge;
  }

  get served(): number {
    return this.#served;
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
      rules: DEFAULT_RULES,
      now: new Date(now).toISOString(),
    };
    const decision = await this.store.decide(conflictId, (state) => decideConflict(state, ruling));
    return decision?.kind === 'decided';
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
    operations.forEach((operation, index) => {
      const status = judgement.verdicts[index]?.status;
      if (ids.has(operation.id) && (status === 'applied' || status === 'merged' || status === 'conflict')) {
        this.effects.set(operation.id, (this.effects.get(operation.id) ?? 0) + 1);
        this.#remembers(operation);
      }
    });
  }

  #remembers(operation: Operation): void {
    const fields = this.history.get(operation.entityId) ?? (new Map() as FieldHistory);
    this.history.set(operation.entityId, fields);
    const values =
      operation.action === 'CREATE'
        ? operation.data
        : operation.action === 'UPDATE'
          ? operation.patch
          : { '(deleted)': true };
    for (const [field, value] of Object.entries(values))
      fields.set(field, [...(fields.get(field) ?? []), value]);
  }
}
