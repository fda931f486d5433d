import { sqlState } from '../../sql-state.ts';
import { VersionMoved } from './version-moved.ts';

/** unique_violation, serialization_failure, deadlock_detected: another writer was faster. */
const RACES = new Set(['23505', '40001', '40P01']);
/** Each round one writer of a race gets through; work that loses this often meets something that is no race. */
const MAX_ATTEMPTS = 8;

/** Does the work again as long as it loses against another writer. It must leave nothing behind when it throws. */
export async function inRaces<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isRace(error)) throw error;
    }
  }
}

function isRace(error: unknown): boolean {
  return error instanceof VersionMoved || RACES.has(sqlState(error) ?? '');
}
