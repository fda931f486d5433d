import type {
  ConflictAudit,
  ConflictDetail,
  ConflictId,
  ConflictPage,
  ConflictQuery,
  RecordId,
} from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { ConflictReader } from '../../../office-ports.ts';
import type { Queries } from '../../database.ts';
import { instantText } from '../queries/instant-text.ts';
import { findConflict } from './find-conflict.ts';
import { listConflicts } from './list-conflicts.ts';

interface AuditRow extends Record<string, unknown> {
  readonly conflict_id: string;
  readonly at: string;
  readonly act: ConflictAudit['items'][number]['act'];
  readonly actor: string;
  readonly name: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export class DrizzleConflictReader implements ConflictReader {
  private readonly queries: Queries;

  constructor(queries: Queries) {
    this.queries = queries;
  }

  list(query: ConflictQuery, now: string): Promise<ConflictPage & { readonly total: number }> {
    return listConflicts(this.queries, query, now);
  }

  find(id: string): Promise<ConflictDetail | null> {
    return findConflict(this.queries, id);
  }

  async audit(record: RecordId): Promise<ConflictAudit | null> {
    const { rows: known } = await this.queries.execute(sql`select 1 from records where id = ${record}`);
    if (known.length === 0) return null;
    const { rows } = await this.queries.execute<AuditRow>(sql`
      select c.id as conflict_id, ${instantText('c.created_at')} as at, 'conflict:open' as act, c.actor_id as actor,
        u.name, jsonb_build_object('kind', c.kind, 'base', c.base, 'version', c.version, 'fields', c.fields,
          'severity', c.severity, 'deviceId', c.device_id) as detail, 0 as seq
      from conflicts c left join auth_user u on u.id = c.actor_id where c.record_id = ${record}
      union all
      select c.id, ${instantText('l.at')}, l.act, l.actor, u.name, l.detail, l.seq
      from conflicts c join audit_log l on l.subject = c.id::text left join auth_user u on u.id = l.actor
      where c.record_id = ${record} and l.act in ('conflict:resolve', 'conflict:override')
      order by at, seq`);
    return { items: rows.map(auditLine) };
  }
}

function auditLine(row: AuditRow): ConflictAudit['items'][number] {
  return {
    conflictId: row.conflict_id as ConflictId,
    at: row.at,
    act: row.act,
    by: { id: row.actor, name: row.name ?? '' },
    detail: row.detail,
  };
}
