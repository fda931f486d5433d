import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findExecutable } from './find-executable.mjs';
import { freePort } from './free-port.mjs';
import { installWithApt } from './install-with-apt.mjs';
import { say } from './say.mjs';
import { alreadyThere, unavailable } from './service.mjs';
import { startService } from './start-service.mjs';

const onThisMachine = () => findExecutable(['redis-server', 'valkey-server']);

/**
 * A Redis for the tests: the one the environment names, else one of our own that keeps nothing on disk.
 * @returns {Promise<import('./service.mjs').Service>}
 */
export async function findRedis() {
  const named = process.env['FIELDSYNC_TEST_REDIS_URL'];
  if (named) {
    say('Redis: the one that FIELDSYNC_TEST_REDIS_URL names.');
    return alreadyThere('FIELDSYNC_TEST_REDIS_URL', { FIELDSYNC_TEST_REDIS_URL: named });
  }
  let program = onThisMachine();
  if (!program && (await installWithApt(['redis-server']))) program = onThisMachine();
  if (!program) return unavailable('no redis-server, and apt-get could not provide one');

  const folder = mkdtempSync(path.join(tmpdir(), 'fieldsync-redis-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const port = await freePort();
    const { stop } = await startService({
      command: program,
      args: [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        '--dir',
        folder,
      ],
      cwd: folder,
      ready: /Ready to accept connections/,
      stopSignal: 'SIGTERM',
    });
    const how = `started on port ${port}`;
    say(`Redis: ${how}.`);
    const env = { FIELDSYNC_TEST_REDIS_URL: `redis://127.0.0.1:${port}` };
    return { available: true, how, env, stop: () => stop().then(remove) };
  } catch (error) {
    remove();
    return unavailable(`redis-server did not start: ${/** @type {Error} */ (error).message}`);
  }
}
