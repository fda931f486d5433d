import { DEFAULT_RULES } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { configVersion, feed, priorityRules } from '../schema/index.ts';

/**
 * What an installation begins with. Not part of the migrations: the template of the embedded database is made once for
 * all installations, and the feed's epoch must be each one's own. Does nothing from the second start on.
 */
export async function layFoundation(queries: Queries): Promise<void> {
  await queries
    .insert(feed)
    .values({ epoch: sql`left(replace(gen_random_uuid()::text, '-', ''), 8)`, base: 0 })
    .onConflictDoNothing();
  const begun = await queries.insert(configVersion).values({ version: 1 }).onConflictDoNothing().returning();
  if (begun.length === 0) return;
  await queries
    .insert(priorityRules)
    .values(DEFAULT_RULES.map((rule) => ({ ...rule, createdAt: new Date(rule.createdAt) })))
    .onConflictDoNothing();
}
