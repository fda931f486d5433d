import type { ConflictSummary } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { ConflictFields, ConflictResolution } from '../../../core/conflict.ts';
import { instantText } from '../queries/instant-text.ts';

/** What a summary is made of, of either driver. */
export interface ConflictRow extends Record<string, unknown> {
  readonly id: string;
  readonly status: ConflictSummary['status'];
  readonly kind: ConflictSummary['kind'];
  readonly severity: ConflictSummary['severity'];
  readonly record_id: string;
  readonly type: ConflictSummary['record']['type'];
  readonly sector: ConflictSummary['record']['sector'];
  readonly place: string | null;
  readonly actor_id: string;
  readonly actor_name: string | null;
  readonly fields: ConflictFields;
  readonly captured_at: string;
  readonly created_at: string;
  readonly resolved_by: string | null;
  readonly resolver_name: string | null;
  readonly resolved_at: string | null;
  readonly resolution: ConflictResolution | null;
}

export const CONFLICT_COLUMNS: SQL = sql`c.id, c.status, c.kind, c.severity, c.record_id, r.type, r.sector,
  a.name as place, c.actor_id, u.name as actor_name, c.fields, ${instantText('c.captured_at')} as captured_at,
  ${instantText('c.created_at')} as created_at, c.resolved_by, w.name as resolver_name,
  ${instantText('c.resolved_at')} as resolved_at, c.resolution`;

export const CONFLICT_TABLES: SQL = sql`conflicts c
  join records r on r.id = c.record_id
  left join auth_user u on u.id = c.actor_id
  left join auth_user w on w.id = c.resolved_by
  left join affected_entities a on a.id = r.affected_entity_id`;

export function conflictSummary(row: ConflictRow): ConflictSummary {
  return {
    id: row.id as ConflictSummary['id'],
    status: row.status,
    kind: row.kind,
    severity: row.severity,
    record: { id: row.record_id as ConflictSummary['record']['id'], type: row.type, sector: row.sector },
    place: row.place,
    from: { id: row.actor_id, name: row.actor_name ?? '' },
    fields: Object.keys(row.fields),
    capturedAt: row.captured_at,
    createdAt: row.created_at,
    resolution: resolutionOf(row),
  };
}

function resolutionOf(row: ConflictRow): ConflictSummary['resolution'] {
  const { resolution, resolved_by: by, resolved_at: at } = row;
  if (resolution === null || by === null || at === null) return null;
  const { strategy, justification, version } = resolution;
  return { strategy, justification, by: { id: by, name: row.resolver_name ?? '' }, at, version };
}
