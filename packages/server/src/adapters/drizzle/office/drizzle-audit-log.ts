import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { CHAIN_START, chainText } from '../../../core/audit-chain.ts';
import type { AuditEntry, AuditLog } from '../../../services/audit.ts';
import type { Database, Queries } from '../../database.ts';

/** Any number that nothing else on this database is likely to take ("fieldaud" in ASCII). */
const AUDIT_LOCK = '7379532853151097188';

/** A trigger of the database refuses to change or remove a line [X5]. */
export class DrizzleAuditLog implements AuditLog {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.database.transaction((queries) => appendAuditLine(queries, entry));
  }
}

/**
 * Adds a line within a transaction that is under way. One writer at a time, over all processes: whoever comes next reads the
 * last line only when this one is committed. The feed's counter is locked by the last statement of a transaction, so a line
 * comes before that.
 */
export async function appendAuditLine(queries: Queries, entry: AuditEntry): Promise<void> {
  await queries.execute(sql`select pg_advisory_xact_lock(${AUDIT_LOCK}::bigint)`);
  // A statement of its own, so that it sees what was committed while we waited for the lock.
  const { rows } = await queries.execute<{ seq: string; before: string | null; detail: string }>(sql`
    select nextval(pg_get_serial_sequence('public.audit_log', 'seq'))::text as seq,
      (select hash from audit_log order by seq desc limit 1) as before,
      ${JSON.stringify(entry.detail)}::text::jsonb::text as detail`);
  const [row] = rows;
  if (row === undefined) throw new Error('the audit log gave no place');
  const { actor, act, subject, at } = entry;
  const { detail } = row;
  const previousHash = row.before ?? CHAIN_START;
  const hash = hashOfLine({ seq: Number(row.seq), at, actor, act, subject, detail, previousHash });
  await queries.execute(sql`
    insert into audit_log (seq, at, actor, act, subject, detail, previous_hash, hash) overriding system value
    values (${row.seq}::text::bigint, ${at}::text::timestamptz, ${actor}, ${act}, ${subject}, ${detail}::text::jsonb,
      ${previousHash}, ${hash})`);
}

/** SHA-256, in hex. */
export function hashOfLine(line: Parameters<typeof chainText>[0]): string {
  return createHash('sha256')
    .update(chainText(line, (text) => Buffer.byteLength(text)))
    .digest('hex');
}
