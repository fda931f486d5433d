import type { ConflictDetail } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import type { Queries } from '../../database.ts';
import { instantText } from '../queries/instant-text.ts';

/** One thing that happened to a record. `device` is null for a decision of the office. */
export type HistoryLine = ConflictDetail['history'][number] & { readonly device: string | null };

interface Row extends Record<string, unknown> {
  readonly at: string;
  readonly act: HistoryLine['act'];
  readonly actor: string;
  readonly name: string | null;
  readonly version: number | null;
  readonly device: string | null;
}

/** More than this has no place beside two versions; the latest are what they are about. */
const LATEST = 50;

/** What happened to a record, from the ledger and the audit log, oldest first. */
export async function conflictHistory(queries: Queries, recordId: string): Promise<HistoryLine[]> {
  const { rows } = await queries.execute<Row>(sql`
    select * from (
      select ${instantText('o.received_at')} as at,
        case o.verdict->>'status' when 'conflict' then 'conflict' when 'rejected' then 'refused' else
          case o.action when 'CREATE' then 'created' when 'DELETE' then 'deleted' else 'changed' end end as act,
        o.actor_id as actor, u.name, (o.verdict->>'version')::int as version, o.device_id::text as device, o.id::text as place
      from operations o left join auth_user u on u.id = o.actor_id where o.record_id = ${recordId}
      union all
      select ${instantText('l.at')}, case l.act when 'conflict:resolve' then 'resolved' else 'overridden' end,
        l.actor, u.name, (l.detail->>'version')::int, null, lpad(l.seq::text, 20, '0')
      from conflicts c join audit_log l on l.subject = c.id::text left join auth_user u on u.id = l.actor
      where c.record_id = ${recordId} and l.act in ('conflict:resolve', 'conflict:override')
      order by at desc, version desc nulls first, place desc limit ${LATEST}
    ) latest order by at, version nulls last, place`);
  return rows.map(({ at, act, actor, name, version, device }) => ({
    at,
    act,
    by: { id: actor, name: name ?? '' },
    version,
    device,
  }));
}
