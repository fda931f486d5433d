import type { Change, ManualOverride, PriorityRule, Settlement } from '@fieldsync/protocol';
import type { Batch, BatchState, Judgement, LedgerEntry } from '../core/batch.ts';
import { cutPage } from '../core/change-page.ts';
import type { StoredConflict } from '../core/conflict.ts';
import { feedStart } from '../core/cursor.ts';
import type { ConflictState, Decision, DecisionWrites } from '../core/decide-conflict.ts';
import { dependenciesOf } from '../core/dependencies.ts';
import type { NewJob } from '../core/job.ts';
import type { Rescored } from '../core/rescore-record.ts';
import { overriddenRecord, rescoreRecord } from '../core/rescore-record.ts';
import type { StoredRecord } from '../core/stored-record.ts';
import type { ChangePage, ChangeQuery, ConflictStore, ExchangeStore } from '../ports.ts';

interface Placed {
  readonly record: StoredRecord;
  readonly position: number;
  /** Position at which its score last changed by itself. */
  readonly scored: number;
}

export interface MemoryBackup {
  readonly ledger: ReadonlyMap<string, LedgerEntry>;
  readonly records: ReadonlyMap<string, Placed>;
  readonly conflicts: ReadonlyMap<string, StoredConflict>;
  readonly awaited: ReadonlyMap<string, ManualOverride>;
  readonly audit: readonly DecisionWrites['audit'][];
  readonly restored: ReadonlyMap<string, number>;
  readonly last: number;
}

/** The exchange and decisions in memory: one after the other, all or nothing. For tests and the simulation. */
export class MemoryExchangeStore implements ExchangeStore, ConflictStore {
  ledger = new Map<string, LedgerEntry>();
  records = new Map<string, Placed>();
  readonly jobs: NewJob[] = [];
  audit: DecisionWrites['audit'][] = [];
  conflicts = new Map<string, StoredConflict>();
  /** Scores that wait for their record, by record id. */
  awaited = new Map<string, ManualOverride>();
  /** Record to the version that it had when a backup was last restored. */
  private restored = new Map<string, number>();
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
    for (const { record } of records) {
      const before = this.records.get(record.id);
      const untold =
        before === undefined ? record.scoreOverride !== null : before.scored > (batch.heardUpTo ?? 0);
      this.place(record, untold);
      if (record.scoreOverride !== null) this.awaited.delete(record.id);
    }
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
    this.place(writes.record.record, false);
    return decision;
  }

  /** Scores everything that nobody scored by hand once more, as a recalculation does. */
  rescore(rules: readonly PriorityRule[]): void {
    for (const { record } of [...this.records.values()]) this.move(record, rescoreRecord(record, rules));
  }

  /** Sets a score by hand, or takes that back; one whose record is not here waits for it. */
  override(recordId: string, override: ManualOverride | null, rules: readonly PriorityRule[]): void {
    const record = this.records.get(recordId)?.record;
    if (record !== undefined) this.move(record, overriddenRecord(record, override, rules));
    else if (override === null) this.awaited.delete(recordId);
    else this.awaited.set(recordId, override);
  }

  private move(record: StoredRecord, rescored: Rescored | undefined): void {
    if (rescored !== undefined) this.place({ ...record, ...rescored, knownTo: null }, true);
  }

  private place(record: StoredRecord, scored: boolean): void {
    this.last += 1;
    const before = this.records.get(record.id)?.scored ?? 0;
    this.records.set(record.id, { record, position: this.last, scored: scored ? this.last : before });
  }

  async readChanges({ scope, device, user, after, limit, limitBytes }: ChangeQuery): Promise<ChangePage> {
    const head = { epoch: this.epoch, position: this.last };
    const start = feedStart(after, head);
    const isRescored = ({ scored }: Placed): boolean => scored > start.position;
    const placed = [...this.records.values()]
      .filter(({ position }) => position > start.position)
      .filter(
        (one) =>
          start.everything ||
          one.record.knownTo !== device ||
          isRescored(one) ||
          this.settled(one.record.id, device) !== undefined,
      )
      .filter(({ record }) => scope.kind === 'all' || record.createdBy === scope.userId)
      .sort((a, b) => a.position - b.position);
    const found = placed.map((one) => ({
      position: one.position,
      change: {
        ...changeOf(one.record),
        ...this.marks(one.record, { device, user, everything: start.everything }),
      },
    }));
    const sizeOf = (change: unknown): number => new TextEncoder().encode(JSON.stringify(change)).length;
    return {
      ...cutPage({ found, complete: true, start, head, limit, limitBytes, sizeOf }),
      restarted: start.restarted,
      rescored: new Set(placed.filter(isRescored).map(({ record }) => record.id)),
    };
  }

  openConflicts(): readonly StoredConflict[] {
    return [...this.conflicts.values()].filter(({ resolution }) => resolution === null);
  }

  /** What is here now, to be restored later. */
  backup(): MemoryBackup {
    return {
      ledger: new Map(this.ledger),
      records: new Map(this.records),
      conflicts: new Map(this.conflicts),
      awaited: new Map(this.awaited),
      audit: [...this.audit],
      restored: new Map(this.restored),
      last: this.last,
    };
  }

  /** As `restoreBackup` does it: everything since is forgotten, and the feed begins anew. */
  restore(backup: MemoryBackup, epoch: string): void {
    this.ledger = new Map(backup.ledger);
    this.records = new Map(backup.records);
    this.conflicts = new Map(backup.conflicts);
    this.awaited = new Map(backup.awaited);
    this.audit = [...backup.audit];
    this.restored = new Map(
      [...backup.records].map(([id, { record }]) => [
        id,
        Math.min(backup.restored.get(id) ?? record.version, record.version),
      ]),
    );
    this.last = backup.last;
    this.restartFeed(epoch);
  }

  restartFeed(epoch: string): void {
    this.epoch = epoch;
  }

  private marks(
    { id, createdBy }: StoredRecord,
    { device, user, everything }: { device: string; user: string; everything: boolean },
  ): Pick<Change, 'settled' | 'restored' | 'others'> {
    const settled = this.settled(id, device);
    const restored = everything ? this.restored.get(id) : undefined;
    return {
      ...(settled === undefined ? {} : { settled }),
      ...(restored === undefined ? {} : { restored }),
      ...(createdBy === user ? {} : { others: true }),
    };
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
      awaited: this.awaited,
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

function changeOf(record: StoredRecord): Change {
  const { id, type, version, data, deleted, score, scoreOverride, capturedAt } = record;
  return {
    id: id as Change['id'],
    type,
    version,
    data: deleted ? null : data,
    score,
    ...(scoreOverride === null ? {} : { override: scoreOverride }),
    capturedAt,
  };
}
