import type { CriticalAlert } from '@fieldsync/protocol';
import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { instantText } from '../queries/instant-text.ts';

export interface AlertRow {
  readonly id: string;
  readonly device: string;
  readonly since: string;
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly lastContact: string;
  readonly limitMinutes: number;
}

/** One alert as JSON; null where a join found none. @param alert, device names in the statement */
export function alertJson(alert: string, device: string): SQL {
  return sql`case when ${sql.raw(`${alert}.id`)} is not null then json_build_object(
    'id', ${sql.raw(`${alert}.id`)}, 'device', ${sql.raw(`${device}.id`)},
    'since', ${instantText(`${alert}.since`)}, 'beganAt', ${instantText(`${alert}.began_at`)},
    'endedAt', ${instantText(`${alert}.ended_at`)},
    'lastContact', ${instantText(`${device}.last_seen`)}, 'limitMinutes', ${sql.raw(`${alert}.limit_minutes`)}) end`;
}

export function alertOf(row: AlertRow, user: CriticalAlert['user']): CriticalAlert {
  return { ...row, user };
}
