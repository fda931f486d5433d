/** What an embedded database cannot do for itself: it has no background processes, so nobody checkpoints or vacuums. */

const MEGABYTE = 1_048_576;
/** A log of 170 MB takes 2 s to replay after a kill, and without a checkpoint it grows for ever. */
const LOG_TOO_LONG_BYTES = 64 * MEGABYTE;
const LOG_TOO_OLD_MS = 5 * 60_000;
/** A checkpoint itself leaves a few records; without this floor an idle server would write one every five minutes. */
const WORTH_A_CHECKPOINT_BYTES = 65_536;

export function checkpointDue(log: { readonly bytes: number; readonly ageMs: number }): boolean {
  return (
    log.bytes >= LOG_TOO_LONG_BYTES || (log.bytes >= WORTH_A_CHECKPOINT_BYTES && log.ageMs >= LOG_TOO_OLD_MS)
  );
}

export interface TableWear {
  readonly name: string;
  readonly live: number;
  readonly dead: number;
  readonly changedSinceAnalyze: number;
}

/** Postgres' own thresholds for autovacuum: a fifth of the rows dead, or a tenth changed since the last statistics. */
export function vacuumDue(table: TableWear): boolean {
  return table.dead > 50 + table.live / 5 || table.changedSinceAnalyze > 50 + table.live / 10;
}
