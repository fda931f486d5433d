import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.mjs';
import { runCommand } from './run-command.mjs';
import { startService } from './start-service.mjs';
import { unprivilegedUser } from './unprivileged-user.mjs';

const superuser = 'fieldsync';

/**
 * A Postgres that does not run yet, or not any more.
 * @typedef {object} PreparedPostgres
 * @property {string} url The same over all starts.
 * @property {number} port
 * @property {() => Promise<import('./start-service.mjs').RunningService>} start On the same port and data folder each time.
 * @property {() => void} remove Takes its folder away.
 */

/**
 * Makes a new, empty Postgres in a temporary folder, for a free port of 127.0.0.1.
 * @param {string} binaries The folder with `initdb` and `postgres`.
 * @param {{durable?: boolean}} [options] Durable: as an operator's; else commits do not wait for the disk.
 * @returns {Promise<PreparedPostgres>}
 * @throws {Error} With the end of what initdb printed.
 */
export async function preparePostgres(binaries, { durable = false } = {}) {
  const user = await unprivilegedUser();
  const folder = mkdtempSync(path.join(tmpdir(), 'fieldsync-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const password = randomBytes(12).toString('hex');
    const passwordFile = path.join(folder, 'password');
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user) for (const made of [folder, passwordFile]) chownSync(made, user.uid, user.gid);

    const data = path.join(folder, 'data');
    const initdb = await runCommand(
      path.join(binaries, 'initdb'),
      [
        '-D',
        data,
        '-U',
        superuser,
        '-A',
        'scram-sha-256',
        '--pwfile',
        passwordFile,
        '-E',
        'UTF8',
        '--no-locale',
        '--no-sync',
      ],
      { cwd: folder, ...(user && { user }) },
    );
    if (initdb.code !== 0) throw new Error(`initdb failed.\n${initdb.output.slice(-2000)}`);

    const port = await freePort();
    const start = () =>
      startService({
        command: path.join(binaries, 'postgres'),
        // Where durability is not what a test is about, its folder is thrown away anyway.
        args: [
          '-D',
          data,
          '-p',
          String(port),
          '-h',
          '127.0.0.1',
          '-k',
          folder,
          '-N',
          '200',
          ...(durable ? [] : ['-F', '-c', 'full_page_writes=off', '-c', 'autovacuum=off']),
        ],
        cwd: folder,
        user,
        ready: /database system is ready to accept connections/,
        stopSignal: 'SIGINT',
      });
    return { url: `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`, port, start, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/**
 * Makes one and starts it.
 * @param {string} binaries
 * @param {{durable?: boolean}} [options]
 * @returns {Promise<{url: string, port: number, stop: () => Promise<void>}>} `stop` removes the folder too.
 * @throws {Error} With the end of what Postgres printed.
 */
export async function startPostgres(binaries, options) {
  const { url, port, start, remove } = await preparePostgres(binaries, options);
  try {
    const { stop } = await start();
    return { url, port, stop: () => stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
