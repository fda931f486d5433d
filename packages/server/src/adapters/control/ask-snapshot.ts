import { BackupRefused } from '../../backup/backup-refused.ts';
import type { LivePart } from '../../backup/snapshot.ts';
import { askControl } from './ask-control.ts';

/**
 * Asks the server that runs on this folder for a snapshot.
 * @returns undefined when none runs there that could answer
 */
export async function askSnapshot(dataDirectory: string): Promise<AsyncGenerator<LivePart> | undefined> {
  const values = await askControl(dataDirectory, 'snapshot');
  return values === undefined ? undefined : parts(values);
}

async function* parts(values: AsyncGenerator<unknown>): AsyncGenerator<LivePart> {
  let whole = false;
  for await (const value of values) {
    const part = value as LivePart;
    whole = part.kind === 'end';
    yield part;
  }
  if (!whole) throw new BackupRefused('The server stopped while the backup was taken. Take it again.');
}
