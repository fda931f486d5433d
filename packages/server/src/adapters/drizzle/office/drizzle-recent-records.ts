import { sql } from 'drizzle-orm';
import type { ScoredRecord } from '../../../core/test-rule.ts';
import type { RecentRecords } from '../../../priority-ports.ts';
import type { Queries } from '../../database.ts';

interface Row extends Record<string, unknown> {
  readonly id: ScoredRecord['id'];
  readonly type: ScoredRecord['type'];
  readonly data: ScoredRecord['data'];
  readonly choice: ScoredRecord['choice'];
  readonly score_override: ScoredRecord['scoreOverride'];
  readonly sector: ScoredRecord['sector'];
  readonly place: string | null;
  readonly received_at: string;
}

export class DrizzleRecentRecords implements RecentRecords {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  async recent({ type, since, after, limit }: Parameters<RecentRecords['recent']>[0]) {
    const behind =
      after === undefined
        ? sql``
        : sql`and (r.received_at, r.id) < (${after.receivedAt}::timestamptz, ${after.id}::uuid)`;
    const { rows } = await this.queries.execute<Row>(sql`
      select r.id, r.type, r.data, r.choice, r.score_override, r.sector, a.name as place,
        to_char(r.received_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as received_at
      from records r left join affected_entities a on a.id = r.affected_entity_id
      where r.type = ${type} and not r.deleted and r.received_at >= ${since}::timestamptz ${behind}
      order by r.received_at desc, r.id desc limit ${limit}`);
    return rows.map(({ score_override, received_at, ...row }) => ({
      ...row,
      scoreOverride: score_override,
      receivedAt: received_at,
    }));
  }
}
