import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';

/** A list of UUIDs as one parameter: the statement's text, and so its plan, is the same for each length. */
export function uuids(ids: readonly string[]): SQL {
  return sql`${`{${ids.join(',')}}`}::uuid[]`;
}
