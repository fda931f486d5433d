import type { Change, ManualOverride, PriorityRule, Settlement } from '@fieldsync/protocol';
import type { Batch, BatchState, Judgement, LedgerEntry } from '../core/batch.ts';
import { cutPage } from '../core/change-page.ts';
import type { StoredConflict } from '../core/conflict.ts';
import { feedStart, parseCursor } from '../core/cursor.ts';
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

interface AreaEvents {
  readonly since: number | null;
  readonly leftAt: number | null;
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
  /** Place to area, as the office's list of places has it. */
  readonly places = new Map<string, string>();
  private readonly areas = new Map<string, Map<string, AreaEvents>>();
  /** Audience and record to the position at which it was last told. */
  private readonly departures = new Map<string, { audience: string; recordId: string; position: number }>();
  /** Device to its account, and to where it has heard the feed. */
  private readonly heard = new Map<string, { readonly user: string; readonly position: number }>();
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
    this.depart(`device:${conflict.deviceId}`, conflict.recordId);
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
    const before = this.records.get(record.id);
    this.records.set(record.id, {
      record,
      position: this.last,
      scored: scored ? this.last : (before?.scored ?? 0),
    });
    const left = before === undefined ? null : this.areaOf(before.record);
    if (left !== null && left !== this.areaOf(record)) this.depart(`area:${left}`, record.id);
  }

  private areaOf({ affectedEntityId }: StoredRecord): string | null {
    return (affectedEntityId === null ? undefined : this.places.get(affectedEntityId)) ?? null;
  }

  private depart(audience: string, recordId: string): void {
    this.departures.set(`${audience} ${recordId}`, { audience, recordId, position: this.last });
  }

  /** How many are kept. */
  get departureCount(): number {
    return this.departures.size;
  }

  /** Gives an account these areas and no others. */
  assign(userId: string, areas: readonly string[]): void {
    this.last += 1;
    const mine = this.areas.get(userId) ?? new Map<string, AreaEvents>();
    this.areas.set(userId, mine);
    for (const [area, { since }] of mine)
      if (since !== null && !areas.includes(area)) mine.set(area, { since: null, leftAt: this.last });
    for (const area of areas) {
      const before = mine.get(area);
      if (typeof before?.since !== 'number')
        mine.set(area, { since: this.last, leftAt: before?.leftAt ?? null });
    }
  }

  /** A device says up to where it has heard. */
  hear(device: string, user: string, cursor: string | null): void {
    const said = parseCursor(cursor ?? '');
    this.heard.set(device, { user, position: said?.epoch === this.epoch ? said.position : 0 });
  }

  /** Forgets what every device that it is for has heard. */
  purgeDepartures(): void {
    for (const [key, { audience, position }] of this.departures) {
      const isFor = ([device, { user }]: [string, { readonly user: string }]): boolean => {
        const area = audience.startsWith('area:') ? audience.slice('area:'.length) : '';
        return audience === `device:${device}` || typeof this.areas.get(user)?.get(area)?.since === 'number';
      };
      if ([...this.heard].filter(isFor).every(([, heard]) => heard.position >= position))
        this.departures.delete(key);
    }
  }

  async readChanges(query: ChangeQuery): Promise<ChangePage> {
    const { scope, device, user, after, limit, limitBytes } = query;
    const head = { epoch: this.epoch, position: this.last };
    const start = feedStart(after, head);
    const mine: ReadonlyMap<string, AreaEvents> =
      (scope.kind === 'all' ? undefined : this.areas.get(scope.userId)) ?? new Map<string, AreaEvents>();
    const events = [...mine.values()].flatMap(({ since, leftAt }) =>
      [since, leftAt].filter((at) => at !== null),
    );
    const next = Math.min(...events.filter((at) => at > start.position));
    const turn = start.back !== null ? start.position : Number.isFinite(next) ? next : undefined;
    const upTo = turn ?? head.position;
    const sinceOf = (record: StoredRecord): number | null =>
      mine.get(this.areaOf(record) ?? '')?.since ?? null;
    const isOwn = ({ createdBy }: StoredRecord): boolean =>
      scope.kind === 'all' || createdBy === scope.userId;
    const isRescored = ({ scored }: Placed): boolean => scored > start.position;
    const isSpared = (one: Placed): boolean =>
      isOwn(one.record) &&
      !start.everything &&
      one.record.knownTo === device &&
      !isRescored(one) &&
      this.settled(one.record.id, device) === undefined;
    const all = [...this.records.values()];
    const tell = (one: Placed, position: number, back: number | null) => ({
      position,
      back,
      change: {
        ...changeOf(one.record),
        ...this.marks(one.record, { device, user, everything: start.everything }),
      },
    });
    const ahead = all
      .filter(({ position }) => position > start.position && position <= upTo)
      .filter(({ record }) => isOwn(record) || (sinceOf(record) ?? Infinity) <= start.position)
      .filter((one) => !isSpared(one));
    const older = all.filter(
      ({ record, position }) =>
        turn !== undefined &&
        !isOwn(record) &&
        sinceOf(record) === turn &&
        position > (start.back ?? 0) &&
        position <= turn,
    );
    const audiences = new Set([
      `device:${device}`,
      ...[...mine].flatMap(([area, { since }]) =>
        (since ?? Infinity) <= start.position ? [`area:${area}`] : [],
      ),
    ]);
    const gone = [...this.departures.values()].flatMap(({ audience, recordId, position }) => {
      const record = this.records.get(recordId)?.record;
      const isTold = audiences.has(audience) && position > start.position && position <= upTo;
      if (record === undefined || !isTold || isOwn(record) || sinceOf(record) !== null) return [];
      return [{ position, back: null, change: this.departed(record, device) }];
    });
    const found = [
      ...ahead.map((one) => tell(one, one.position, null)),
      ...gone,
      ...older.map((one) => tell(one, turn ?? 0, one.position)),
    ].sort((a, b) => a.position - b.position || (a.back ?? -1) - (b.back ?? -1));
    const sizeOf = (change: unknown): number => new TextEncoder().encode(JSON.stringify(change)).length;
    const left = [...mine].flatMap(([area, { leftAt }]) => (leftAt === turn ? [area] : [])).sort();
    return {
      ...cutPage({
        found,
        complete: true,
        start,
        head,
        turn: turn === undefined ? undefined : { position: turn, left },
        limit,
        limitBytes,
        sizeOf,
      }),
      restarted: start.restarted,
      rescored: new Set(ahead.filter(isRescored).map(({ record }) => record.id)),
    };
  }

  private departed(record: StoredRecord, device: string): Change {
    const { id, type, version, capturedAt } = changeOf(record);
    const settled = this.settled(id, device);
    return {
      ...{ id, type, version, capturedAt, data: null, score: 0, others: true, left: true },
      ...(settled === undefined ? {} : { settled }),
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
    for (const [device, { user }] of this.heard) this.heard.set(device, { user, position: 0 });
  }

  private marks(
    record: StoredRecord,
    { device, user, everything }: { device: string; user: string; everything: boolean },
  ): Pick<Change, 'settled' | 'restored' | 'others' | 'area'> {
    const { id, createdBy } = record;
    const area = this.areaOf(record);
    const settled = this.settled(id, device);
    const restored = everything ? this.restored.get(id) : undefined;
    return {
      ...(settled === undefined ? {} : { settled }),
      ...(restored === undefined ? {} : { restored }),
      ...(createdBy === user ? {} : { others: true, ...(area === null ? {} : { area }) }),
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
