import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';

/** First thing in the text of a statement that a connection is to remember with its plan. */
export const KEEPS_PLAN = '/* keeps its plan */';

/**
 * Said at the beginning of a statement that each exchange sends: a connection to Postgres then reads and plans it once. Only for
 * a statement whose plan is right whatever the tables grow to: one that finds single rows by a key, or none at all. What joins or
 * looks up many must be planned with what the tables hold now: a plan made for a new office reads a table from end to end.
 */
export const keepsPlan: SQL = sql.raw(KEEPS_PLAN);
