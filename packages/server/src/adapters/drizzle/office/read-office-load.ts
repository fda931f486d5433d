import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';

/** @param before ISO 8601: what devices said before this */
export async function readOfficeLoad(
  queries: Queries,
  before: string,
): Promise<{ readonly holdingCritical: number; readonly jobs: number }> {
  const { rows } = await queries.execute<{ devices: number; jobs: number }>(sql`
    select (select count(*)::int from devices where heartbeat_at < ${before}::text::timestamptz
        and coalesce((heartbeat->'queue'->>'critical')::int, 0) > 0) as devices,
      (select count(*)::int from job_outbox) as jobs`);
  return { holdingCritical: rows[0]?.devices ?? 0, jobs: rows[0]?.jobs ?? 0 };
}
