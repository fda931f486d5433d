import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';

/** @param before ISO 8601: what devices said before this */
export async function readOfficeLoad(
  queries: Queries,
  before: string,
): Promise<{ readonly holdingCritical: number }> {
  const { rows } = await queries.execute<{ devices: number }>(sql`
    select count(*)::int as devices from devices where heartbeat_at < ${before}::text::timestamptz
      and coalesce((heartbeat->'queue'->>'critical')::int, 0) > 0`);
  return { holdingCritical: rows[0]?.devices ?? 0 };
}
