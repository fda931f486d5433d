/**
 * The file: gzip of lines. A line that begins with `{` says something of the backup, one that begins with `[` is a row.
 *
 *     {"fieldsync":"backup", ...}        what it is, from when, which tables
 *     {"table":"records"}                rows of this table follow
 *     ["0190…","ASSESSMENT","3",null]    each value as Postgres writes it as text, in the order of the columns
 *     {"rows":1,"sha256":"…"}            how many they were, and the hash of their lines
 *     {"complete":true, ...}             the end, with the hash of every line before it
 *
 * Values are text on both databases, so that a file says nothing of where it came from.
 */
import { z } from 'zod';

export const BACKUP_FORMAT = 1;

/** Names go into statements: anything else than these is refused. */
const nameSchema = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const typeSchema = z.string().regex(/^[a-z][a-z0-9 ()[\],]{0,60}$/);
const hashSchema = z.string().regex(/^[0-9a-f]{64}$/);
const countSchema = z.int().min(0);

export const tableShapeSchema = z.object({
  name: nameSchema,
  columns: z.array(z.object({ name: nameSchema, type: typeSchema })).min(1),
  /** Columns of the primary key, by their place among the columns. */
  key: z.array(countSchema).min(1),
});
export type TableShape = z.infer<typeof tableShapeSchema>;

/** Where a counter of the database stands. */
const sequenceSchema = z.object({ table: nameSchema, column: nameSchema, last: z.string() });
export type SequenceState = z.infer<typeof sequenceSchema>;

const migrationSchema = z.object({
  tag: z.string().regex(/^[0-9a-z_]{1,100}$/),
  when: z.number(),
});
/** The newest migration that a database has seen. */
export type MigrationLevel = z.infer<typeof migrationSchema>;

export const headerSchema = z.object({
  fieldsync: z.literal('backup'),
  format: z.int().min(1),
  takenAt: z.iso.datetime(),
  from: z.enum(['embedded', 'postgres']),
  migration: migrationSchema,
  /** In an order in which they can be filled: what others refer to comes first. */
  tables: z.array(tableShapeSchema).min(1),
});
export type BackupHeader = z.infer<typeof headerSchema>;

export const tableStartSchema = z.object({ table: nameSchema });
export const tableEndSchema = z.object({ rows: countSchema, sha256: hashSchema });
export const trailerSchema = z.object({
  complete: z.literal(true),
  rows: countSchema,
  sequences: z.array(sequenceSchema),
  sha256: hashSchema,
});

/** What a whole file holds. */
export interface BackupSummary {
  readonly header: BackupHeader;
  readonly rows: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly sequences: readonly SequenceState[];
}
