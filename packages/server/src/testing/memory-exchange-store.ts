import type { Batch, BatchState, Judgement, LedgerEntry } from '../core/batch.ts';
import type { PlacedChange } from '../core/change-page.ts';
import { cutPage } from '../core/change-page.ts';
import type { OpenedConflict } from '../core/conflict.ts';
import { feedStart } from '../core/cursor.ts';
import { dependenciesOf } from '../core/dependencies.ts';
import type { NewJob } from '../core/job.ts';
import type { StoredRecord } from '../core/stored-record.ts';
import type { ChangePage, ChangeQuery, ExchangeStore } from '../ports.ts';

interface Placed {
  readonly record: StoredRecord;
  readonly position: number;
}

export interface MemoryBackup {
  readonly ledger: ReadonlyMap<string, LedgerEntry>;
  readonly records: ReadonlyMap<string, Placed>;
  readonly conflicts: ReadonlyMap<string, OpenedConflict>;
  readonly restored: ReadonlyMap<string, number>;
  readonly last: number;
}

/** The exchange in memory: one batch after the other, all or nothing. For tests and the simulation. */
export class MemoryExchangeStore implements ExchangeStore {
  ledger = new Map<string, LedgerEntry>();
  records = new Map<string, Placed>();
  readonly jobs: NewJob[] = [];
  private conflicts = new Map<string, OpenedConflict>();
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
    for (const conflict of conflicts) this.conflicts.set(conflict.id, conflict);
    this.jobs.push(...jobs);
    for (const { record } of records) {
      this.last += 1;
      this.records.set(record.id, { record, position: this.last });
    }
    return judgement;
  }

  async readChanges({ scope, device, user, after, limit, limitBytes }: ChangeQuery): Promise<ChangePage> {
    const head = { epoch: this.epoch, position: this.last };
    const start = feedStart(after, head);
    const found = [...this.records.values()]
      .filter(({ position }) => position > start.position)
      .filter(({ record }) => start.everything || record.knownTo !== device)
      .filter(({ record }) => scope.kind === 'all' || record.createdBy === scope.userId)
      .sort((a, b) => a.position - b.position)
      .map((placed) => this.placedChange(placed, user, start.everything));
    const sizeOf = (change: unknown): number => new TextEncoder().encode(JSON.stringify(change)).length;
    return {
      ...cutPage({ found, complete: true, start, head, limit, limitBytes, sizeOf }),
      restarted: start.restarted,
    };
  }

  openConflicts(): readonly OpenedConflict[] {
    return [...this.conflicts.values()];
  }

  /** As if a person had resolved it and the server's answers stood. */
  closeConflict(id: string): void {
    this.conflicts.delete(id);
  }

  /** What is here now, to be restored later. */
  backup(): MemoryBackup {
    return {
      ledger: new Map(this.ledger),
      records: new Map(this.records),
      conflicts: new Map(this.conflicts),
      restored: new Map(this.restored),
      last: this.last,
    };
  }

  /** As `restoreBackup` does it: everything since is forgotten, and the feed begins anew. */
  restore(backup: MemoryBackup, epoch: string): void {
    this.ledger = new Map(backup.ledger);
    this.records = new Map(backup.records);
    this.conflicts = new Map(backup.conflicts);
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

  private placedChange({ record, position }: Placed, user: string, everything: boolean): PlacedChange {
    const { id, type, version, data, deleted, score, capturedAt, createdBy } = record;
    const restored = everything ? this.restored.get(id) : undefined;
    return {
      position,
      change: {
        id: id as PlacedChange['change']['id'],
        type,
        version,
        data: deleted ? null : data,
        score,
        capturedAt,
        ...(restored === undefined ? {} : { restored }),
        ...(createdBy === user ? {} : { others: true }),
      },
    };
  }
}
