import type { Erasure, ErasureRequest, UserId } from '@fieldsync/protocol';
import { eq, sql } from 'drizzle-orm';
import type { BeginErasure, ErasureBook, NotedErasure } from '../../../privacy-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { BLACKEN_ACT, blackenAudit } from '../queries/blacken-audit.ts';
import { emptyAccount, forgetPhones, recordsToWipe, unnameOverrides } from '../queries/empty-account.ts';
import { wipeRecords } from '../queries/wipe-records.ts';
import { authUser, erasures, jobOutbox } from '../schema/index.ts';
import { appendAuditLines } from './drizzle-audit-log.ts';

/** Records a transaction. */
const PAGE = 200;

type Row = typeof erasures.$inferSelect;

export class DrizzleErasureBook implements ErasureBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async list(): Promise<readonly Erasure[]> {
    const rows = await this.database.queries.select().from(erasures).orderBy(erasures.at, erasures.id);
    return rows.map(erasureOf);
  }

  begin(id: string, user: UserId, request: ErasureRequest, by: UserId, at: string): Promise<BeginErasure> {
    return this.database.transaction(async (queries): Promise<BeginErasure> => {
      const accounts = await queries
        .select({ id: authUser.id, email: authUser.email, role: authUser.role })
        .from(authUser)
        .orderBy(authUser.id)
        .for('update');
      const account = accounts.find((each) => each.id === user);
      const known = await queries.select().from(erasures).where(eq(erasures.userId, user));
      if (account === undefined || known.length > 0) return { kind: 'missing' };
      if (account.email !== request.confirm.trim().toLowerCase()) return { kind: 'wrong-email' };
      const admins = accounts.filter(({ role }) => role === 'ADMIN');
      if (admins.length === 1 && account.role === 'ADMIN') return { kind: 'last-admin' };
      const row: Row = {
        id,
        userId: user,
        records: request.records,
        at: new Date(at),
        requestedBy: by,
        state: 'running',
        changed: 0,
        finishedAt: null,
      };
      const { reason, records } = request;
      await start(queries, row, { actor: by, at, detail: { reason, records } });
      return { kind: 'begun', erasure: erasureOf(row) };
    });
  }

  page(id: string, at: string): Promise<boolean> {
    return this.database.transaction(async (queries) => {
      const [row] = await queries.select().from(erasures).where(eq(erasures.id, id)).for('update');
      if (row === undefined) return false;
      if ((await unnameOverrides(queries, row.userId, PAGE)) > 0) return true;
      const ids = row.records === 'delete' ? await recordsToWipe(queries, row.userId, PAGE) : [];
      if (ids.length > 0) {
        await wipeRecords(queries, ids, at);
        await queries
          .update(erasures)
          .set({ state: 'running', changed: row.changed + ids.length })
          .where(eq(erasures.id, id));
        return true;
      }
      if (row.state === 'done') return false;
      await forgetPhones(queries, row.userId);
      await queries
        .update(erasures)
        .set({ state: 'done', finishedAt: new Date(at) })
        .where(eq(erasures.id, id));
      const lines = row.records === 'delete' ? await blackenAudit(queries, aboutRecordsOf(row.userId)) : [];
      await appendAuditLines(queries, [
        ...(lines.length === 0
          ? []
          : [{ at, actor: '', act: BLACKEN_ACT, subject: row.userId, detail: { lines } }]),
        { at, actor: '', act: 'account:erased', subject: row.userId, detail: { records: row.changed } },
      ]);
      return false;
    });
  }

  async unfinished(): Promise<readonly string[]> {
    const { rows } = await this.database.queries.execute<{ id: string }>(sql`
      select id from erasures e where state = 'running' or (e.records = 'delete' and exists (
        select 1 from records r where r.created_by = e.user_id and not (r.deleted and r.data = '{}')))`);
    return rows.map(({ id }) => id);
  }

  async noted(): Promise<readonly NotedErasure[]> {
    const rows = await this.database.queries.select().from(erasures).orderBy(erasures.at, erasures.id);
    return rows.map(({ id, userId, records, at }) => ({ id, userId, records, at: at.toISOString() }));
  }

  resume({ id, userId, records, at: first }: NotedErasure, at: string): Promise<boolean> {
    return this.database.transaction(async (queries) => {
      const known = await queries.select().from(erasures).where(eq(erasures.userId, userId));
      if (known.length > 0) return false;
      const row: Row = {
        id,
        userId,
        records,
        at: new Date(first),
        requestedBy: '',
        state: 'running',
        changed: 0,
        finishedAt: null,
      };
      await start(queries, row, { actor: '', at, detail: { records, again: 'after a restore' } });
      return true;
    });
  }
}

async function start(
  queries: Queries,
  row: Row,
  { actor, at, detail }: { actor: string; at: string; detail: Readonly<Record<string, unknown>> },
): Promise<void> {
  await queries.insert(erasures).values(row);
  const [account] = await queries
    .select({ email: authUser.email })
    .from(authUser)
    .where(eq(authUser.id, row.userId));
  await emptyAccount(queries, row.userId, row.records);
  await queries
    .insert(jobOutbox)
    .values({ kind: 'erasure:run', payload: { id: row.id }, createdAt: new Date(at), key: row.id });
  const email = account?.email;
  // Failed sign-ins and letting in name the email, sign-ins and new passwords network addresses.
  const lines = await blackenAudit(
    queries,
    sql`${email === undefined ? sql`false` : sql`subject = ${email}`} or (subject = ${row.userId}
      and (act like 'session:%' or act like 'account:password%' or act = 'account:create'))`,
  );
  await appendAuditLines(queries, [
    ...(lines.length === 0
      ? []
      : [{ at, actor: '', act: BLACKEN_ACT, subject: row.userId, detail: { lines } }]),
    { at, actor, act: 'account:erase', subject: row.userId, detail },
  ]);
}

/** Lines that hold answers of the person's records: decisions on them, and scores set by hand with their reasons. */
function aboutRecordsOf(user: string) {
  return sql`(
    subject in (select r.id::text from records r where r.created_by = ${user})
    or subject in (select c.id::text from conflicts c join records r on r.id = c.record_id where r.created_by = ${user}))`;
}

function erasureOf({ id, userId, records, at, state, changed, finishedAt }: Row): Erasure {
  return {
    id,
    account: userId,
    records,
    at: at.toISOString(),
    state,
    changed,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
