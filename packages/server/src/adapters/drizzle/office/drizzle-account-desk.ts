import type { AccountSummary, UserId } from '@fieldsync/protocol';
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { AccountDesk, AccountOutcome } from '../../../account-ports.ts';
import { isErased } from '../../../accounts/actor.ts';
import type { Act } from '../../../priority-ports.ts';
import type { Database } from '../../database.ts';
import { assignAreas } from '../queries/assign-areas.ts';
import { accountAreas, affectedEntities, authSession, authUser } from '../schema/index.ts';
import { holdAccount } from '../queries/hold-account.ts';
import { appendAuditLine } from './drizzle-audit-log.ts';

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: AccountSummary['role'];
  readonly active: boolean;
  readonly secondFactor: boolean;
  readonly areas: readonly string[];
  readonly last_seen: string | null;
}

export class DrizzleAccountDesk implements AccountDesk {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async list(): Promise<readonly AccountSummary[]> {
    return this.read(null);
  }

  async find(id: UserId): Promise<AccountSummary | null> {
    return (await this.read(id))[0] ?? null;
  }

  async knownAreas(): Promise<readonly string[]> {
    const rows = await this.database.queries
      .selectDistinct({ area: affectedEntities.lga })
      .from(affectedEntities)
      .orderBy(affectedEntities.lga);
    return rows.map(({ area }) => area);
  }

  async areasOf(id: UserId): Promise<ReadonlySet<string>> {
    const rows = await this.database.queries
      .select({ area: accountAreas.area })
      .from(accountAreas)
      .where(and(eq(accountAreas.userId, id), isNotNull(accountAreas.since)));
    return new Set(rows.map(({ area }) => area));
  }

  assign(id: UserId, areas: readonly string[], { by, at }: Act): Promise<AccountOutcome> {
    return this.database.transaction(async (queries) => {
      const outcome = await holdAccount(queries, id);
      if (outcome !== 'done') return outcome;
      const { added, removed } = await assignAreas(queries, id, areas);
      await appendAuditLine(queries, {
        at,
        actor: by.id,
        act: 'account:areas',
        subject: id,
        detail: { areas, added, removed },
      });
      return outcome;
    });
  }

  setActive(id: UserId, active: boolean, { by, at }: Act): Promise<AccountOutcome> {
    return this.database.transaction(async (queries) => {
      const outcome = await holdAccount(queries, id);
      if (outcome !== 'done') return outcome;
      await queries
        .update(authUser)
        .set({ deactivatedAt: active ? null : new Date(at) })
        .where(eq(authUser.id, id));
      if (!active) await queries.delete(authSession).where(eq(authSession.userId, id));
      const act = active ? 'account:activate' : 'account:deactivate';
      await appendAuditLine(queries, { at, actor: by.id, act, subject: id, detail: {} });
      return outcome;
    });
  }

  private async read(id: UserId | null): Promise<readonly AccountSummary[]> {
    const { rows } = await this.database.queries.execute<Row>(sql`
      select u.id, u.name, u.email, u.role, u.deactivated_at is null as active,
        exists (select 1 from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as "secondFactor",
        coalesce((select jsonb_agg(area order by area) from account_areas where user_id = u.id and since is not null), '[]') as areas,
        (select to_char(max(last_seen) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from devices where user_id = u.id)
          as last_seen
      from auth_user u ${id === null ? sql`` : sql`where u.id = ${id}`} order by u.name, u.id`);
    // Of somebody who was erased there is nobody left to let in.
    const people = rows.filter(({ id: user, email }) => !isErased({ id: user as UserId, email }));
    return people.map(({ last_seen: lastSeen, areas, ...row }) => ({
      id: row.id as UserId,
      name: row.name,
      email: row.email,
      role: row.role,
      active: row.active,
      secondFactor: row.secondFactor,
      areas: [...areas],
      lastSeen,
    }));
  }
}
