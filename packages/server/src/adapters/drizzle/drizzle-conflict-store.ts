import { and, eq, sql } from 'drizzle-orm';
import type { StoredConflict } from '../../core/conflict.ts';
import type { ConflictState, Decision } from '../../core/decide-conflict.ts';
import type { ConflictStore } from '../../ports.ts';
import type { Database, Queries } from '../database.ts';
import { appendAuditLine } from './office/drizzle-audit-log.ts';
import { tellDevice } from './queries/departures.ts';
import { inRaces } from './queries/in-races.ts';
import { storedRecord } from './queries/stored-record-row.ts';
import { writeBatch } from './queries/write-batch.ts';
import { conflicts } from './schema/index.ts';

export class DrizzleConflictStore implements ConflictStore {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  decide(id: string, judge: (state: ConflictState) => Decision): Promise<Decision | undefined> {
    return inRaces(() =>
      this.database.transaction(async (queries) => {
        const state = await load(queries, id);
        if (state === undefined) return undefined;
        const decision = judge(state);
        if (decision.kind === 'refused') return decision;
        const { conflict, record, audit } = decision.writes;
        await writeResolution(queries, conflict);
        await writeBatch(
          queries,
          { ledger: [], conflicts: [], jobs: [], records: [record] },
          { now: audit.at },
        );
        await tellDevice(queries, conflict.deviceId, conflict.recordId);
        await appendAuditLine(queries, audit);
        return decision;
      }),
    );
  }
}

/**
 * The record is locked before the conflict is read: whoever waited for it then sees what the other one decided. A batch
 * locks the record first, too, so that the two cannot hold each other.
 */
async function load(queries: Queries, id: string): Promise<ConflictState | undefined> {
  const [named] = await queries
    .select({ recordId: conflicts.recordId })
    .from(conflicts)
    .where(eq(conflicts.id, id));
  if (named === undefined) return undefined;
  const { rows } = await queries.execute<{ row: Record<string, unknown> }>(
    sql`select to_jsonb(records) as row from records where id = ${named.recordId} for update`,
  );
  const [conflict] = await queries.select().from(conflicts).where(eq(conflicts.id, id));
  const [found] = rows;
  if (found === undefined || conflict === undefined) return undefined;
  return { record: storedRecord(found.row), conflict: storedConflict(conflict) };
}

function storedConflict({ status: _, ...row }: typeof conflicts.$inferSelect): StoredConflict {
  return {
    ...row,
    capturedAt: row.capturedAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}

async function writeResolution(queries: Queries, conflict: StoredConflict): Promise<void> {
  const { id, recordId, resolution, resolvedBy, resolvedAt } = conflict;
  await queries
    .update(conflicts)
    .set({
      status: 'RESOLVED',
      resolution,
      resolvedBy,
      resolvedAt: resolvedAt === null ? null : new Date(resolvedAt),
    })
    .where(and(eq(conflicts.id, id), eq(conflicts.recordId, recordId)));
}
