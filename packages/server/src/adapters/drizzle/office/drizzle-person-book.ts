import type { PersonList, UserId } from '@fieldsync/protocol';
import { eq, sql } from 'drizzle-orm';
import type { PersonBook, PersonPart } from '../../../privacy-ports.ts';
import type { Queries } from '../../database.ts';
import { instantText } from '../queries/instant-text.ts';
import { authUser } from '../schema/index.ts';
import { personQuery } from './person-queries.ts';

const PAGE = 200;

export class DrizzlePersonBook implements PersonBook {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async find(id: UserId): Promise<{ name: string; email: string } | undefined> {
    const [row] = await this.queries
      .select({ name: authUser.name, email: authUser.email })
      .from(authUser)
      .where(eq(authUser.id, id));
    return row;
  }

  async list(): Promise<PersonList['items']> {
    const { rows } = await this.queries.execute<PersonList['items'][number]>(sql`
      select u.id, u.name, u.email, u.role, ${instantText('u.created_at')} as "createdAt",
        (select count(*)::int from records r where r.created_by = u.id and not r.deleted) as records,
        (select ${instantText('e.at')} from erasures e where e.user_id = u.id) as "erasedAt"
      from auth_user u order by u.name, u.id`);
    return rows;
  }

  async page(
    id: UserId,
    part: PersonPart,
    after: string | null,
  ): Promise<{ rows: readonly unknown[]; next: string | null }> {
    const { rows } = await this.queries.execute<{ key: string; row: unknown }>(sql`
      select key, row from (${personQuery(part, id)}) held
      where ${after === null ? sql`true` : sql`key > ${after} collate "C"`} order by key collate "C" limit ${PAGE}`);
    return {
      rows: rows.map(({ row }) => row),
      next: rows.length < PAGE ? null : (rows.at(-1)?.key ?? null),
    };
  }
}
