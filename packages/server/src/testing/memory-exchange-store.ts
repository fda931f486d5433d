import type { Change, Settlement } from '@fieldsync/protocol';
import type { Batch, BatchState, Judgement, LedgerEntry } from '../core/batch.ts';
import type { PlacedChange } from '../core/change-page.ts';
import { cutPage } from '../core/change-page.ts';
import type { StoredConflict } from '../core/conflict.ts';
import { feedStart } from '../core/cursor.ts';
import type { ConflictState, Decision, DecisionWrites } from '../core/decide-conflict.ts';
import { dependenciesOf } from '../core/dependencies.ts';
import type { NewJob } from '../core/job.ts';
import type { StoredRecord } from '../core/stored-record.ts';
import type { ChangePage, ChangeQuery, ConflictStore, ExchangeStore } from '../ports.ts';

interface Placed {
  readonly record: StoredRecord;
  readonly position: number;
}

/** The exchange and decisions in memory: one after the other, all or nothing. For tests and the simulation. */
export class MemoryExchangeStore implements ExchangeStore, ConflictStore {
  readonly ledger = new Map<string, LedgerEntry>();
  readonly records = new Map<string, Placed>();
  readonly jobs: NewJob[] = [];
  readonly audit: DecisionWrites['audit'][] = [];
  readonly conflicts = new Map<string, StoredConflict>();
  private epoch: string;
  private last = 0;

  constructor(epoch = 'memory1') {
    this.epoch = epoch;
  }

  async transact(batch: Batch, judge: (state: BatchState, batch: Batch) => Judgement): Promise<Judgement> {
    // No await between reading and writing, so nothing comes in between; a throw leaves everything as it was.
    const judgement = judge(this.load(batch), batch);
    const { ledger, records, conflicts, jobs } = judgement.writes;
    for (const entry of ledger) this.ledger.set(entry.id, entry);
    for (const conflict of conflicts)
      this.conflicts.set(conflict.id, { ...conflict, resolution: null, resolvedBy: null, resolvedAt: null });
    this.jobs.push(...jobs);
    for (const { record } of records) this.place(record);
    return judgement;
  }

  async decide(id: string, judge: (state: ConflictState) => Decision): Promise<Decision | undefined> {
    const conflict = this.conflicts.get(id);
    const record = conflict === undefined ? undefined : this.records.get(conflict.recordId)?.record;
    if (conflict === undefined || record === undefined) return undefined;
    const decision = judge({ conflict, record });
    if (decision.kind === 'refused') return decision;
    const { writes } = decision;
    this.conflicts.set(id, writes.conflict);
    this.audit.push(writes.audit);
    this.place(writes.record.record);
    return decision;
  }

  async readChanges({ scope, device, after, limit, limitBytes }: ChangeQuery): Promise<ChangePage> {
    const head = { epoch: this.epoch, position: this.last };
    const start = feedStart(after, head);
    const found = [...this.records.values()]
      .filter(({ position }) => position > start.position)
      .filter(
        ({ record }) =>
          start.everything || record.knownTo !== device || this.settled(record.id, device) !== undefined,
      )
      .filter(({ record }) => scope.kind === 'all' || record.createdBy === scope.userId)
      .sort((a, b) => a.position - b.position)
      .map((placed) => placedChange(placed, this.settled(placed.record.id, device)));
    const sizeOf = (change: unknown): number => new TextEncoder().encode(JSON.stringify(change)).length;
    return {
      ...cutPage({ found, complete: true, start, head, limit, limitBytes, sizeOf }),
      restarted: start.restarted,
    };
  }

  openConflicts(): readonly StoredConflict[] {
    return [...this.conflicts.values()].filter(({ resolution }) => resolution === null);
  }

  /** As after a restored backup. */
  restartFeed(epoch: string): void {
    this.epoch = epoch;
  }

  private place(record: StoredRecord): void {
    this.last += 1;
    this.records.set(record.id, { record, position: this.last });
  }

  private settled(recordId: string, device: string): Change['settled'] {
    const decided = [...this.conflicts.values()].flatMap((conflict) =>
      conflict.recordId === recordId && conflict.deviceId === device ? settlementOf(conflict) : [],
    );
    return decided.length === 0 ? undefined : decided;
  }

  private load(batch: Batch): BatchState {
    const ids = new Set<string>(batch.operations.map((operation) => operation.entityId));
    const records = [...ids].flatMap((id) => this.records.get(id)?.record ?? []);
    return {
      ledger: new Map(
        batch.operations.flatMap(({ id }) => {
          const entry = this.ledger.get(id);
          return entry === undefined ? [] : [[id, entry] as const];
        }),
      ),
      records: new Map(records.map((record) => [record.id, record])),
      known: new Set(batch.operations.flatMap(dependenciesOf).filter((id) => this.records.has(id))),
      fenced: new Map(
        this.openConflicts()
          .filter(({ recordId, deviceId }) => ids.has(recordId) && deviceId === batch.deviceId)
          .map(({ recordId, id }) => [recordId, id]),
      ),
    };
  }
}

/** Here an account's id is its name. */
function settlementOf({ id, fields, resolution, resolvedBy, resolvedAt }: StoredConflict): Settlement[] {
  if (resolution === null || resolvedAt === null) return [];
  const { strategy, justification } = resolution;
  return [
    {
      operation: id as Settlement['operation'],
      strategy,
      by: resolvedBy ?? '',
      at: resolvedAt,
      justification,
      fields: Object.keys(fields).sort(),
    },
  ];
}

function placedChange({ record, position }: Placed, settled: Change['settled']): PlacedChange {
  const { id, type, version, data, deleted, score, capturedAt } = record;
  return {
    position,
    change: {
      id: id as Change['id'],
      type,
      version,
      data: deleted ? null : data,
      score,
      capturedAt,
      ...(settled === undefined ? {} : { settled }),
    },
  };
}
