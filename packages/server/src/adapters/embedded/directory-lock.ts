/**
 * One process per database folder. PGlite has no lock of its own: two processes both write happily, and afterwards
 * the folder opens for neither. The lock must also be free at once after a kill -9, so it is a listening socket, which
 * dies with its process, and not a file with a process id in it.
 *
 * - Linux: an abstract socket named after the folder's real path. The kernel decides; nothing can be left behind.
 *   But it is seen only inside one network namespace, and two containers may share the folder; hence also:
 * - Linux and macOS: a socket file beside the folder. Path sockets cross network namespaces. A dead one refuses
 *   connections and is taken over.
 * - Windows: a named pipe.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, realpathSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StartRefused } from '../../start-refused.ts';

export interface DirectoryLock {
  release(): Promise<void>;
}

/** File systems that cannot hold a socket (some network and desktop mounts); on Linux the abstract socket still stands. */
const CANNOT_HOLD_SOCKETS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EINVAL', 'EACCES', 'EROFS']);

/** Long enough for a rival that found the same dead socket to finish replacing it. */
const SETTLE_MS = 50;

/**
 * Takes the lock of `directory`, whose parent must exist.
 * @throws StartRefused DIRECTORY_IN_USE when a living process holds it
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(realpathSync(dirname(directory)), basename(directory));
  const name = `fieldsync-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  if (process.platform === 'win32') return holding([await claimName(`\\\\.\\pipe\\${name}`, directory)]);
  if (process.platform !== 'linux')
    return holding([await claimFile(`${path}.lock`, `${path}.lock`, directory)]);

  const byName = await claimName(`\0${name}`, directory);
  const parent = openSync(dirname(path), 'r');
  try {
    // A socket's path is limited to 107 bytes; through the parent's descriptor a folder may lie as deep as it likes.
    const short = `/proc/self/fd/${String(parent)}/${basename(path)}.lock`;
    const byFile = await claimFile(short, `${path}.lock`, directory);
    return holding([byFile, byName], () => {
      closeSync(parent);
    });
  } catch (error) {
    closeSync(parent);
    if (error instanceof StartRefused || !CANNOT_HOLD_SOCKETS.has(codeOf(error))) {
      await close(byName);
      throw error;
    }
    return holding([byName]);
  }
}

async function claimName(path: string, directory: string): Promise<Server> {
  try {
    return await listen(path);
  } catch (error) {
    throw codeOf(error) === 'EADDRINUSE' ? inUse(directory) : error;
  }
}

/** `path` is what we bind (perhaps through /proc), `file` where it lies. */
async function claimFile(path: string, file: string, directory: string): Promise<Server> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const server = await listen(path);
      const ours = statSync(file).ino;
      await wait(SETTLE_MS);
      // A rival may have seen the same dead socket and unlinked ours in its place: then the folder is the rival's.
      if (statSync(file, { throwIfNoEntry: false })?.ino === ours) return server;
      await close(server);
      throw inUse(directory);
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
      if (await answers(path)) throw inUse(directory);
      unlinkSync(file);
    }
  }
  throw inUse(directory);
}

function listen(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Not a reason to stay alive: a process that has nothing else to do may end.
    server.listen({ path }, () => resolve(server.unref()));
  });
}

function answers(path: string): Promise<boolean> {
  const socket = connect({ path });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).then((alive) => {
    socket.destroy();
    return alive === true;
  });
}

function holding(servers: readonly Server[], afterwards: () => void = () => undefined): DirectoryLock {
  return {
    async release() {
      for (const server of servers) await close(server);
      afterwards();
    },
  };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function inUse(directory: string): StartRefused {
  return new StartRefused(
    'DIRECTORY_IN_USE',
    `Another Fieldsync process is already using the database in ${directory}. ` +
      'Stop it first, or start this one with another data folder. Two at once would destroy the data.',
  );
}
