import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';

/** What stands in place of a line's details once they were erased. */
export const BLACKENED = '{"erased": true}';
/** The act of a line that names the lines that were blackened. */
export const BLACKEN_ACT = 'audit:blacken';

/**
 * Takes the details out of lines of the audit log: the only change that it knows. That there was such an act, when and by whom stays,
 * and so do its hashes; the chain holds because a later line names each line that was blackened (see `verify-audit-chain.ts`).
 * @param which a condition on `audit_log`
 * @returns numbers of the lines, for that later line
 */
export async function blackenAudit(queries: Queries, which: SQL): Promise<readonly number[]> {
  const { rows: found } = await queries.execute<{ seq: string }>(
    sql`select seq::text from audit_log where ${which} and detail <> ${BLACKENED}::jsonb order by audit_log.seq`,
  );
  if (found.length === 0) return [];
  await queries.execute(sql`alter table audit_log disable trigger audit_log_append_only`);
  await queries.execute(sql`
    update audit_log set detail = ${BLACKENED}::jsonb, subject = case when subject like '%@%' then '' else subject end
    where ${which} and detail <> ${BLACKENED}::jsonb`);
  await queries.execute(sql`alter table audit_log enable trigger audit_log_append_only`);
  return found.map(({ seq }) => Number(seq));
}
