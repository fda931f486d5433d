import { sql } from 'drizzle-orm';
import type { ConflictReader, OpenConflict } from '../../../office-ports.ts';
import type { Queries } from '../../database.ts';
import { instantText } from '../queries/instant-text.ts';

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly record_id: string;
  readonly type: OpenConflict['record']['type'];
  readonly sector: OpenConflict['record']['sector'];
  readonly place: string | null;
  readonly actor_id: string;
  readonly actor_name: string | null;
  readonly kind: OpenConflict['kind'];
  readonly severity: OpenConflict['severity'];
  readonly fields: Readonly<Record<string, unknown>>;
  readonly captured_at: string;
  readonly created_at: string;
}

export class DrizzleConflictReader implements ConflictReader {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async open(limit: number, offset: number): Promise<{ items: readonly OpenConflict[]; total: number }> {
    const { rows: counted } = await this.queries.execute<{ total: number | string }>(
      sql`select count(*) as total from conflicts where status = 'OPEN'`,
    );
    const { rows } = await this.queries.execute<Row>(sql`
      select c.id, c.record_id, r.type, r.sector, a.name as place, c.actor_id, u.name as actor_name, c.kind,
        c.severity, c.fields, ${instantText('c.captured_at')} as captured_at,
        ${instantText('c.created_at')} as created_at
      from conflicts c
      join records r on r.id = c.record_id
      left join auth_user u on u.id = c.actor_id
      left join affected_entities a on a.id = r.affected_entity_id
      where c.status = 'OPEN'
      order by array_position(array['HIGH', 'MEDIUM', 'LOW'], c.severity), c.created_at, c.id
      limit ${limit} offset ${offset}`);
    return { items: rows.map(openConflict), total: Number(counted[0]?.total ?? 0) };
  }
}

function openConflict(row: Row): OpenConflict {
  return {
    id: row.id,
    record: { id: row.record_id, type: row.type, sector: row.sector },
    place: row.place,
    from: { id: row.actor_id, name: row.actor_name ?? '' },
    kind: row.kind,
    severity: row.severity,
    fields: Object.keys(row.fields),
    capturedAt: row.captured_at,
    createdAt: row.created_at,
  };
}
