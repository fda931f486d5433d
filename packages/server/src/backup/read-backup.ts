import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { ZodType } from 'zod';
import type { BackupHeader, BackupSummary } from './backup-format.ts';
import {
  BACKUP_FORMAT,
  headerSchema,
  tableEndSchema,
  tableStartSchema,
  trailerSchema,
} from './backup-format.ts';
import { BackupRefused } from './backup-refused.ts';
import { linesOf } from './lines-of.ts';

export type BackupPart =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'row'; readonly table: string; readonly line: string }
  | { readonly kind: 'end'; readonly summary: BackupSummary };

/** A record is at most some hundred KB. */
const LONGEST_LINE = 64 * 1_048_576;

/** Reads the whole file and throws its rows away: every hash and count is checked. */
export async function checkBackup(file: string): Promise<BackupSummary> {
  for await (const part of readBackup(file)) if (part.kind === 'end') return part.summary;
  throw damaged(file, 'it ends too early');
}

/**
 * The file piece by piece, checked on the way: `end` comes only when every count and every hash was right.
 * @throws BackupRefused for anything that is not a whole backup
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const source = createReadStream(file);
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error));
  try {
    yield* checked(file, linesOf(source.pipe(gunzip), LONGEST_LINE));
  } catch (error) {
    throw error instanceof BackupRefused ? error : readingFailed(file, error);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* checked(file: string, lines: AsyncGenerator<Buffer>): AsyncGenerator<BackupPart> {
  const whole = createHash('sha256');
  const first = await lines.next();
  const header = first.done === true ? undefined : asJson(first.value, headerSchema);
  if (first.done === true || header === undefined)
    throw new BackupRefused(`${file} is not a backup of Fieldsync.`);
  if (header.format > BACKUP_FORMAT)
    throw new BackupRefused(
      `${file} was made by a newer Fieldsync. Restore it with that version or a newer one.`,
    );
  whole.update(first.value).update('\n');
  yield { kind: 'header', header };

  const counts: Record<string, number> = {};
  let table: string | undefined;
  let rows = 0;
  let hash = createHash('sha256');
  for await (const line of lines) {
    if (line[0] === 0x5b) {
      if (table === undefined) throw damaged(file, 'a row belongs to no table');
      hash.update(line).update('\n');
      whole.update(line).update('\n');
      rows += 1;
      yield { kind: 'row', table, line: line.toString('utf8') };
      continue;
    }
    const trailer = asJson(line, trailerSchema);
    if (trailer !== undefined) {
      if (table !== undefined) throw damaged(file, `the end of ${table} is missing`);
      const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
      if (trailer.sha256 !== whole.digest('hex') || trailer.rows !== all)
        throw damaged(file, 'its checksum is wrong');
      if ((await lines.next()).done !== true) throw damaged(file, 'something follows its end');
      yield { kind: 'end', summary: { header, rows: all, counts, sequences: trailer.sequences } };
      return;
    }
    whole.update(line).update('\n');
    const start = asJson(line, tableStartSchema);
    const end = asJson(line, tableEndSchema);
    if (start !== undefined && table === undefined && counts[start.table] === undefined) {
      if (!header.tables.some(({ name }) => name === start.table))
        throw damaged(file, `its list of tables does not name ${start.table}`);
      table = start.table;
      rows = 0;
      hash = createHash('sha256');
    } else if (end !== undefined && table !== undefined) {
      if (end.rows !== rows || end.sha256 !== hash.digest('hex'))
        throw damaged(file, `the checksum of ${table} is wrong`);
      counts[table] = rows;
      table = undefined;
    } else throw damaged(file, 'a line cannot be read');
  }
  throw damaged(file, 'it ends too early');
}

function asJson<Value>(line: Buffer, schema: ZodType<Value>): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(line.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function damaged(file: string, what: string): BackupRefused {
  return new BackupRefused(`The backup ${file} is damaged: ${what}. Take another one; nothing was changed.`);
}

function readingFailed(file: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new BackupRefused(`There is no file ${file}.`);
  if (code === 'EACCES' || code === 'EISDIR' || code === 'EIO')
    return new BackupRefused(`Cannot read ${file} (${code}).`);
  if (code === 'Z_DATA_ERROR' && error instanceof Error && error.message === 'incorrect header check')
    return new BackupRefused(`${file} is not a backup of Fieldsync.`);
  if (code.startsWith('Z_') || error instanceof RangeError)
    return damaged(file, error instanceof Error ? error.message : code);
  return error instanceof Error ? error : new Error(String(error));
}
