import { sqlState } from '../../sql-state.ts';

/**
 * unique_violation, serialization_failure, deadlock_detected: another writer was faster. division_by_zero: a record is no
 * longer at the version that was read, see `writeBatch`.
 */
const RACES = new Set(['23505', '40001', '40P01', '22012']);
/** Each round one writer of a race gets through; work that loses this often meets something that is no race. */
const MAX_ATTEMPTS = 8;

/** Does the work again as long as it loses against another writer. It must leave nothing behind when it throws. */
export async function inRaces<Result>(work: (attempt: number) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !RACES.has(sqlState(error) ?? '')) throw error;
    }
  }
}
