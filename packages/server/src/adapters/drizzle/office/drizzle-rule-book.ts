import type { KeptRule, RuleChange, RuleDraft, RuleList } from '@fieldsync/protocol';
import { limits } from '@fieldsync/protocol';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Act, RuleAdded, RuleBook, RuleChanged, RuleRemoved } from '../../../priority-ports.ts';
import type { Database, Queries } from '../../database.ts';
import { appendAuditLine } from './drizzle-audit-log.ts';
import { keptRule, readConfigVersion, readRules } from '../queries/read-rules.ts';
import { auditLog, configVersion, priorityRules } from '../schema/index.ts';

const HOUR_MS = 3_600_000;

export class DrizzleRuleBook implements RuleBook {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async list(): Promise<RuleList> {
    // The version first: what changes in between is in the next version.
    const version = await readConfigVersion(this.database.queries);
    return { version, items: await readRules(this.database.queries) };
  }

  add(id: string, draft: RuleDraft, act: Act): Promise<RuleAdded> {
    return this.database.transaction(async (queries) => {
      const version = await raiseVersion(queries);
      const made = await madeLately(queries, act);
      const oldest = made.at(-limits.newRulesPerHour);
      if (oldest !== undefined) {
        const retryAfterMs = oldest.getTime() + HOUR_MS - Date.parse(act.at);
        return undo(queries, { kind: 'too-many-new', retryAfterMs: Math.max(1_000, retryAfterMs) });
      }
      const count = await queries.$count(priorityRules);
      if (count >= limits.rulesPerConfig) return undo(queries, { kind: 'full' });
      const createdBy = act.by.name.slice(0, limits.nameLength);
      const [row] = await queries
        .insert(priorityRules)
        .values({ id, ...draft, createdBy, createdAt: new Date(act.at) })
        .returning();
      if (row === undefined) throw new Error('a rule was not written');
      const kept = keptRule(row);
      await audit(queries, act, 'rule:create', id, { rule: kept.rule, version });
      return { kind: 'added', kept, version };
    });
  }

  change(id: string, { rule, revision }: RuleChange, act: Act): Promise<RuleChanged> {
    return this.database.transaction(async (queries) => {
      const version = await raiseVersion(queries);
      const current = await find(queries, id);
      if (current === undefined) return undo(queries, { kind: 'missing' });
      if (current.revision !== revision) return undo(queries, { kind: 'stale', kept: current });
      const [row] = await queries
        .update(priorityRules)
        .set({ ...rule, revision: revision + 1 })
        .where(eq(priorityRules.id, id))
        .returning();
      if (row === undefined) throw new Error('a locked rule is gone');
      const kept = keptRule(row);
      await audit(queries, act, 'rule:change', id, { before: current.rule, rule: kept.rule, version });
      return { kind: 'changed', kept, version };
    });
  }

  remove(id: string, revision: number, act: Act): Promise<RuleRemoved> {
    return this.database.transaction(async (queries) => {
      const version = await raiseVersion(queries);
      const current = await find(queries, id);
      if (current === undefined) return undo(queries, { kind: 'missing' });
      if (current.revision !== revision) return undo(queries, { kind: 'stale', kept: current });
      await queries.delete(priorityRules).where(eq(priorityRules.id, id));
      await audit(queries, act, 'rule:delete', id, { rule: current.rule, version });
      return { kind: 'removed', version };
    });
  }
}

/** First in each change: its row keeps other changes waiting, so that what is counted and compared stays true. */
async function raiseVersion(queries: Queries): Promise<number> {
  const [row] = await queries
    .update(configVersion)
    .set({ version: sql`version + 1` })
    .returning();
  if (row === undefined) throw new Error('the config has no version row');
  return row.version;
}

/** Nothing changed after all, so no phone has to fetch the config. */
async function undo<Outcome>(queries: Queries, outcome: Outcome): Promise<Outcome> {
  await queries.update(configVersion).set({ version: sql`version - 1` });
  return outcome;
}

/** When this account made rules within the last hour, oldest first. From the audit log: deleting one gives no new turn. */
async function madeLately(queries: Queries, { by, at }: Act): Promise<readonly Date[]> {
  const rows = await queries
    .select({ at: auditLog.at })
    .from(auditLog)
    .where(
      and(
        sql`act = 'rule:create'`,
        eq(auditLog.actor, by.id),
        gt(auditLog.at, new Date(Date.parse(at) - HOUR_MS)),
      ),
    )
    .orderBy(asc(auditLog.at));
  return rows.map((row) => row.at);
}

async function find(queries: Queries, id: string): Promise<KeptRule | undefined> {
  const [row] = await queries.select().from(priorityRules).where(eq(priorityRules.id, id)).for('update');
  return row === undefined ? undefined : keptRule(row);
}

async function audit(
  queries: Queries,
  { by, at }: Act,
  act: string,
  subject: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await appendAuditLine(queries, { at, actor: by.id, act, subject, detail });
}
