import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';

/** A column of instants as ISO 8601 with milliseconds, as the wire has it. */
export function instantText(column: string): SQL {
  return sql.raw(`to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
