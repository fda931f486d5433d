import { once } from 'node:events';
import { connect } from 'node:net';
import { BackupRefused } from '../../backup/backup-refused.ts';
import { linesOf } from '../../backup/lines-of.ts';
import { controlPath } from './control-path.ts';

const LONGEST_LINE = 256 * 1_048_576;

/**
 * Asks the server that runs on this folder.
 * @param words see ControlSocket
 * @returns its lines as JSON values; undefined when none runs there that could answer
 */
export async function askControl(
  dataDirectory: string,
  words: string,
): Promise<AsyncGenerator<unknown> | undefined> {
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
        `${at.file} belongs to another user. Do this as the user whom the server runs as.`,
      );
    return undefined;
  }
  socket.write(`${words}\n`);
  return values(socket, at.release);
}

async function* values(socket: AsyncIterable<Buffer>, release: () => void): AsyncGenerator<unknown> {
  try {
    for await (const line of linesOf(socket, LONGEST_LINE)) {
      const value: unknown = JSON.parse(line.toString('utf8'));
      const failed = value as { readonly kind?: unknown; readonly message?: unknown };
      if (failed.kind === 'failed') throw new BackupRefused(String(failed.message));
      yield value;
    }
  } finally {
    release();
  }
}
