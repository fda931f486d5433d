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
 * Makes a new, empty Postgres in a temporary folder and starts it on a free port of 127.0.0.1.
 * @param {string} binaries The folder with `initdb` and `postgres`.
 * @param {{durable?: boolean}} [options] Durable: as an operator's, for benchmarks; else commits do not wait for the disk.
 * @returns {Promise<{url: string, port: number, stop: () => Promise<void>}>} `stop` removes the folder too.
 * @throws {Error} With the end of what Postgres printed.
 */
export async function startPostgres(binaries, { durable = false } = {}) {
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
    const { stop } = await startService({
      command: path.join(binaries, 'postgres'),
      // Durability is not what tests are about, and the folder is thrown away.
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
    return {
      url: `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`,
      port,
      stop: async () => {
        await stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
