import { inArray } from 'drizzle-orm';
import type { RecordWrite } from '../../../core/batch.ts';
import type { Queries } from '../../database.ts';
import { awaitedOverrides } from '../schema/index.ts';

/** Scores that waited for these records are part of them now. */
export async function forgetArrived(queries: Queries, writes: readonly RecordWrite[]): Promise<void> {
  const arrived = writes.filter(({ before, record }) => before === 0 && record.scoreOverride !== null);
  if (arrived.length === 0) return;
  await queries.delete(awaitedOverrides).where(
    inArray(
      awaitedOverrides.recordId,
      arrived.map(({ record }) => record.id),
    ),
  );
}
