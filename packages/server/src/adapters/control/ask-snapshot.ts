import { once } from 'node:events';
import { connect } from 'node:net';
import { BackupRefused } from '../../backup/backup-refused.ts';
import { linesOf } from '../../backup/lines-of.ts';
import type { LivePart } from '../../backup/snapshot.ts';
import { controlPath } from './control-path.ts';

const LONGEST_LINE = 256 * 1_048_576;

/**
 * Asks the server that runs on this folder for a snapshot.
 * @returns undefined when none runs there that could answer
 */
export async function askSnapshot(dataDirectory: string): Promise<AsyncGenerator<LivePart> | undefined> {
  const at = process.platform === 'win32' ? undefined : controlPath(dataDirectory);
  if (at === undefined) return undefined;
  const socket = connect({ path: at.path });
  try {
    await once(socket, 'connect');
  } catch (error) {
    at.release();
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EACCES' || code === 'EPERM')
      throw new BackupRefused(
        `${at.file} belongs to another user. Take the backup as the user whom the server runs as.`,
      );
    return undefined;
  }
  socket.write('snapshot\n');
  return parts(socket, at.release);
}

async function* parts(socket: AsyncIterable<Buffer>, release: () => void): AsyncGenerator<LivePart> {
  let whole = false;
  try {
    for await (const line of linesOf(socket, LONGEST_LINE)) {
      const part = JSON.parse(line.toString('utf8')) as LivePart | { kind: 'failed'; message: string };
      if (part.kind === 'failed') throw new BackupRefused(part.message);
      whole = part.kind === 'end';
      yield part;
    }
  } finally {
    release();
  }
  if (!whole) throw new BackupRefused('The server stopped while the backup was taken. Take it again.');
}
