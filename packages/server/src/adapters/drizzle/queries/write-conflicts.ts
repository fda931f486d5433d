import type { OpenedConflict } from '../../../core/conflict.ts';
import type { Queries } from '../../database.ts';
import { conflicts } from '../schema/index.ts';

/** Opens conflicts. They are rare, so plain rows will do. */
export async function writeConflicts(queries: Queries, opened: readonly OpenedConflict[]): Promise<void> {
  if (opened.length === 0) return;
  await queries.insert(conflicts).values(
    opened.map((conflict) => ({
      ...conflict,
      status: 'OPEN' as const,
      capturedAt: new Date(conflict.capturedAt),
      createdAt: new Date(conflict.createdAt),
    })),
  );
}
