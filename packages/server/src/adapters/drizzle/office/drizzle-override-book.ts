import type {
  CommandId,
  DeviceId,
  ManualOverride,
  OverrideAnswer,
  OverrideRequest,
  PriorityRule,
  RecordId,
  UserId,
} from '@fieldsync/protocol';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import { overriddenRecord, type Rescored } from '../../../core/rescore-record.ts';
import type { StoredRecord } from '../../../core/stored-record.ts';
import type { Act, OverrideBook, OverrideSet } from '../../../priority-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { appendAuditLines } from './drizzle-audit-log.ts';
import { readRules } from '../queries/read-rules.ts';
import { storedRecord } from '../queries/stored-record-row.ts';
import { uuids } from '../queries/uuids.ts';
import { writeScores } from '../queries/write-scores.ts';
import { awaitedOverrides, commands, devices } from '../schema/index.ts';

type Result = OverrideAnswer['results'][number];
type Target = OverrideSet['commands'][number]['device'];

/** An author's phones that spoke last: each gets the command, and only one has the record. */
const PHONES_TOLD = 20;

export class DrizzleOverrideBook implements OverrideBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  set(asked: OverrideRequest, act: Act, mintId: () => string): Promise<OverrideSet | undefined> {
    // In the order of ids, so that two requests cannot hold each other.
    const request = { ...asked, recordIds: [...asked.recordIds].sort() };
    return this.database.transaction(async (queries) => {
      const targets = await targetsOf(queries, request);
      if (targets === undefined) return undefined;
      const override = overrideOf(request, act);
      const stored = await lockRecords(queries, request.recordIds);
      const rules = await rulesNow(queries);
      const missing = request.recordIds.filter((id) => !stored.has(id));
      const [results, rescored] = judge(request, stored, override, rules);
      const awaited =
        override === null
          ? await forget(queries, missing)
          : await keep(queries, missing, override, [...targets.keys()]);
      results.push(...awaited.results);
      const told = await tell(
        queries,
        {
          // Of records that have arrived the feed tells.
          recordIds: missing,
          override,
          targets: override === null ? awaited.told : targets,
        },
        act,
        mintId,
      );
      await writeScores(queries, rescored);
      await audit(queries, act, request, results, stored);
      return { answer: { results, devices: told.length }, moved: rescored.length > 0, commands: told };
    });
  }

  applyArrived(limit: number): Promise<number> {
    return this.database.transaction(async (queries) => {
      const { rows } = await queries.execute<{ id: string; override: ManualOverride }>(sql`
        select a.record_id as id, a.override from awaited_overrides a join records r on r.id = a.record_id
        order by a.record_id limit ${limit}`);
      if (rows.length === 0) return 0;
      const ids = rows.map(({ id }) => id);
      const stored = await lockRecords(queries, ids);
      const rules = await rulesNow(queries);
      const rescored = rows.flatMap(({ id, override }) => {
        const record = stored.get(id);
        return record === undefined || record.deleted || record.scoreOverride !== null
          ? []
          : (overriddenRecord(record, override, rules) ?? []);
      });
      await queries.delete(awaitedOverrides).where(inArray(awaitedOverrides.recordId, ids));
      await writeScores(queries, rescored);
      return rescored.length;
    });
  }

  awaited(): Promise<number> {
    return this.database.queries.$count(awaitedOverrides);
  }
}

function overrideOf({ score, justification }: OverrideRequest, { by, at }: Act): ManualOverride | null {
  if (score === null) return null;
  return {
    coordinatorId: by.id,
    coordinatorName: by.name,
    // What content and rules give is filled in where the record is.
    originalPriority: score,
    overridePriority: score,
    justification,
    timestamp: at,
  };
}

/** Phones that may hold a record that has not arrived, with their accounts; undefined when the one named is unknown. */
async function targetsOf(
  queries: Queries,
  { device, author }: OverrideRequest,
): Promise<ReadonlyMap<Target, UserId> | undefined> {
  if (device === undefined && author === undefined) return new Map();
  const rows = await queries
    .select({ id: devices.id, userId: devices.userId })
    .from(devices)
    .where(device === undefined ? eq(devices.userId, author ?? '') : eq(devices.id, device))
    .orderBy(desc(devices.lastSeen))
    .limit(PHONES_TOLD);
  if (rows.length === 0) return undefined;
  return new Map(rows.map((row) => [row.id as DeviceId, row.userId as UserId]));
}

async function lockRecords(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredRecord>> {
  const { rows } = await queries.execute<{ id: string; record: Record<string, unknown> }>(sql`
    select id, to_jsonb(records) as record from records where id = any(${uuids(ids)}) order by id for update`);
  return new Map(rows.map(({ id, record }) => [id, storedRecord(record)]));
}

async function rulesNow(queries: Queries): Promise<readonly PriorityRule[]> {
  return (await readRules(queries)).map(({ rule }) => rule);
}

function judge(
  { recordIds }: OverrideRequest,
  stored: ReadonlyMap<string, StoredRecord>,
  override: ManualOverride | null,
  rules: readonly PriorityRule[],
): [Result[], Rescored[]] {
  const results: Result[] = [];
  const rescored: Rescored[] = [];
  for (const id of recordIds) {
    const record = stored.get(id);
    if (record === undefined) continue;
    const next = record.deleted ? undefined : overriddenRecord(record, override, rules);
    if (next !== undefined) rescored.push(next);
    const outcome = next === undefined ? 'unchanged' : override === null ? 'cleared' : 'set';
    results.push({ id, outcome, score: next?.score ?? record.score });
  }
  return [results, rescored];
}

interface Awaited {
  readonly results: readonly Result[];
  /** Phones that were told before, of what is taken back. */
  readonly told: ReadonlyMap<Target, UserId>;
}

async function keep(
  queries: Queries,
  missing: readonly RecordId[],
  override: ManualOverride,
  told: readonly Target[],
): Promise<Awaited> {
  for (const recordId of missing) {
    const row = { override, told, createdAt: new Date(override.timestamp) };
    await queries
      .insert(awaitedOverrides)
      .values({ recordId, ...row })
      .onConflictDoUpdate({
        target: awaitedOverrides.recordId,
        set: { ...row, told: sql`awaited_overrides.told || excluded.told` },
      });
  }
  const score = override.overridePriority;
  return { results: missing.map((id) => ({ id, outcome: 'waiting', score })), told: new Map() };
}

async function forget(queries: Queries, missing: readonly RecordId[]): Promise<Awaited> {
  if (missing.length === 0) return { results: [], told: new Map() };
  const gone = await queries
    .delete(awaitedOverrides)
    .where(inArray(awaitedOverrides.recordId, [...missing]))
    .returning();
  const ids = [...new Set(gone.flatMap(({ told }) => told))];
  const owners =
    ids.length === 0
      ? []
      : await queries
          .select({ id: devices.id, userId: devices.userId })
          .from(devices)
          .where(inArray(devices.id, ids));
  const cleared = new Set(gone.map(({ recordId }) => recordId));
  return {
    results: missing.map((id) => ({
      id,
      outcome: cleared.has(id) ? 'cleared' : 'unchanged',
      score: null,
    })),
    told: new Map(owners.map((row) => [row.id as DeviceId, row.userId as UserId])),
  };
}

async function tell(
  queries: Queries,
  order: {
    readonly recordIds: readonly RecordId[];
    readonly override: ManualOverride | null;
    readonly targets: ReadonlyMap<Target, UserId>;
  },
  { by, at }: Act,
  mintId: () => string,
): Promise<OverrideSet['commands']> {
  const { recordIds, override, targets } = order;
  if (recordIds.length === 0) return [];
  const overrides = recordIds.map((recordId) => ({ recordId, override }));
  const told = [...targets].map(([device, user]) => ({
    device,
    user,
    command: { id: mintId() as CommandId, kind: 'override' as const, overrides },
  }));
  if (told.length > 0)
    await queries.insert(commands).values(
      told.map(({ device, command }) => ({
        id: command.id,
        deviceId: device,
        kind: command.kind,
        payload: { overrides },
        createdBy: by.id,
        createdAt: new Date(at),
      })),
    );
  return told;
}

/** A line for each record, also where nothing was to change: that somebody tried is part of its story. */
async function audit(
  queries: Queries,
  { by, at }: Act,
  { score, justification }: OverrideRequest,
  results: readonly Result[],
  stored: ReadonlyMap<string, StoredRecord>,
): Promise<void> {
  await appendAuditLines(
    queries,
    results.map(({ id, outcome }) => ({
      at,
      actor: by.id,
      act: score === null ? 'record:override-undo' : 'record:override',
      subject: id,
      detail: { score, before: stored.get(id)?.score ?? null, justification, outcome },
    })),
  );
}
