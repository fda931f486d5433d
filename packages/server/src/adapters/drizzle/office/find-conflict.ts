import type { ConflictDetail, ScoreReason } from '@fieldsync/protocol';
import { bandOf } from '@fieldsync/protocol';
import { sql } from 'drizzle-orm';
import { answersOf, officeSide } from '../../../core/office-side.ts';
import type { Queries } from '../../database.ts';
import { conflictHistory } from './conflict-history.ts';
import type { ConflictRow } from './conflict-rows.ts';
import { CONFLICT_COLUMNS, CONFLICT_TABLES, conflictSummary } from './conflict-rows.ts';
import { strongestRule } from './record-rows.ts';

interface DetailRow extends ConflictRow {
  readonly base: number;
  readonly version: number;
  readonly deleted: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly score: number;
  readonly reasons: readonly ScoreReason[];
  readonly place_id: string | null;
  readonly lga: string | null;
  readonly ward: string | null;
  readonly device_id: string;
}

/** Both sides, with what is known of who did what and when. */
export async function findConflict(queries: Queries, id: string): Promise<ConflictDetail | null> {
  const { rows } = await queries.execute<DetailRow>(sql`
    select ${CONFLICT_COLUMNS}, c.base, c.device_id, r.version, r.deleted, r.data, r.score,
      r.priority_reasons as reasons, a.id as place_id, a.lga, a.ward
    from ${CONFLICT_TABLES} where c.id = ${id}`);
  const [row] = rows;
  if (row === undefined) return null;
  const summary = conflictSummary(row);
  const history = await conflictHistory(queries, row.record_id);
  const theirs = officeSide(row, row);
  const now = answersOf(summary.fields, row.data);
  const office = history.findLast(
    ({ act, device, at }) =>
      (act === 'changed' || act === 'created' || act === 'deleted' || act === 'resolved') &&
      device !== row.device_id &&
      (summary.resolution === null || at < summary.resolution.at),
  );
  return {
    ...summary,
    base: row.base,
    place:
      row.place_id === null
        ? null
        : { id: row.place_id, name: row.place ?? '', lga: row.lga ?? '', ward: row.ward ?? '' },
    record: {
      ...summary.record,
      version: row.version,
      deleted: row.deleted,
      data: row.data,
      score: row.score,
      band: bandOf(row.score),
      reason: strongestRule(row.reasons),
    },
    sides: summary.fields.map((field) => {
      const mine = row.fields[field];
      return {
        field,
        ...(mine !== undefined && Object.hasOwn(mine, 'mine') ? { mine: mine.mine } : {}),
        ...(Object.hasOwn(theirs.answers, field) ? { theirs: theirs.answers[field] } : {}),
        ...(Object.hasOwn(now, field) ? { now: now[field] } : {}),
      };
    }),
    office: office === undefined ? null : { by: office.by, at: office.at },
    history: history.map(({ device: _, ...line }) => line),
  };
}
