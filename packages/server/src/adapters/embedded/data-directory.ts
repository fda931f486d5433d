import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import { StartRefused } from '../../start-refused.ts';
import { syncPath, syncTree } from './sync-tree.ts';

/**
 * Makes sure that `directory` holds a whole database. It is filled under another name and renamed once every file is
 * on disk, so that a kill at any point leaves nothing, a `.tmp` folder that the next start throws away, or the whole.
 *
 * @param template a dump of an empty migrated database, loaded in 1.5 s; without one initdb runs here (5-12 s)
 * @returns whether it was made now
 * @throws StartRefused DIRECTORY_UNKNOWN when something else lies there
 */
export async function ensureDataDirectory(directory: string, template: Blob | undefined): Promise<boolean> {
  const unfinished = `${directory}.tmp`;
  mkdirSync(dirname(directory), { recursive: true });
  rmSync(unfinished, { recursive: true, force: true });
  if (existsSync(join(directory, 'PG_VERSION'))) return false;
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new StartRefused(
      'DIRECTORY_UNKNOWN',
      `${directory} is not empty and is not a database of ours. Nothing was touched. Give an empty folder, or move that one away.`,
    );
  }
  const client = await PGlite.create({
    fs: new NodeFS(unfinished),
    ...(template === undefined ? {} : { loadDataDir: template }),
  });
  await client.close();
  syncTree(unfinished);
  renameSync(unfinished, directory);
  syncPath(dirname(directory));
  return true;
}
