import type { ManualOverride, RecordDetail, RecordSummary, ScoreReason } from '@fieldsync/protocol';
import { bandOf } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';

/** What a summary is made of, of either driver. */
export interface SummaryRow extends Record<string, unknown> {
  readonly id: string;
  readonly type: RecordSummary['type'];
  readonly sector: RecordSummary['sector'];
  readonly place_id: string | null;
  readonly place_name: string | null;
  readonly lga: string | null;
  readonly ward: string | null;
  readonly score: number;
  readonly reasons: readonly ScoreReason[];
  readonly score_override: ManualOverride | null;
  readonly version: number;
  readonly deleted: boolean;
  readonly created_by: string;
  readonly person: string | null;
  readonly in_conflict: boolean;
  readonly captured_at: string;
  readonly received_at: string;
  readonly changed_at: string;
}

export interface DetailRow extends SummaryRow {
  readonly data: RecordDetail['data'];
}

const instantText = (column: string) =>
  sql.raw(`to_char(r.${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as ${column}`);

export const SUMMARY_COLUMNS: SQL = sql.join(
  [
    sql`r.id, r.type, r.sector, r.score, r.priority_reasons as reasons, r.score_override, r.version, r.deleted, r.created_by`,
    sql`a.id as place_id, a.name as place_name, a.lga, a.ward, u.name as person`,
    sql`exists (select 1 from conflicts c where c.record_id = r.id and c.status = 'OPEN') as in_conflict`,
    instantText('captured_at'),
    instantText('received_at'),
    instantText('changed_at'),
  ],
  sql`, `,
);

export const SUMMARY_TABLES: SQL = sql`records r
  left join affected_entities a on a.id = r.affected_entity_id
  left join auth_user u on u.id = r.created_by`;

export function recordSummary(row: SummaryRow): RecordSummary {
  return {
    id: row.id as RecordSummary['id'],
    type: row.type,
    sector: row.sector,
    place:
      row.place_id === null
        ? null
        : { id: row.place_id, name: row.place_name ?? '', lga: row.lga ?? '', ward: row.ward ?? '' },
    score: row.score,
    band: bandOf(row.score),
    reason: strongestRule(row.reasons),
    override: row.score_override,
    state: row.in_conflict ? 'conflict' : 'office',
    version: row.version,
    deleted: row.deleted,
    from: { id: row.created_by, name: row.person ?? '' },
    capturedAt: row.captured_at,
    receivedAt: row.received_at,
    changedAt: row.changed_at,
  };
}

export function recordDetail(row: DetailRow): RecordDetail {
  return { ...recordSummary(row), data: row.data, reasons: [...row.reasons] };
}

export function strongestRule(reasons: readonly ScoreReason[]): string {
  const rules = reasons.filter((reason) => reason.source === 'rule');
  return rules.sort((a, b) => b.points - a.points)[0]?.label ?? '';
}
