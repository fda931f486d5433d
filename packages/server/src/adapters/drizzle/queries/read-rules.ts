import type { KeptRule } from '@fieldsync/protocol';
import { asc } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { configVersion, priorityRules } from '../schema/index.ts';

type RuleRow = typeof priorityRules.$inferSelect;

export function keptRule({ revision, ...row }: RuleRow): KeptRule {
  return { rule: { ...row, createdAt: row.createdAt.toISOString() }, revision };
}

/** In the order in which they were made. */
export async function readRules(queries: Queries): Promise<KeptRule[]> {
  const rows = await queries
    .select()
    .from(priorityRules)
    .orderBy(asc(priorityRules.createdAt), asc(priorityRules.id));
  return rows.map(keptRule);
}

export async function readConfigVersion(queries: Queries): Promise<number> {
  const [row] = await queries.select().from(configVersion);
  return row?.version ?? 0;
}
