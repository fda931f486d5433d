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

/** See `appendAuditLines`. */
export async function appendAuditLine(queries: Queries, entry: AuditEntry): Promise<void> {
  await appendAuditLines(queries, [entry]);
}

/**
 * Adds lines within a transaction that is under way, in their order. One writer at a time, over all processes: whoever comes
 * next reads the last line only when this one is committed. So it is the last thing that a transaction does: nobody waits for
 * the chain while records are written, and nobody who has the chain waits for a record.
 */
export async function appendAuditLines(queries: Queries, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await queries.execute(sql`select pg_advisory_xact_lock(${AUDIT_LOCK}::bigint)`);
  // A statement of its own, so that it sees what was committed while we waited for the lock.
  const details = JSON.stringify(entries.map(({ detail }) => JSON.stringify(detail)));
  const { rows } = await queries.execute<{ seq: string; before: string | null; detail: string }>(sql`
    select nextval(pg_get_serial_sequence('public.audit_log', 'seq'))::text as seq, before, detail::jsonb::text as detail
    from (select hash as before from audit_log order by seq desc limit 1) as newest
      right join jsonb_array_elements_text(${details}::text::jsonb) with ordinality as said(detail, place) on true
    order by place`);
  if (rows.length !== entries.length) throw new Error('the audit log gave too few places');
  const seqs = rows.map(({ seq }) => Number(seq)).sort((a, b) => a - b);
  let previousHash = rows[0]?.before ?? CHAIN_START;
  const lines = entries.map(({ actor, act, subject, at }, index) => {
    const { detail = '' } = rows[index] ?? {};
    const line = { seq: seqs[index] ?? 0, at, actor, act, subject, detail, previousHash };
    previousHash = hashOfLine(line);
    return { ...line, hash: previousHash };
  });
  await queries.execute(sql`
    insert into audit_log (seq, at, actor, act, subject, detail, previous_hash, hash) overriding system value
    select seq, at, actor, act, subject, detail::jsonb, "previousHash", hash
    from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as line(seq bigint, at timestamptz, actor text,
      act text, subject text, detail text, "previousHash" text, hash text)`);
}

/** SHA-256, in hex. */
export function hashOfLine(line: Parameters<typeof chainText>[0]): string {
  return createHash('sha256')
    .update(chainText(line, (text) => Buffer.byteLength(text)))
    .digest('hex');
}
