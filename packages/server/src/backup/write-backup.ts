import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createGzip } from 'node:zlib';
import type { BackupSummary } from './backup-format.ts';
import { BACKUP_FORMAT } from './backup-format.ts';
import type { SnapshotPart } from './snapshot.ts';

/**
 * Writes a snapshot to a file that only its owner can read. It grows under another name and gets its own when every byte is
 * on the disk: killed at any point there is no file of that name, or a whole one.
 * @param takenAt ISO 8601
 */
export async function writeBackup(
  parts: AsyncIterable<SnapshotPart>,
  file: string,
  takenAt: string,
): Promise<BackupSummary> {
  const unfinished = `${file}.unfinished`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(unfinished, { force: true });
  try {
    const summary = await writeLines(parts, unfinished, takenAt);
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    return summary;
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeLines(
  parts: AsyncIterable<SnapshotPart>,
  file: string,
  takenAt: string,
): Promise<BackupSummary> {
  const handle = await open(file, 'wx', 0o600);
  // The mode above is narrowed by the umask and never widened; a file system may still have its own mind.
  await chmod(file, 0o600);
  const gzip = createGzip();
  const pumped = (async () => {
    for await (const chunk of gzip as AsyncIterable<Buffer>) await handle.appendFile(chunk);
  })();
  // Looked at below; a disk that is full must not end the process before that.
  pumped.catch(() => undefined);
  const whole = createHash('sha256');
  const put = async (text: string): Promise<void> => {
    whole.update(text);
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), pumped]);
  };
  try {
    const summary = await writeParts(parts, takenAt, put, () => whole.copy().digest('hex'));
    gzip.end();
    await pumped;
    await handle.sync();
    return summary;
  } finally {
    gzip.destroy();
    await pumped.catch(() => undefined);
    await handle.close();
  }
}

async function writeParts(
  parts: AsyncIterable<SnapshotPart>,
  takenAt: string,
  put: (text: string) => Promise<void>,
  digest: () => string,
): Promise<BackupSummary> {
  let header: BackupSummary['header'] | undefined;
  let sequences: BackupSummary['sequences'] | undefined;
  const counts: Record<string, number> = {};
  let current: string | undefined;
  let hash = createHash('sha256');
  const endTable = async (): Promise<void> => {
    if (current === undefined) return;
    await put(`${JSON.stringify({ rows: counts[current] ?? 0, sha256: hash.digest('hex') })}\n`);
    hash = createHash('sha256');
    current = undefined;
  };
  for await (const part of parts) {
    if (part.kind === 'begin') {
      const { from, migration, tables } = part;
      header = { fieldsync: 'backup', format: BACKUP_FORMAT, takenAt, from, migration, tables };
      await put(`${JSON.stringify(header)}\n`);
    } else if (part.kind === 'rows') {
      if (current !== part.table) {
        await endTable();
        current = part.table;
        if (counts[current] !== undefined) throw new RangeError(`rows of ${current} come in two places`);
        counts[current] = 0;
        await put(`${JSON.stringify({ table: current })}\n`);
      }
      counts[current] = (counts[current] ?? 0) + part.rows.length;
      const text = part.rows.map((row) => `${row}\n`).join('');
      hash.update(text);
      await put(text);
    } else sequences = part.sequences;
  }
  await endTable();
  if (header === undefined || sequences === undefined) throw new Error('the snapshot ended before its end');
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  await put(`${JSON.stringify({ complete: true, rows, sequences, sha256: digest() })}\n`);
  return { header, rows, counts, sequences };
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
