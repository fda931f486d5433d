import type { BackupHeader, SequenceState } from './backup-format.ts';

/** A consistent copy of a database, piece by piece. Rows are lines of the file. */
export type SnapshotPart =
  | ({ readonly kind: 'begin' } & Pick<BackupHeader, 'from' | 'migration' | 'tables'>)
  | { readonly kind: 'rows'; readonly table: string; readonly rows: readonly string[] }
  | { readonly kind: 'end'; readonly sequences: readonly SequenceState[] };

/**
 * The same while others write: rows of large tables come early, page by page, and what has changed since comes at the end,
 * from one moment.
 */
export type LivePart =
  | SnapshotPart
  /** Rows as they were when the copy began; those that changed meanwhile are among them as they were, or not at all. */
  | { readonly kind: 'early'; readonly table: string; readonly rows: readonly string[] }
  /** At the last moment, so many of the table's rows are still as they were when the copy began. */
  | { readonly kind: 'unchanged'; readonly table: string; readonly rows: number };
